#include "kafka_architect/effective_keys.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/byte_stream.hpp"

namespace kafka_architect {

EffectiveKeys::EffectiveKeys() : recent_(kCells) {}

std::size_t EffectiveKeys::add(std::span<const std::uint32_t> fingerprints_low, std::uint64_t limit,
                               std::uint32_t* selected) {
    if (recent_records_ + fingerprints_low.size() > std::numeric_limits<std::uint32_t>::max()) {
        settle();
    }
    recent_records_ += fingerprints_low.size();
    total_ += fingerprints_low.size();
    std::size_t count = 0;
    // Without branches: which cells are above the limit is not to be predicted.
    if (settled_.empty()) {
        for (std::size_t i = 0; i < fingerprints_low.size(); ++i) {
            selected[count] = static_cast<std::uint32_t>(i);
            count += ++recent_[fingerprints_low[i] % kCells] > limit ? 1U : 0U;
        }
    } else {
        for (std::size_t i = 0; i < fingerprints_low.size(); ++i) {
            const std::size_t cell = fingerprints_low[i] % kCells;
            selected[count] = static_cast<std::uint32_t>(i);
            count += settled_[cell] + ++recent_[cell] > limit ? 1U : 0U;
        }
    }
    return count;
}

void EffectiveKeys::add_weighted(std::span<const std::uint32_t> fingerprints_low,
                                 std::span<const std::uint64_t> weights) {
    settled_.resize(kCells);
    for (std::size_t i = 0; i < fingerprints_low.size(); ++i) {
        settled_[fingerprints_low[i] % kCells] += weights[i];
        total_ += weights[i];
    }
}

void EffectiveKeys::settle() {
    settled_.resize(kCells);
    for (std::size_t cell = 0; cell < kCells; ++cell) {
        settled_[cell] += std::exchange(recent_[cell], 0U);
    }
    recent_records_ = 0;
}

void EffectiveKeys::merge(const EffectiveKeys& other) {
    settled_.resize(kCells);
    for (std::uint32_t cell = 0; cell < kCells; ++cell) {
        settled_[cell] += other.cell(cell);
    }
    total_ += other.total_;
}

double EffectiveKeys::estimate() const {
    // Doubles: 2^32 records per cell squared is past 64 bits, and 53 bits are far inside the sketch's error.
    double records = 0;
    double squares = 0;
    for (std::uint32_t index = 0; index < kCells; ++index) {
        const auto sum = static_cast<double>(cell(index));
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

void EffectiveKeys::write(ByteWriter& to) const {
    for (std::uint32_t index = 0; index < kCells; ++index) {
        to.number(cell(index));
    }
}

EffectiveKeys EffectiveKeys::read(ByteReader& from) {
    EffectiveKeys out;
    out.settled_.resize(kCells);
    from.numbers<std::uint64_t>(out.settled_);
    for (const std::uint64_t cell : out.settled_) {
        check_state(add_up(out.total_, cell, std::numeric_limits<std::uint64_t>::max()),
                    "the cells of its keys hold more than can be counted");
    }
    return out;
}

}  // namespace kafka_architect
