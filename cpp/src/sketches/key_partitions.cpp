#include "kafka_architect/key_partitions.hpp"

#include <algorithm>
#include <utility>

#include "base/byte_stream.hpp"
#include "kafka_architect/hashed_keys.hpp"
#include "simd/kernels.hpp"
#include "sketches/kept_key_state.hpp"

namespace kafka_architect {

void KeyPlaces::add(std::uint32_t partition, std::uint64_t more) noexcept {
    for (std::size_t i = 0; i < kPlaces; ++i) {
        if (partitions[i] == partition) {
            records[i] += more;
            return;
        }
        if (partition < partitions[i]) {
            elsewhere += records.back();
            std::move_backward(partitions.begin() + i, partitions.end() - 1, partitions.end());
            std::move_backward(records.begin() + i, records.end() - 1, records.end());
            partitions[i] = partition;
            records[i] = more;
            return;
        }
    }
    elsewhere += more;
}

void KeyPlaces::add(const KeyPlaces& other) noexcept {
    for (std::size_t i = 0; i < other.size(); ++i) {
        add(other.partitions[i], other.records[i]);
    }
    elsewhere += other.elsewhere;
}

std::size_t KeyPlaces::size() const noexcept {
    return static_cast<std::size_t>(std::ranges::find(partitions, kNone) - partitions.begin());
}

KeyPartitions::KeyPartitions() : index_(kIndexSlots) {
    held_.reserve(kMost);
    counted_.reserve(kMost);
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
                    .position = static_cast<std::uint32_t>(held_.size()),
                    .partition = held.places.partitions[0]};
    held_.push_back(std::move(held));
    counted_.push_back(0);
    if (held_.size() == kMost) {
        shrink();
    }
}

void KeyPartitions::settle(Slot& slot) {
    if (const std::uint64_t records = std::exchange(counted_[slot.position], 0); records > 0) {
        held_[slot.position].places.add(slot.partition, records);
    }
}

void KeyPartitions::settle_all() {
    for (Slot& slot : index_) {
        if (slot.position != kFree) {
            settle(slot);
        }
    }
}

void KeyPartitions::add_new(std::size_t slot, const HashedKeys& keys, std::size_t i, std::uint32_t partition,
                            std::uint64_t records, const KeyBytes& bytes) {
    Held held{.fingerprint = keys.fingerprint(i), .key = kept(bytes(i), keys.partitioner[i]), .places = {}};
    held.places.add(partition, records);
    insert(slot, std::move(held));
}

// Every record of a topic with few keys comes through here: what is looked at is read through pointers; with
// the checks of vectors and spans it takes twice as long.
template <typename Row>
void KeyPartitions::add_rows(const HashedKeys& keys, std::span<const std::uint32_t> partitions,
                             const Row& row, const KeyBytes& bytes) {
    selected_.resize(std::max(selected_.size(), keys.size() + kSelectSlack));
    const std::size_t selected =
        kernels().select_up_to(keys.fingerprint_high.data(), keys.size(),
                               static_cast<std::uint32_t>(limit_ >> 32U), selected_.data());
    const std::uint32_t* const chosen = selected_.data();
    const std::uint32_t* const high = keys.fingerprint_high.data();
    const std::uint32_t* const low = keys.fingerprint_low.data();
    const std::uint32_t* const where = partitions.data();
    Slot* const index = index_.data();
    std::uint64_t* counted = counted_.data();
    std::uint64_t limit = limit_;
    for (std::size_t s = 0; s < selected; ++s) {
        const std::size_t i = chosen[s];
        const std::uint64_t fingerprint = (static_cast<std::uint64_t>(high[i]) << 32U) | low[i];
        if (fingerprint > limit) {
            continue;
        }
        std::size_t found = fingerprint % kIndexSlots;
        while (index[found].fingerprint != fingerprint && index[found].position != kFree) {
            found = (found + 1) % kIndexSlots;
        }
        Slot& slot = index[found];
        const auto [at, records] = row(i);
        if (slot.position == kFree) {
            add_new(found, keys, i, where[at], records, bytes);
            counted = counted_.data();
            limit = limit_;
            continue;
        }
        if (slot.partition != where[at]) {
            settle(slot);
            slot.partition = where[at];
        }
        counted[slot.position] += records;
    }
}

