#include "kafka_architect/heavy_keys.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "kafka_architect/hashed_keys.hpp"
#include "simd/kernels.hpp"

namespace kafka_architect {

namespace {

struct Counter {
    std::uint64_t fingerprint;
    std::uint64_t count;
    const KeptKey* key;  // null when its bytes are not kept
};

bool heavier(const Counter& a, const Counter& b) {
    return std::pair(b.count, a.fingerprint) < std::pair(a.count, b.fingerprint);
}

}  // namespace

KeptKey kept(std::span<const std::uint8_t> key, std::uint32_t hash) {
    const std::size_t bytes = std::min(key.size(), kKeptBytes);
    return {.bytes = std::string(reinterpret_cast<const char*>(key.data()), bytes),
            .length = static_cast<std::uint32_t>(key.size()),
            .hash = hash};
}

HeavyKeys::HeavyKeys()
    : fingerprints_(kBuckets * kHeavyWays),
      counts_(kBuckets * kHeavyWays),
      decrements_(kBuckets),
      stored_(kBuckets),
      keys_(kBuckets * kHeavyWays) {}

void HeavyKeys::keep(std::size_t slot, const HashedKeys& keys, std::size_t i) {
    const std::span<const std::uint8_t> key = keys.key(i);
    KeptKey& home = keys_[slot];
    home.bytes.assign(reinterpret_cast<const char*>(key.data()), std::min(key.size(), kKeptBytes));
    home.length = static_cast<std::uint32_t>(key.size());
    home.hash = keys.partitioner[i];
}

std::size_t HeavyKeys::add(const HashedKeys& keys) {
    selected_.resize(std::max(selected_.size(), keys.size()));
    if (!exact_ && passed_on_.empty()) {
        note_passed_on();
    }
    const std::uint64_t limit = exact_ ? 0 : cells_.total() / kShare;
    const std::size_t selected = cells_.add(keys.fingerprint_low, limit, selected_.data());
    const std::span<const std::uint32_t> passed(selected_.data(), selected);
    if (exact_) {
        return count(keys, passed, true);
    }
    for (const std::uint32_t i : passed) {
        ++passed_on_[keys.fingerprint_low[i] % EffectiveKeys::kCells];
    }
    count(keys, passed, false);
    return keys.size();
}

void HeavyKeys::add_rest(const HashedKeys& keys, std::size_t taken) {
    exact_ = false;
    note_passed_on();
    count(keys, std::span(selected_.data() + taken, keys.size() - taken), false);
}

void HeavyKeys::note_passed_on() {
    passed_on_.resize(EffectiveKeys::kCells);
    for (std::uint32_t cell = 0; cell < EffectiveKeys::kCells; ++cell) {
        passed_on_[cell] = cells_.cell(cell);
    }
}

std::size_t HeavyKeys::count(const HashedKeys& keys, std::span<const std::uint32_t> selected,
                             bool stop_when_full) {
    wanted_.resize(std::max(wanted_.size(), selected.size()));
    const HeavyTable table{.fingerprints = fingerprints_.data(),
                           .counts = counts_.data(),
                           .decrements = decrements_.data(),
                           .stored = stored_.data(),
                           .bucket_mask = kBucketMask};
    const HeavyProgress progress =
        kernels().count_heavy(table, keys.fingerprint_high.data(), keys.fingerprint_low.data(),
                              selected.data(), selected.size(), stop_when_full, wanted_.data());
    for (std::size_t w = 0; w < progress.wanted; ++w) {
        const std::size_t i = wanted_[w];
        // The key may have been pushed out again by a later one of the same batch.
        const std::size_t slots = heavy_bucket(keys.fingerprint_low[i], kBucketMask) * kHeavyWays;
        for (std::size_t slot = slots; slot < slots + kHeavyWays; ++slot) {
            if (fingerprints_[slot] == keys.fingerprint(i)) {
                keep(slot, keys, i);
                break;
            }
        }
    }
    return progress.taken;
}

// The records of each cell first: so a key is turned away only where all that its cell ever had is little.
std::size_t HeavyKeys::add_counted(const HashedKeys& keys, std::span<const std::uint64_t> records) {
    if (!exact_ && passed_on_.empty()) {
        note_passed_on();
    }
    cells_.add_weighted(keys.fingerprint_low, records);
    if (exact_) {
        std::size_t taken = 0;
        while (taken < keys.size() && add_units(keys, taken, records[taken], true)) {
            ++taken;
        }
        return taken;
    }
    const std::uint64_t limit = cells_.total() / kShare;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (cells_.cell(keys.fingerprint_low[i]) > limit) {
            passed_on_[keys.fingerprint_low[i] % EffectiveKeys::kCells] += records[i];
            add_units(keys, i, records[i], false);
        }
    }
    return keys.size();
}

