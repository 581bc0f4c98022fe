#include "kafka_architect/key_batch.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace kafka_architect {

KeyBatchBuilder::KeyBatchBuilder() {
    starts_.reserve(kBatchKeys);
    lengths_.reserve(kBatchKeys);
    validity_.resize(kBatchKeys / 8);
}

bool KeyBatchBuilder::has_room(std::size_t key_bytes) const noexcept {
    constexpr std::size_t kAddressable = std::numeric_limits<std::uint32_t>::max();
    return size() == 0 || (size() < kBatchKeys && key_bytes <= kAddressable - used_);
}

void KeyBatchBuilder::reserve(std::size_t key_bytes) {
    if (bytes_.size() < key_bytes + kReadPadding) {
        bytes_.resize(key_bytes + kReadPadding);
    }
}

void KeyBatchBuilder::append(std::span<const std::uint8_t> key) {
    const std::size_t index = size();
    if (bytes_.size() < used_ + key.size() + kReadPadding) {
        bytes_.resize(std::max(bytes_.size() * 2, used_ + key.size() + kReadPadding));
    }
    if (!key.empty()) {
        std::memcpy(bytes_.data() + used_, key.data(), key.size());
    }
    starts_.push_back(static_cast<std::uint32_t>(used_));
    lengths_.push_back(static_cast<std::uint32_t>(key.size()));
    validity_[index >> 3] = static_cast<std::uint8_t>(validity_[index >> 3] | (1U << (index & 7)));
    used_ += key.size();
}

void KeyBatchBuilder::append_null() {
    const std::size_t index = size();
    append({});
    validity_[index >> 3] = static_cast<std::uint8_t>(validity_[index >> 3] & ~(1U << (index & 7)));
    has_nulls_ = true;
}

void KeyBatchBuilder::clear() noexcept {
    starts_.clear();
    lengths_.clear();
    used_ = 0;
    has_nulls_ = false;
}

KeyBatch KeyBatchBuilder::batch() {
    return {.bytes = bytes_.data(),
            .readable = bytes_.size(),
            .starts = starts_.data(),
            .lengths = lengths_.data(),
            .validity = has_nulls_ ? validity_.data() : nullptr,
            .size = size()};
}

}  // namespace kafka_architect
