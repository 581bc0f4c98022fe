#include "kafka_architect/key_sample.hpp"

#include <algorithm>
#include <utility>

#include "base/byte_stream.hpp"
#include "kafka_architect/hashed_keys.hpp"
#include "simd/kernels.hpp"
#include "sketches/kept_key_state.hpp"

namespace kafka_architect {

KeySample::KeySample() : index_(kIndexSlots) {
    entries_.reserve(kMost);
    records_.reserve(kMost);
}

std::size_t KeySample::find_slot(std::uint64_t fingerprint) const noexcept {
    // The low bits: the high ones are all small in a sample of the smallest.
    std::size_t slot = fingerprint % kIndexSlots;
    while (index_[slot].position != kFree && index_[slot].fingerprint != fingerprint) {
        slot = (slot + 1) % kIndexSlots;
    }
    return slot;
}

void KeySample::insert(std::size_t slot, std::uint64_t fingerprint, std::uint64_t records, KeptKey key) {
    index_[slot] = {.fingerprint = fingerprint, .position = static_cast<std::uint32_t>(entries_.size())};
    entries_.push_back({.fingerprint = fingerprint, .records = 0, .key = std::move(key)});
    records_.push_back(records);
    if (entries_.size() == kMost) {
        shrink();
    }
}

void KeySample::add(const HashedKeys& keys, std::size_t first) {
    const std::size_t count = keys.size() - first;
    selected_.resize(std::max(selected_.size(), count + kSelectSlack));
    const std::size_t selected =
        kernels().select_up_to(keys.fingerprint_high.data() + first, count,
                               static_cast<std::uint32_t>(limit_ >> 32U), selected_.data());
    for (std::size_t s = 0; s < selected; ++s) {
        const std::size_t i = first + selected_[s];
        const std::uint64_t fingerprint = keys.fingerprint(i);
        if (fingerprint > limit_) {
            continue;
        }
        const std::size_t slot = find_slot(fingerprint);
        if (index_[slot].position != kFree) {
            records_[index_[slot].position] += 1;
        } else {
            insert(slot, fingerprint, 1, kept(keys.key(i), keys.partitioner[i]));
        }
    }
}

void KeySample::add_counted(const HashedKeys& keys, std::span<const std::uint64_t> records,
                            std::size_t first) {
    for (std::size_t i = first; i < keys.size(); ++i) {
        const std::uint64_t fingerprint = keys.fingerprint(i);
        if (fingerprint > limit_) {
            continue;
        }
        const std::size_t slot = find_slot(fingerprint);
        if (index_[slot].position != kFree) {
            records_[index_[slot].position] += records[i];
        } else {
            insert(slot, fingerprint, records[i], kept(keys.key(i), keys.partitioner[i]));
        }
    }
}

void KeySample::add(std::uint64_t fingerprint, std::uint64_t records, const KeptKey& key) {
    if (fingerprint > limit_) {
        return;
    }
    const std::size_t slot = find_slot(fingerprint);
    if (index_[slot].position != kFree) {
        records_[index_[slot].position] += records;
    } else {
        insert(slot, fingerprint, records, key);
    }
}

// Keeps the kSize smallest; the largest of them is the new limit.
void KeySample::shrink() {
    std::vector<Entry> kept_entries = entries();
    kept_entries.resize(kSize);
    limit_ = kept_entries.back().fingerprint;
    hold(std::move(kept_entries));
}

// Makes these the entries.
void KeySample::hold(std::vector<Entry> entries) {
    entries_ = std::move(entries);
    entries_.reserve(kMost);
    records_.clear();
    std::ranges::fill(index_, Slot{});
    for (Entry& entry : entries_) {
        index_[find_slot(entry.fingerprint)] = {.fingerprint = entry.fingerprint,
                                                .position = static_cast<std::uint32_t>(records_.size())};
        records_.push_back(std::exchange(entry.records, 0));
    }
}

void KeySample::merge(const KeySample& other) {
    if (other.limit_ < limit_) {
        limit_ = other.limit_;
        std::vector<Entry> inside = entries();
        std::erase_if(inside, [this](const Entry& entry) { return entry.fingerprint > limit_; });
        hold(std::move(inside));
    }
    for (std::size_t i = 0; i < other.entries_.size(); ++i) {
        add(other.entries_[i].fingerprint, other.records_[i], other.entries_[i].key);
    }
}

std::vector<KeySample::Entry> KeySample::entries() const {
    std::vector<Entry> out = entries_;
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i].records = records_[i];
    }
    std::ranges::sort(out, {}, &Entry::fingerprint);
    return out;
}

std::vector<KeySample::Entry> KeySample::smallest() const {
    std::vector<Entry> out = entries();
    if (!is_complete() && out.size() > kSize) {
        out.resize(kSize);
    }
    return out;
}

double KeySample::rate() const {
    if (is_complete()) {
        return 1;
    }
    // Of the kSize smallest fingerprints, evenly spread over 2^64, the largest tells how dense they lie.
    const double span = 0x1p64;
    return (static_cast<double>(smallest().back().fingerprint) + 1) / span;
}

void KeySample::write(ByteWriter& to) const {
    // Not all that are held: what lies between the kSize smallest and the limit depends on when the sample
    // shrank, and so on how the keys were divided among workers.
    const std::vector<Entry> written = smallest();
    to.number(is_complete() ? kNoLimit : written.back().fingerprint);
    to.number(static_cast<std::uint32_t>(written.size()));
    for (const Entry& entry : written) {
        to.number(entry.fingerprint);
        to.number(entry.records);
        write_kept(to, entry.key);
    }
}

KeySample KeySample::read(ByteReader& from) {
    KeySample out;
    out.limit_ = from.number<std::uint64_t>();
    const auto size = from.number<std::uint32_t>();
    check_state(size < kMost && (out.is_complete() || size >= kSize), "so many keys are no sample");
    for (std::uint32_t i = 0; i < size; ++i) {
        const auto fingerprint = from.number<std::uint64_t>();
        const auto records = from.number<std::uint64_t>();
        KeptKey key = read_kept(from);
        const std::size_t slot = out.find_slot(fingerprint);
        check_state(fingerprint <= out.limit_ && out.index_[slot].position == kFree,
                    "a sampled key is out of range or there twice");
        check_state(records > 0, "a sampled key has no records");
        out.insert(slot, fingerprint, records, std::move(key));
    }
    return out;
}

}  // namespace kafka_architect