void HeavyKeys::add_counted_rest(const HashedKeys& keys, std::span<const std::uint64_t> records,
                                 std::size_t taken) {
    exact_ = false;
    note_passed_on();
    for (std::size_t i = taken; i < keys.size(); ++i) {
        add_units(keys, i, records[i], false);
    }
}

void HeavyKeys::add_weighted(const HashedKeys& keys, std::span<const std::uint64_t> weights) {
    cells_.add_weighted(keys.fingerprint_low, weights);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (weights[i] > 0) {
            add_units(keys, i, weights[i], false);
        }
    }
}

bool HeavyKeys::add_units(const HashedKeys& keys, std::size_t i, std::uint64_t units, bool stop_when_full) {
    const std::size_t bucket = heavy_bucket(keys.fingerprint_low[i], kBucketMask);
    const std::span counts(counts_.data() + bucket * kHeavyWays, kHeavyWays);
    const std::span fingerprints(fingerprints_.data() + bucket * kHeavyWays, kHeavyWays);
    auto way =
        static_cast<std::size_t>(std::ranges::find(fingerprints, keys.fingerprint(i)) - fingerprints.begin());
    if (way == kHeavyWays) {
        way = static_cast<std::size_t>(std::ranges::min_element(counts) - counts.begin());
        const std::uint64_t lost = std::min(units, counts[way]);
        if (lost > 0) {
            if (stop_when_full) {
                return false;
            }
            for (std::uint64_t& count : counts) {
                count -= lost;
            }
            decrements_[bucket] += lost;
            exact_ = false;
            units -= lost;
            if (units == 0) {
                return true;
            }
        }
        fingerprints[way] = keys.fingerprint(i);
        stored_[bucket] = static_cast<std::uint8_t>(stored_[bucket] & ~(1U << way));
    }
    counts[way] += units;
    if (((stored_[bucket] >> way) & 1U) == 0) {
        stored_[bucket] = static_cast<std::uint8_t>(stored_[bucket] | (1U << way));
        keep(bucket * kHeavyWays + way, keys, i);
    }
    return true;
}

void HeavyKeys::merge(const HeavyKeys& other) {
    if (!passed_on_.empty() || !other.passed_on_.empty()) {
        std::vector<std::uint64_t> passed(EffectiveKeys::kCells);
        for (std::uint32_t cell = 0; cell < EffectiveKeys::kCells; ++cell) {
            passed[cell] = (passed_on_.empty() ? cells_.cell(cell) : passed_on_[cell]) +
                           (other.passed_on_.empty() ? other.cells_.cell(cell) : other.passed_on_[cell]);
        }
        passed_on_ = std::move(passed);
    }
    cells_.merge(other.cells_);
    for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
        merge_bucket(bucket, other);
    }
    exact_ = exact_ && other.exact_ && !std::ranges::any_of(decrements_, std::identity{});
}

std::uint64_t HeavyKeys::lost_at_most(std::size_t slot) const noexcept {
    const auto low = static_cast<std::uint32_t>(fingerprints_[slot]);
    const std::uint64_t turned_away =
        passed_on_.empty() ? 0 : cells_.cell(low) - passed_on_[low % EffectiveKeys::kCells];
    return decrements_[slot / kHeavyWays] + turned_away;
}

