#include "kafka_architect/effective_keys.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace kafka_architect {

EffectiveKeys::EffectiveKeys() : settled_(kCells), recent_(kCells) {}

void EffectiveKeys::add(std::span<const std::uint32_t> fingerprints_low) {
    if (recent_records_ + fingerprints_low.size() > std::numeric_limits<std::uint32_t>::max()) {
        settle();
    }
    for (const std::uint32_t low : fingerprints_low) {
        ++recent_[low % kCells];
    }
    recent_records_ += fingerprints_low.size();
}

void EffectiveKeys::settle() {
    for (std::size_t cell = 0; cell < kCells; ++cell) {
        settled_[cell] += std::exchange(recent_[cell], 0U);
    }
    recent_records_ = 0;
}

void EffectiveKeys::merge(const EffectiveKeys& other) {
    for (std::size_t cell = 0; cell < kCells; ++cell) {
        settled_[cell] += other.settled_[cell] + other.recent_[cell];
    }
}

double EffectiveKeys::estimate() const {
    // Doubles: 2^32 records per cell squared is past 64 bits, and 53 bits are far inside the sketch's error.
    double records = 0;
    double squares = 0;
    for (std::size_t cell = 0; cell < kCells; ++cell) {
        const auto sum = static_cast<double>(settled_[cell] + recent_[cell]);
        records += sum;
        squares += sum * sum;
    }
    if (records == 0) {
        return 0;
    }
    constexpr auto kCellsReal = static_cast<double>(kCells);
    const double second_moment = (kCellsReal * squares - records * records) / (kCellsReal - 1);
    return records * records / std::clamp(second_moment, records, records * records);
}

}  // namespace kafka_architect
