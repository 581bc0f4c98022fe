#include "kafka_architect/key_batch.hpp"

#include <algorithm>
#include <limits>

namespace kafka_architect {

KeyBatchBuilder::KeyBatchBuilder()
    : starts_(std::make_unique_for_overwrite<std::uint32_t[]>(kBatchKeys)),
      lengths_(std::make_unique_for_overwrite<std::uint32_t[]>(kBatchKeys)) {}

bool KeyBatchBuilder::has_room(std::size_t key_bytes) const noexcept {
    constexpr std::size_t kAddressable = std::numeric_limits<std::uint32_t>::max();
    return size() == 0 || (size() < kBatchKeys && key_bytes <= kAddressable - used_);
}

void KeyBatchBuilder::reserve(std::size_t key_bytes) {
    if (bytes_.size() < key_bytes + kReadPadding) {
        bytes_.resize(key_bytes + kReadPadding);
    }
}

void KeyBatchBuilder::grow(std::size_t key_bytes) {
    bytes_.resize(std::max(bytes_.size() * 2, used_ + key_bytes + kReadPadding));
}

void KeyBatchBuilder::append_null() {
    if (validity_.empty()) {
        validity_.assign(kBatchKeys / 8, 0xffU);
    }
    validity_[size_ >> 3U] = static_cast<std::uint8_t>(validity_[size_ >> 3U] & ~(1U << (size_ & 7U)));
    append({});
}

void KeyBatchBuilder::clear() noexcept {
    size_ = 0;
    used_ = 0;
    validity_.clear();
}

KeyBatch KeyBatchBuilder::batch() {
    return {.bytes = bytes_.data(),
            .readable = bytes_.size(),
            .starts = starts_.get(),
            .lengths = lengths_.get(),
            .validity = validity_.empty() ? nullptr : validity_.data(),
            .size = size_};
}

}  // namespace kafka_architect
