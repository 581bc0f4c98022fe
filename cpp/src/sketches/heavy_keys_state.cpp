// HeavyKeys as bytes. What is read back must be something that counting and merging can come to: else bounds
// would not hold, and sums that everybody relies on would not add up.
#include <algorithm>
#include <functional>
#include <vector>

#include "base/byte_stream.hpp"
#include "kafka_architect/heavy_keys.hpp"
#include "simd/heavy_table.hpp"
#include "sketches/kept_key_state.hpp"

namespace kafka_architect {

void HeavyKeys::write(ByteWriter& to) const {
    to.number(static_cast<std::uint8_t>(exact_ ? 1 : 0));
    cells_.write(to);
    to.number(static_cast<std::uint8_t>(passed_on_.empty() ? 0 : 1));
    to.numbers<std::uint64_t>(passed_on_);
    to.numbers<std::uint64_t>(decrements_);
    for (std::size_t slot = 0; slot < counts_.size(); ++slot) {
        to.number(counts_[slot]);
        if (counts_[slot] == 0) {
            continue;
        }
        const bool has_key = ((stored_[slot / kHeavyWays] >> (slot % kHeavyWays)) & 1U) != 0;
        to.number(fingerprints_[slot]);
        to.number(static_cast<std::uint8_t>(has_key ? 1 : 0));
        if (has_key) {
            write_kept(to, keys_[slot]);
        }
    }
}

HeavyKeys HeavyKeys::read(ByteReader& from) {
    HeavyKeys out;
    out.exact_ = from.number<std::uint8_t>() != 0;
    out.cells_ = EffectiveKeys::read(from);
    out.passed_on_.resize(from.number<std::uint8_t>() != 0 ? EffectiveKeys::kCells : 0);
    from.numbers<std::uint64_t>(out.passed_on_);
    from.numbers<std::uint64_t>(out.decrements_);
    for (std::size_t slot = 0; slot < out.counts_.size(); ++slot) {
        out.counts_[slot] = from.number<std::uint64_t>();
        if (out.counts_[slot] == 0) {
            continue;
        }
        out.fingerprints_[slot] = from.number<std::uint64_t>();
        if (from.number<std::uint8_t>() != 0) {
            out.keys_[slot] = read_kept(from);
            out.stored_[slot / kHeavyWays] =
                static_cast<std::uint8_t>(out.stored_[slot / kHeavyWays] | (1U << (slot % kHeavyWays)));
        }
    }
    out.check_slots();
    out.check_sums();
    return out;
}

void HeavyKeys::check_slots() const {
    for (std::size_t slot = 0; slot < counts_.size(); ++slot) {
        if (counts_[slot] == 0) {
            continue;
        }
        const std::size_t bucket = slot / kHeavyWays;
        const std::size_t first = bucket * kHeavyWays;
        check_state(heavy_bucket(static_cast<std::uint32_t>(fingerprints_[slot]), kBucketMask) == bucket,
                    "a heavy key lies in a bucket that is not its own");
        for (std::size_t other = first; other < slot; ++other) {
            check_state(counts_[other] == 0 || fingerprints_[other] != fingerprints_[slot],
                        "a heavy key is there twice");
        }
        check_state(!exact_ || ((stored_[bucket] >> (slot - first)) & 1U) != 0,
                    "a summary that says it is complete does not know a key's bytes");
    }
}

// What was counted: in every cell no more than was passed on, and in all no more than the buckets did not
// lose. Each unit that a bucket took off its counters it took off at least eight of them, and one arrived.
void HeavyKeys::check_sums() const {
    std::vector<std::uint64_t> room(EffectiveKeys::kCells);
    std::uint64_t left = 0;
    for (std::uint32_t cell = 0; cell < EffectiveKeys::kCells; ++cell) {
        room[cell] = passed_on_.empty() ? cells_.cell(cell) : passed_on_[cell];
        check_state(room[cell] <= cells_.cell(cell), "a cell passed on more records than it has");
        left += room[cell];
    }
    for (std::size_t slot = 0; slot < counts_.size(); ++slot) {
        if (counts_[slot] > 0) {
            std::uint64_t& in_cell = room[fingerprints_[slot] % EffectiveKeys::kCells];
            check_state(counts_[slot] <= in_cell, "a heavy key has more records than its cell");
            in_cell -= counts_[slot];
            left -= counts_[slot];
        }
    }
    for (const std::uint64_t lost : decrements_) {
        check_state(lost <= left / (kHeavyWays + 1), "a bucket lost more records than arrived");
        left -= lost * (kHeavyWays + 1);
    }
    check_state(
        !exact_ || (passed_on_.empty() && left == 0 && !std::ranges::any_of(decrements_, std::identity{})),
        "a summary that lost records says that it is complete");
}

}  // namespace kafka_architect