void KeyPartitions::add(const HashedKeys& keys, std::span<const std::uint32_t> partitions,
                        std::span<const std::uint64_t> counts, const KeyBytes& bytes) {
    struct Found {
        std::size_t row;
        std::uint64_t records;
    };
    if (keys.rows.empty() && counts.empty()) {
        // Nearly every batch, in a loop without branches for the others.
        add_rows(keys, partitions, [](std::size_t i) { return Found{.row = i, .records = 1}; }, bytes);
    } else {
        const auto row = [&](std::size_t i) {
            return Found{.row = keys.row(i), .records = counts.empty() ? 1 : counts[keys.row(i)]};
        };
        add_rows(keys, partitions, row, bytes);
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
    counted_.assign(held_.size(), 0);
    std::ranges::fill(index_, Slot{});
    for (std::size_t position = 0; position < held_.size(); ++position) {
        const Held& held = held_[position];
        index_[find_slot(held.fingerprint)] = {.fingerprint = held.fingerprint,
                                               .position = static_cast<std::uint32_t>(position),
                                               .partition = held.places.partitions[0]};
    }
}

void KeyPartitions::merge(const KeyPartitions& other) {
    if (other.limit_ < limit_) {
        limit_ = other.limit_;
        keep_inside();
    }
    for (Entry& entry : other.entries()) {
        if (entry.fingerprint > limit_) {
            break;
        }
        const std::size_t found = find_slot(entry.fingerprint);
        if (index_[found].position != kFree) {
            held_[index_[found].position].places.add(entry.places);
        } else {
            insert(found,
                   {.fingerprint = entry.fingerprint, .key = std::move(entry.key), .places = entry.places});
        }
    }
}

std::vector<KeyPartitions::Entry> KeyPartitions::entries() const {
    std::vector<Entry> out;
    out.reserve(held_.size());
    for (const Slot& slot : index_) {
        if (slot.position == kFree) {
            continue;
        }
        const Held& held = held_[slot.position];
        out.push_back({.fingerprint = held.fingerprint, .key = held.key, .places = held.places});
        if (const std::uint64_t records = counted_[slot.position]; records > 0) {
            out.back().places.add(slot.partition, records);
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

void KeyPartitions::write(ByteWriter& to) const {
    // Not all that are held, as in KeySample: what lies above depends on when the sample shrank.
    const std::vector<Entry> written = smallest();
    to.number(is_complete() ? kNoLimit : written.back().fingerprint);
    to.number(static_cast<std::uint32_t>(written.size()));
    for (const Entry& entry : written) {
        to.number(entry.fingerprint);
        write_kept(to, entry.key);
        const std::size_t places = entry.places.size();
        to.number(static_cast<std::uint8_t>(places));
        to.numbers<std::uint32_t>(std::span(entry.places.partitions).first(places));
        to.numbers<std::uint64_t>(std::span(entry.places.records).first(places));
        to.number(entry.places.elsewhere);
    }
}

KeyPartitions KeyPartitions::read(ByteReader& from) {
    KeyPartitions out;
    out.limit_ = from.number<std::uint64_t>();
    const auto size = from.number<std::uint32_t>();
    check_state(size < kMost && (out.is_complete() || size >= kSize), "so many keys are no sample");
    for (std::uint32_t i = 0; i < size; ++i) {
        const auto fingerprint = from.number<std::uint64_t>();
        KeptKey key = read_kept(from);
        KeyPlaces places;
        const auto used = from.number<std::uint8_t>();
        check_state(used > 0 && used <= KeyPlaces::kPlaces, "a key lies in so many partitions");
        from.numbers<std::uint32_t>(std::span(places.partitions).first(used));
        from.numbers<std::uint64_t>(std::span(places.records).first(used));
        places.elsewhere = from.number<std::uint64_t>();
        for (std::size_t place = 0; place < used; ++place) {
            check_state(places.records[place] > 0 && places.partitions[place] != KeyPlaces::kNone &&
                            (place == 0 || places.partitions[place - 1] < places.partitions[place]),
                        "a key's partitions are out of order, or have no records");
        }
        check_state(places.elsewhere == 0 || used == KeyPlaces::kPlaces, "a key has records nowhere");
        const std::size_t slot = out.find_slot(fingerprint);
        check_state(fingerprint <= out.limit_ && out.index_[slot].position == kFree,
                    "a sampled key is out of range or there twice");
        out.insert(slot, {.fingerprint = fingerprint, .key = std::move(key), .places = places});
    }
    return out;
}

}  // namespace kafka_architect
