#include "kafka_architect/key_partitions.hpp"

#include <algorithm>
#include <utility>

#include "kafka_architect/hashed_keys.hpp"
#include "simd/kernels.hpp"

namespace kafka_architect {

void PlacedRecords::add(const PlacedRecords& more) noexcept {
    records += more.records;
    first = std::min(first, more.first);
    last = std::max(last, more.last);
}

void KeyPlaces::add(std::uint32_t partition, const PlacedRecords& more) noexcept {
    for (std::size_t i = 0; i < kPlaces; ++i) {
        if (partitions[i] == partition) {
            placed[i].add(more);
            return;
        }
        if (partition < partitions[i]) {
            elsewhere += placed.back().records;
            std::move_backward(partitions.begin() + i, partitions.end() - 1, partitions.end());
            std::move_backward(placed.begin() + i, placed.end() - 1, placed.end());
            partitions[i] = partition;
            placed[i] = more;
            return;
        }
    }
    elsewhere += more.records;
}

void KeyPlaces::add(const KeyPlaces& other) noexcept {
    for (std::size_t i = 0; i < other.size(); ++i) {
        add(other.partitions[i], other.placed[i]);
    }
    elsewhere += other.elsewhere;
}

std::size_t KeyPlaces::size() const noexcept {
    return static_cast<std::size_t>(std::ranges::find(partitions, kNone) - partitions.begin());
}

// When each row came, and what that makes of a key's first and last record.
struct KeyPartitions::ByArrival {
    std::int64_t before;

    [[nodiscard]] PlacedRecords one(std::size_t row) const noexcept {
        const std::int64_t now = before + static_cast<std::int64_t>(row);
        return {.records = 1, .first = now, .last = now};
    }
    // A later record of the same key and partition: its first one stays the first.
    void more(std::size_t row, Slot& slot, std::int64_t* /*first*/) const noexcept {
        slot.records += 1;
        slot.last = before + static_cast<std::int64_t>(row);
    }
};

struct KeyPartitions::ByTimestamp {
    const std::int64_t* timestamps_ms;

    [[nodiscard]] PlacedRecords one(std::size_t row) const noexcept {
        const std::int64_t now = timestamps_ms[row];
        return now < 0 ? PlacedRecords{.records = 1} : PlacedRecords{.records = 1, .first = now, .last = now};
    }
    void more(std::size_t row, Slot& slot, std::int64_t* first) const noexcept {
        const std::int64_t now = timestamps_ms[row];
        slot.records += 1;
        slot.last = std::max(slot.last, now);
        first[slot.position] = std::min(first[slot.position], now < 0 ? PlacedRecords::kNever : now);
    }
};

// Rows that stand for several records, in no order.
struct KeyPartitions::Counted {
    const std::uint64_t* counts;

