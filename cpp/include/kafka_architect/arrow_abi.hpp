// The structures of the Arrow C data interface and C stream interface, a stable ABI, and their owners.
// Source: https://arrow.apache.org/docs/format/CDataInterface.html and CStreamInterface.html.
//
// Who fills a structure gives a `release` with it; who owns the structure calls that once. The owner here
// moves a structure out of the place where it was handed over and leaves that place released.
#pragma once

#include <cstdint>
#include <utility>

extern "C" {

struct ArrowSchema {
    const char* format;
    const char* name;
    const char* metadata;
    std::int64_t flags;
    std::int64_t n_children;
    ArrowSchema** children;
    ArrowSchema* dictionary;
    void (*release)(ArrowSchema*);
    void* private_data;
};

struct ArrowArray {
    std::int64_t length;
    std::int64_t null_count;
    std::int64_t offset;
    std::int64_t n_buffers;
    std::int64_t n_children;
    const void** buffers;
    ArrowArray** children;
    ArrowArray* dictionary;
    void (*release)(ArrowArray*);
    void* private_data;
};

struct ArrowArrayStream {
    int (*get_schema)(ArrowArrayStream*, ArrowSchema* out);
    int (*get_next)(ArrowArrayStream*, ArrowArray* out);
    const char* (*get_last_error)(ArrowArrayStream*);
    void (*release)(ArrowArrayStream*);
    void* private_data;
};
}

namespace kafka_architect {

template <typename Structure>
class ArrowOwner {
public:
    ArrowOwner() = default;
    explicit ArrowOwner(Structure& handed_over) noexcept : held_(std::exchange(handed_over, Structure{})) {}
    ArrowOwner(const ArrowOwner&) = delete;
    ArrowOwner& operator=(const ArrowOwner&) = delete;
    ArrowOwner(ArrowOwner&& other) noexcept : held_(std::exchange(other.held_, Structure{})) {}
    ArrowOwner& operator=(ArrowOwner&& other) noexcept {
        std::swap(held_, other.held_);
        return *this;
    }
    ~ArrowOwner() {
        if (held_.release != nullptr) {
            held_.release(&held_);
        }
    }

    [[nodiscard]] bool empty() const noexcept { return held_.release == nullptr; }
    [[nodiscard]] const Structure& get() const noexcept { return held_; }
    // For callbacks, which fill or change it.
    [[nodiscard]] Structure* address() noexcept { return &held_; }

private:
    Structure held_{};
};

using OwnedArrowSchema = ArrowOwner<ArrowSchema>;
using OwnedArrowArray = ArrowOwner<ArrowArray>;
using OwnedArrowStream = ArrowOwner<ArrowArrayStream>;

}  // namespace kafka_architect
