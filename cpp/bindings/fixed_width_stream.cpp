// Keys of as many bytes each, read where they lie when they lie side by side.
#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "kafka_architect/error.hpp"
#include "key_bytes.hpp"
#include "key_streams.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::kBatchKeys;
using kafka_architect::KeyBatch;
using kafka_architect::kMaxKeyBytes;
using kafka_architect::kReadPadding;

// numpy's S pads with NUL bytes and cannot tell them from NUL bytes at the end of a key.
std::uint32_t without_trailing_nuls(const std::uint8_t* item, std::size_t width) {
    while (width > 0 && item[width - 1] == 0) {
        --width;
    }
    return static_cast<std::uint32_t>(width);
}

// Nothing can be refused here: any bytes are a key, and what another thread writes to them meanwhile only
// decides which.
class FixedWidthStream final : public KeyStream {
public:
    explicit FixedWidthStream(std::unique_ptr<PinnedArray> array)
        : array_(std::move(array)),
          per_batch_(std::clamp<std::size_t>(most_bytes() / std::max<std::size_t>(array_->width(), 1), 1,
                                             kBatchKeys)) {
        const std::size_t width = array_->width();
        if (width > kMaxKeyBytes) {
            throw Error(ErrorCode::invalid_argument, "the keys are " + std::to_string(width) +
                                                         " bytes wide: Kafka's keys end at " +
                                                         std::to_string(kMaxKeyBytes));
        }
        for (std::size_t i = 0; i < per_batch_; ++i) {
            starts_[i] = static_cast<std::uint32_t>(i * width);
            lengths_[i] = static_cast<std::uint32_t>(width);
        }
        if (!array_->contiguous()) {
            gathered_.resize(std::min(per_batch_, size()) * width + kReadPadding);
        }
    }

    [[nodiscard]] std::size_t size() const noexcept override { return array_->size(); }
    [[nodiscard]] std::size_t key_bytes() const noexcept override { return array_->size() * array_->width(); }
    [[nodiscard]] bool needs_gil() const noexcept override { return false; }
    void hold() override {}

    bool next(KeyBatch& batch) override {
        const std::size_t width = array_->width();
        const std::size_t count = std::min(per_batch_, size() - next_);
        const bool in_place = array_->contiguous();
        const std::uint8_t* base = in_place ? array_->entry(next_) : gather(count);
        if (array_->kind() == 'S') {
            for (std::size_t i = 0; i < count; ++i) {
                lengths_[i] = without_trailing_nuls(base + i * width, width);
            }
        }
        batch = {.bytes = base,
                 .readable = in_place ? (size() - next_) * width : gathered_.size(),
                 .starts = starts_.data(),
                 .lengths = lengths_.data(),
                 .validity = array_->has_mask() ? validity(count) : nullptr,
                 .size = count};
        next_ += count;
        return count > 0;
    }

private:
    // What is not copied may be as long as 32-bit starts reach.
    [[nodiscard]] std::size_t most_bytes() const {
        return array_->contiguous() ? kMaxKeyBytes : kCopiedBatchBytes;
    }

    const std::uint8_t* gather(std::size_t count) {
        const std::size_t width = array_->width();
        for (std::size_t i = 0; i < count; ++i) {
            std::memcpy(gathered_.data() + i * width, array_->entry(next_ + i), width);
        }
        return gathered_.data();
    }

    // A null key has no bytes.
    const std::uint8_t* validity(std::size_t count) {
        validity_.fill(0);
        for (std::size_t i = 0; i < count; ++i) {
            if (array_->masked(next_ + i)) {
                lengths_[i] = 0;
            } else {
                validity_[i >> 3U] = static_cast<std::uint8_t>(validity_[i >> 3U] | (1U << (i & 7U)));
                if (array_->kind() != 'S') {
                    lengths_[i] = static_cast<std::uint32_t>(array_->width());
                }
            }
        }
        return validity_.data();
    }

    std::unique_ptr<PinnedArray> array_;
    std::size_t per_batch_;
    std::size_t next_ = 0;
    std::array<std::uint32_t, kBatchKeys> starts_{};
    std::array<std::uint32_t, kBatchKeys> lengths_{};
    std::array<std::uint8_t, kBatchKeys / 8> validity_{};
    std::vector<std::uint8_t> gathered_;
};

}  // namespace

std::unique_ptr<KeyStream> stream_of_fixed_width(std::unique_ptr<PinnedArray> array) {
    return std::make_unique<FixedWidthStream>(std::move(array));
}