    [[nodiscard]] PlacedRecords one(std::size_t row) const noexcept { return {.records = counts[row]}; }
    void more(std::size_t row, Slot& slot, std::int64_t* /*first*/) const noexcept {
        slot.records += counts[row];
    }
};

KeyPartitions::KeyPartitions() : index_(kIndexSlots) {
    held_.reserve(kMost);
    first_.reserve(kMost);
}

std::size_t KeyPartitions::find_slot(std::uint64_t fingerprint) const noexcept {
    // The low bits: the high ones are all small in a sample of the smallest.
    std::size_t slot = fingerprint % kIndexSlots;
    while (index_[slot].position != kFree && index_[slot].fingerprint != fingerprint) {
        slot = (slot + 1) % kIndexSlots;
    }
    return slot;
}

void KeyPartitions::insert(std::size_t slot, Held held) {
    index_[slot] = {.fingerprint = held.fingerprint,
                    .partition = held.places.partitions[0],
                    .position = static_cast<std::uint32_t>(held_.size())};
    held_.push_back(std::move(held));
    first_.push_back(PlacedRecords::kNever);
    if (held_.size() == kMost) {
        shrink();
    }
}

void KeyPartitions::settle(Slot& slot) {
    if (slot.records > 0) {
        held_[slot.position].places.add(
            slot.partition, {.records = slot.records, .first = first_[slot.position], .last = slot.last});
    }
    slot.records = 0;
    slot.last = -1;
    first_[slot.position] = PlacedRecords::kNever;
}

void KeyPartitions::settle_all() {
    for (Slot& slot : index_) {
        if (slot.position != kFree) {
            settle(slot);
        }
    }
}

void KeyPartitions::add_new(std::size_t slot, const HashedKeys& keys, std::size_t i, std::uint32_t partition,
                            const PlacedRecords& placed, const KeyBytes& bytes) {
    Held held{.fingerprint = keys.fingerprint(i), .key = kept(bytes(i), keys.partitioner[i]), .places = {}};
    held.places.add(partition, placed);
    insert(slot, std::move(held));
}

// Every record of a topic with few keys comes through here: what is looked at is read through pointers; with
// the checks of vectors and spans it takes twice as long.
template <typename Time>
void KeyPartitions::add_rows(const HashedKeys& keys, const Rows& rows, const Time& time,
                             const KeyBytes& bytes) {
    const std::uint32_t* const high = keys.fingerprint_high.data();
    const std::uint32_t* const low = keys.fingerprint_low.data();
    const std::uint32_t* const row_of = keys.rows.empty() ? nullptr : keys.rows.data();
    const std::uint32_t* const where = rows.partitions.data();
    Slot* const index = index_.data();
    std::int64_t* first = first_.data();
    std::uint64_t limit = limit_;
    const auto add_one = [&](std::size_t i) {
        const std::uint64_t fingerprint = (static_cast<std::uint64_t>(high[i]) << 32U) | low[i];
        if (fingerprint > limit) {
            return;
        }
        std::size_t found = fingerprint % kIndexSlots;
        while (index[found].fingerprint != fingerprint && index[found].position != kFree) {
            found = (found + 1) % kIndexSlots;
        }
        Slot& slot = index[found];
        const std::size_t row = row_of == nullptr ? i : row_of[i];
        // A free slot has no partition.
        if (slot.partition == where[row]) {
            time.more(row, slot, first);
            return;
        }
        const PlacedRecords one = time.one(row);
        if (slot.position == kFree) {
            add_new(found, keys, i, where[row], one, bytes);
            first = first_.data();
            limit = limit_;
            return;
        }
        settle(slot);
        slot.partition = where[row];
        slot.records = one.records;
        slot.last = one.last;
        first[slot.position] = one.first;
    };
    if (limit_ == kNoLimit) {
        // Nearly always to the end of the batch: a limit comes once.
        for (std::size_t i = 0; i < keys.size(); ++i) {
            add_one(i);
        }
        return;
    }
    selected_.resize(std::max(selected_.size(), keys.size() + kSelectSlack));
    const std::size_t selected = kernels().select_up_to(
        high, keys.size(), static_cast<std::uint32_t>(limit_ >> 32U), selected_.data());
    const std::uint32_t* const chosen = selected_.data();
    for (std::size_t s = 0; s < selected; ++s) {
        add_one(chosen[s]);
    }
}

void KeyPartitions::add(const HashedKeys& keys, const Rows& rows, const KeyBytes& bytes) {
    if (!rows.counts.empty()) {
        set_clock(PlaceClock::none);
        add_rows(keys, rows, Counted{.counts = rows.counts.data()}, bytes);
    } else if (!rows.timestamps_ms.empty()) {
        set_clock(PlaceClock::timestamp);
        add_rows(keys, rows, ByTimestamp{.timestamps_ms = rows.timestamps_ms.data()}, bytes);
    } else if (!rows.partitions.empty()) {
        set_clock(PlaceClock::arrival);
        add_rows(keys, rows, ByArrival{.before = static_cast<std::int64_t>(rows_)}, bytes);
    }
    rows_ += rows.partitions.size();
}

void KeyPartitions::set_clock(PlaceClock clock) noexcept {
    if (clock_ == PlaceClock::unset) {
        clock_ = clock;
    } else if (clock != PlaceClock::unset && clock != clock_) {
        clock_ = PlaceClock::none;
    }
}

// Keeps the kSize smallest; the largest of them is the new limit.
void KeyPartitions::shrink() {
    std::vector<std::uint64_t> fingerprints;
    fingerprints.reserve(held_.size());
    for (const Held& held : held_) {
        fingerprints.push_back(held.fingerprint);
    }
    std::ranges::nth_element(fingerprints, fingerprints.begin() + (kSize - 1));
    limit_ = fingerprints[kSize - 1];
    keep_inside();
}

void KeyPartitions::keep_inside() {
    settle_all();
    std::erase_if(held_, [this](const Held& held) { return held.fingerprint > limit_; });
    first_.assign(held_.size(), PlacedRecords::kNever);
    std::ranges::fill(index_, Slot{});
    for (std::size_t position = 0; position < held_.size(); ++position) {
        const Held& held = held_[position];
        index_[find_slot(held.fingerprint)] = {.fingerprint = held.fingerprint,
                                               .partition = held.places.partitions[0],
                                               .position = static_cast<std::uint32_t>(position)};
    }
}

void KeyPartitions::merge(const KeyPartitions& other) {
    if (other.limit_ < limit_) {
        limit_ = other.limit_;
        keep_inside();
    }
    const auto before =
        other.clock_ == PlaceClock::arrival ? static_cast<std::int64_t>(rows_) : std::int64_t{0};
    for (Entry& entry : other.entries()) {
        if (entry.fingerprint > limit_) {
            break;
        }
        for (std::size_t place = 0; place < entry.places.size() && before > 0; ++place) {
            entry.places.placed[place].first += before;
            entry.places.placed[place].last += before;
        }
        const std::size_t found = find_slot(entry.fingerprint);
        if (index_[found].position != kFree) {
            held_[index_[found].position].places.add(entry.places);
        } else {
            insert(found,
                   {.fingerprint = entry.fingerprint, .key = std::move(entry.key), .places = entry.places});
        }
    }
    set_clock(other.clock_);
    rows_ += other.rows_;
}

std::vector<KeyPartitions::Entry> KeyPartitions::entries() const {
    std::vector<Entry> out;
    out.reserve(held_.size());
    for (const Slot& slot : index_) {
        if (slot.position == kFree) {
            continue;
        }
        const Held& held = held_[slot.position];
        Entry& entry =
            out.emplace_back(Entry{.fingerprint = held.fingerprint, .key = held.key, .places = held.places});
        if (slot.records > 0) {
            entry.places.add(slot.partition,
                             {.records = slot.records, .first = first_[slot.position], .last = slot.last});
        }
        for (PlacedRecords& placed : entry.places.placed) {
            if (clock_ == PlaceClock::none) {
                placed = {.records = placed.records};
            }
        }
    }
    std::ranges::sort(out, {}, &Entry::fingerprint);
    return out;
}

std::vector<KeyPartitions::Entry> KeyPartitions::smallest() const {
    std::vector<Entry> out = entries();
    if (!is_complete() && out.size() > kSize) {
        out.resize(kSize);
    }
    return out;
}

double KeyPartitions::rate() const {
    if (is_complete()) {
        return 1;
    }
    // Of the kSize smallest fingerprints, evenly spread over 2^64, the largest tells how dense they lie.
    const double span = 0x1p64;
    return (static_cast<double>(smallest().back().fingerprint) + 1) / span;
}

}  // namespace kafka_architect