// The counters of both, equal keys added up; the eight heaviest stay, less what the ninth has.
void HeavyKeys::merge_bucket(std::size_t bucket, const HeavyKeys& other) {
    const std::size_t first = bucket * kHeavyWays;
    std::array<Counter, 2 * kHeavyWays> counters{};
    std::array<KeptKey, kHeavyWays> own;
    std::size_t used = 0;
    for (std::size_t way = 0; way < kHeavyWays; ++way) {
        if (counts_[first + way] > 0) {
            own[way] = std::move(keys_[first + way]);
            const bool has_key = ((stored_[bucket] >> way) & 1U) != 0;
            counters[used++] = {fingerprints_[first + way], counts_[first + way],
                                has_key ? &own[way] : nullptr};
        }
    }
    const std::size_t own_used = used;
    for (std::size_t way = 0; way < kHeavyWays; ++way) {
        const std::size_t slot = first + way;
        if (other.counts_[slot] == 0) {
            continue;
        }
        const KeptKey* key = ((other.stored_[bucket] >> way) & 1U) != 0 ? &other.keys_[slot] : nullptr;
        const auto mine = std::span(counters.data(), own_used);
        const auto twin = std::ranges::find(mine, other.fingerprints_[slot], &Counter::fingerprint);
        if (twin != mine.end()) {
            twin->count += other.counts_[slot];
            twin->key = twin->key != nullptr ? twin->key : key;
        } else {
            counters[used++] = {other.fingerprints_[slot], other.counts_[slot], key};
        }
    }
    std::sort(counters.begin(), counters.begin() + static_cast<std::ptrdiff_t>(used), heavier);
    const std::uint64_t lost = used > kHeavyWays ? counters[kHeavyWays].count : 0;
    decrements_[bucket] += other.decrements_[bucket] + lost;
    stored_[bucket] = 0;
    for (std::size_t way = 0; way < kHeavyWays; ++way) {
        const bool present = way < used && counters[way].count > lost;
        fingerprints_[first + way] = present ? counters[way].fingerprint : 0;
        counts_[first + way] = present ? counters[way].count - lost : 0;
        keys_[first + way] = present && counters[way].key != nullptr ? *counters[way].key : KeptKey{};
        if (present && counters[way].key != nullptr) {
            stored_[bucket] = static_cast<std::uint8_t>(stored_[bucket] | (1U << way));
        }
    }
}

std::vector<HeavyKey> HeavyKeys::all() const {
    std::vector<HeavyKey> out;
    for (std::size_t slot = 0; slot < counts_.size(); ++slot) {
        if (counts_[slot] > 0 && ((stored_[slot / kHeavyWays] >> (slot % kHeavyWays)) & 1U) != 0) {
            out.push_back({.fingerprint = fingerprints_[slot],
                           .lower = counts_[slot],
                           .upper = counts_[slot] + lost_at_most(slot),
                           .key = &keys_[slot]});
        }
    }
    return out;
}

std::vector<HeavyKey> HeavyKeys::heaviest(std::size_t most) const {
    std::vector<HeavyKey> out = all();
    const auto first = [](const HeavyKey& a, const HeavyKey& b) {
        return std::pair(b.lower, a.fingerprint) < std::pair(a.lower, b.fingerprint);
    };
    const auto middle = out.begin() + static_cast<std::ptrdiff_t>(std::min(most, out.size()));
    std::partial_sort(out.begin(), middle, out.end(), first);
    out.erase(middle, out.end());
    return out;
}

std::uint64_t HeavyKeys::unlisted_at_most(std::span<const HeavyKey> listed) const {
    std::vector<std::uint64_t> names;
    for (const HeavyKey& key : listed) {
        names.push_back(key.fingerprint);
    }
    std::ranges::sort(names);
    // A key outside the table lost everything: to its bucket, to its cell, or to both. The ten low bits of
    // the bucket's number are bits 7 to 16 of the fingerprint, nine of which choose the cell: so a cell's
    // keys lie in one of two buckets.
    std::uint64_t most = 0;
    for (std::uint32_t cell = 0; cell < EffectiveKeys::kCells; ++cell) {
        const std::uint64_t turned_away = passed_on_.empty() ? 0 : cells_.cell(cell) - passed_on_[cell];
        for (const std::uint32_t low : {cell, cell | static_cast<std::uint32_t>(EffectiveKeys::kCells)}) {
            most = std::max(most, turned_away + decrements_[heavy_bucket(low, kBucketMask)]);
        }
    }
    for (std::size_t slot = 0; slot < counts_.size(); ++slot) {
        if (counts_[slot] > 0 && !std::ranges::binary_search(names, fingerprints_[slot])) {
            most = std::max(most, counts_[slot] + lost_at_most(slot));
        }
    }
    return most;
}

}  // namespace kafka_architect
