// ObservedTallies: where records really lie, by partition and by key.
#include <algorithm>
#include <array>
#include <string>

#include "base/byte_stream.hpp"
#include "kafka_architect/distribution.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/remainder.hpp"
#include "simd/kernels.hpp"

namespace kafka_architect {

namespace {

// Up to so many partitions a batch has histograms of its own, 4 kB of them.
constexpr std::size_t kMostTurned = 256;

}  // namespace

void ObservedTallies::resize(std::size_t partitions) {
    records.resize(partitions);
    unpartitioned.resize(partitions);
}

void ObservedTallies::add(const HashedKeys& batch_keys, const RecordColumns& columns,
                          std::uint32_t topic_partitions, const KeyPartitions::KeyBytes& bytes) {
    if (topic_partitions == 0) {
        auto seen = static_cast<std::uint32_t>(records.size());
        for (std::size_t row = 0; row < columns.partitions.size(); ++row) {
            const bool counts = columns.counts.empty() || columns.counts[row] > 0;
            seen = counts ? std::max(seen, columns.partitions[row] + 1) : seen;
        }
        resize(seen);
    }
    if (columns.counts.empty()) {
        add_rows(batch_keys, columns.partitions, topic_partitions);
    } else {
        add_counted_rows(batch_keys, columns, topic_partitions);
    }
    if (detailed) {
        if (batch_keys.size() < columns.partitions.size()) {
            add_unpartitioned(batch_keys, columns);
        }
        keys.add(batch_keys,
                 {.partitions = columns.partitions,
                  .counts = columns.counts,
                  .timestamps_ms = columns.timestamps_ms},
                 bytes);
    }
}

void ObservedTallies::add_rows(const HashedKeys& batch_keys, std::span<const std::uint32_t> partitions,
                               std::uint32_t topic_partitions) {
    // Dumps have long runs of one partition, and a counter takes its next increment only once the last one is
    // stored: turns over four histograms take half of the time.
    constexpr std::size_t kTurns = 4;
    if (records.size() <= kMostTurned) {
        std::array<std::array<std::uint32_t, kMostTurned>, kTurns> turns{};
        std::size_t row = 0;
        for (; row + kTurns <= partitions.size(); row += kTurns) {
            for (std::size_t turn = 0; turn < kTurns; ++turn) {
                ++turns[turn][partitions[row + turn]];
            }
        }
        for (; row < partitions.size(); ++row) {
            ++turns[0][partitions[row]];
        }
        for (std::size_t partition = 0; partition < records.size(); ++partition) {
            for (const std::array<std::uint32_t, kMostTurned>& turn : turns) {
                records[partition] += turn[partition];
            }
        }
    } else {
        for (const std::uint32_t partition : partitions) {
            ++records[partition];
        }
    }
    keyed += batch_keys.size();
    if (topic_partitions > 0) {
        count_agreeing(batch_keys, partitions, topic_partitions);
    }
}

void ObservedTallies::count_agreeing(const HashedKeys& batch_keys, std::span<const std::uint32_t> partitions,
                                     std::uint32_t topic_partitions) {
    // Where the partitioner would put some keys at a time.
    std::array<std::uint32_t, 1024> wanted;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
    const Remainder remainder(topic_partitions);
    const std::uint32_t* const where = partitions.data();
    std::uint64_t agree = 0;
    for (std::size_t first = 0; first < batch_keys.size(); first += wanted.size()) {
        const std::size_t count = std::min(wanted.size(), batch_keys.size() - first);
        kernels().remainders(batch_keys.partitioner.data() + first, count, remainder, wanted.data());
        // Of 32 bits, as what is compared: else every lane of a vector register has to be widened.
        std::uint32_t some = 0;
        if (batch_keys.rows.empty()) {
            for (std::size_t i = 0; i < count; ++i) {
                some += wanted[i] == where[first + i] ? 1U : 0U;
            }
        } else {
            for (std::size_t i = 0; i < count; ++i) {
                some += wanted[i] == where[batch_keys.rows[first + i]] ? 1U : 0U;
            }
        }
        agree += some;
    }
    agreeing += agree;
}

void ObservedTallies::add_counted_rows(const HashedKeys& batch_keys, const RecordColumns& columns,
                                       std::uint32_t topic_partitions) {
    for (std::size_t row = 0; row < columns.partitions.size(); ++row) {
        if (columns.counts[row] > 0) {
            records[columns.partitions[row]] += columns.counts[row];
        }
    }
    const Remainder remainder(std::max(topic_partitions, 1U));
    for (std::size_t i = 0; i < batch_keys.size(); ++i) {
        const std::size_t row = batch_keys.row(i);
        const bool agrees =
            topic_partitions > 0 && remainder(batch_keys.partitioner[i]) == columns.partitions[row];
        agreeing += agrees ? columns.counts[row] : 0;
        keyed += columns.counts[row];
    }
}

// Rows that are not among the keys: what has no key, or no records.
void ObservedTallies::add_unpartitioned(const HashedKeys& batch_keys, const RecordColumns& columns) {
    const auto add_rows = [this, &columns](std::size_t first, std::size_t end) {
        for (std::size_t row = first; row < end; ++row) {
            if (const std::uint64_t more = columns.counts.empty() ? 1 : columns.counts[row]; more > 0) {
                unpartitioned[columns.partitions[row]] += more;
            }
        }
    };
    std::size_t next = 0;
    for (std::size_t i = 0; i < batch_keys.size(); ++i) {
        const std::size_t row = batch_keys.row(i);
        add_rows(next, row);
        next = row + 1;
    }
    add_rows(next, columns.partitions.size());
}

void ObservedTallies::merge(const ObservedTallies& other) {
    resize(std::max(records.size(), other.records.size()));
    for (std::size_t partition = 0; partition < other.records.size(); ++partition) {
        records[partition] += other.records[partition];
        unpartitioned[partition] += other.unpartitioned[partition];
    }
    keyed += other.keyed;
    agreeing += other.agreeing;
    if (detailed && other.detailed) {
        keys.merge(other.keys);
    } else {
        drop_details();
    }
}

void ObservedTallies::drop_details() {
    detailed = false;
    std::ranges::fill(unpartitioned, 0);
    keys = KeyPartitions();
}

void ObservedTallies::write_counts(ByteWriter& to) const {
    to.number(static_cast<std::uint32_t>(records.size()));
    to.numbers<std::uint64_t>(records);
    to.number(keyed);
    to.number(agreeing);
}

void ObservedTallies::write_details(ByteWriter& to) const {
    to.number(static_cast<std::uint8_t>(detailed ? 1 : 0));
    if (detailed) {
        to.numbers<std::uint64_t>(unpartitioned);
        keys.write(to);
    }
}

ObservedTallies ObservedTallies::read_counts(ByteReader& from, std::uint32_t topic_partitions,
                                             bool with_size) {
    const std::uint32_t size = with_size ? from.number<std::uint32_t>() : topic_partitions;
    check_state(with_size || topic_partitions > 0, "records per partition of a topic without any");
    check_state(topic_partitions == 0 || size == topic_partitions,
                "records per partition of another partition count");
    check_state(size <= kMaxCountedPartitions, "so many partitions are not counted");
    if (size > from.left() / sizeof(std::uint64_t)) {
        throw Error(ErrorCode::state_corrupt,
                    "saved state: it ends within the records per partition of the topic: it is truncated");
    }
    ObservedTallies out;
    out.resize(size);
    from.numbers<std::uint64_t>(out.records);
    check_state(topic_partitions > 0 || size == 0 || out.records.back() > 0,
                "the highest partition that was seen has no records");
    out.keyed = from.number<std::uint64_t>();
    out.agreeing = from.number<std::uint64_t>();
    check_state(topic_partitions > 0 || out.agreeing == 0, "records agree with an unknown partition count");
    return out;
}

void ObservedTallies::read_details(ByteReader& from, bool with_clock) {
    const auto flag = from.number<std::uint8_t>();
    check_state(flag <= 1, "the keys' partitions are there, or are not");
    if (flag == 0) {
        drop_details();
        return;
    }
    from.numbers<std::uint64_t>(unpartitioned);
    keys = KeyPartitions::read(from, with_clock);
}

void ObservedTallies::check(const Tallies& tallies) const {
    std::uint64_t total = 0;
    for (const std::uint64_t in_partition : records) {
        check_state(add_up(total, in_partition, tallies.records),
                    "the topic's partitions have more records than there are");
    }
    check_state(keyed <= std::min(total, tallies.keyed) && agreeing <= keyed,
                "more records agree with the partitioner than there are");
    if (!detailed) {
        return;
    }
    std::vector<std::uint64_t> left(records.size());  // keyed records of each partition
    std::uint64_t chosen = 0;
    for (std::size_t partition = 0; partition < records.size(); ++partition) {
        check_state(unpartitioned[partition] <= records[partition],
                    "a partition has more records without a key than records");
        left[partition] = records[partition] - unpartitioned[partition];
        chosen += unpartitioned[partition];
    }
    check_state(total - chosen == keyed, "records with and without a key are not all of the partitions'");
    std::uint64_t sampled = 0;
    for (const KeyPartitions::Entry& entry : keys.smallest()) {
        check_state(add_up(sampled, entry.places.elsewhere, keyed), "keys have more records than there are");
        for (std::size_t i = 0; i < entry.places.size(); ++i) {
            const std::uint32_t partition = entry.places.partitions[i];
            const std::uint64_t placed = entry.places.placed[i].records;
            check_state(partition < left.size() && placed <= left[partition],
                        "keys have more records in a partition than it has");
            left[partition] -= placed;
            check_state(add_up(sampled, placed, keyed), "keys have more records than there are");
        }
    }
    check_state(!keys.is_complete() || sampled == keyed, "the keys' partitions lost records");
    check_state(keys.clock() != PlaceClock::arrival || keys.rows() == total,
                "keys came among other records than there are");
}

}  // namespace kafka_architect
