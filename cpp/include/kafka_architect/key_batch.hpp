// KeyBatch: up to kBatchKeys keys, as every source hands them out and every kernel takes them.
//
// A view, never an owner: the bytes stay where the source read them. Key i is the `lengths[i]` bytes at
// `bytes + starts[i]`, unless bit i of `validity` says that it is null (Arrow's bitmap: bit set = present,
// no bitmap = no nulls). Null and empty are different things: an empty key is hashed, a null key leaves
// the partition to the producer.
//
// `readable` is the number of bytes from `bytes` on that may be loaded, the last key's end at least.
// Sources that own their buffer leave kReadPadding bytes behind the last key, so that kernels can load
// whole registers; kernels must look at `readable` before they do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

#include "kafka_architect/table_sizes.hpp"

namespace kafka_architect {

inline constexpr std::size_t kBatchKeys = table_sizes::kBatchKeys;
inline constexpr std::size_t kReadPadding = 320;
// Kafka carries a key's length as a signed 32-bit integer.
inline constexpr std::size_t kMaxKeyBytes = 0x7fffffff;

struct KeyBatch {
    const std::uint8_t* bytes = nullptr;
    std::size_t readable = 0;
    const std::uint32_t* starts = nullptr;
    const std::uint32_t* lengths = nullptr;
    const std::uint8_t* validity = nullptr;
    std::size_t size = 0;

    [[nodiscard]] bool is_null(std::size_t i) const noexcept {
        return validity != nullptr && ((validity[i >> 3] >> (i & 7)) & 1U) == 0;
    }
    [[nodiscard]] std::span<const std::uint8_t> key(std::size_t i) const noexcept {
        return {bytes + starts[i], lengths[i]};
    }
};

// Copies keys that lie scattered (Python objects, say) into one padded block and hands it out as a batch.
class KeyBatchBuilder {
public:
    KeyBatchBuilder();

    // False when the batch is full (kBatchKeys keys, or more bytes than 32-bit starts can address).
    [[nodiscard]] bool has_room(std::size_t key_bytes) const noexcept;
    // In the header: a list of a million keys calls it a million times.
    void append(std::span<const std::uint8_t> key) {
        if (bytes_.size() < used_ + key.size() + kReadPadding) {
            grow(key.size());
        }
        if (!key.empty()) {
            std::memcpy(bytes_.data() + used_, key.data(), key.size());
        }
        starts_[size_] = static_cast<std::uint32_t>(used_);
        lengths_[size_] = static_cast<std::uint32_t>(key.size());
        used_ += key.size();
        ++size_;
    }
    void append_null();
    void clear() noexcept;
    // Batches of so many bytes take no more memory than is there afterwards.
    void reserve(std::size_t key_bytes);

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    // Valid until the builder is next changed.
    [[nodiscard]] KeyBatch batch();

private:
    void grow(std::size_t key_bytes);

    std::vector<std::uint8_t> bytes_;
    std::unique_ptr<std::uint32_t[]> starts_;
    std::unique_ptr<std::uint32_t[]> lengths_;
    std::vector<std::uint8_t> validity_;  // empty until there is a null key
    std::size_t size_ = 0;
    std::size_t used_ = 0;
};

}  // namespace kafka_architect
