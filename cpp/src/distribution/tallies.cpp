#include "base/byte_stream.hpp"
#include "kafka_architect/distribution.hpp"

namespace kafka_architect {

Tallies::Tallies(const DistributionSettings& settings)
    : partitions(settings.partition_counts, PartitionCounts::Sharing::windows),
      what_if(settings.what_if_counts, PartitionCounts::Sharing::widely) {}

void Tallies::add(const KeyBatch& batch, const HashedKeys& keys) {
    records += batch.size;
    keyed += keys.size();
    if (batch.validity == nullptr) {
        std::uint64_t empty = 0;
        for (std::size_t i = 0; i < batch.size; ++i) {
            empty += batch.lengths[i] == 0 ? 1U : 0U;
        }
        empty_keys += empty;
        key_lengths.add({batch.lengths, batch.size});
    } else {
        for (std::size_t i = 0; i < batch.size; ++i) {
            const bool null = batch.is_null(i);
            null_keys += null ? 1U : 0U;
            empty_keys += !null && batch.lengths[i] == 0 ? 1U : 0U;
            if (!null) {
                key_lengths.add({batch.lengths + i, 1});
            }
        }
    }
    partitions.add(keys.partitioner);
    what_if.add(keys.partitioner);
    cardinality.add(keys.fingerprint_high, keys.fingerprint_low);
    window_pairs.add(keys);
}

void Tallies::add_counted(const KeyBatch& batch, std::span<const std::uint64_t> counts,
                          const HashedKeys& keys, std::span<const std::uint64_t> in_keyed) {
    for (std::size_t i = 0; i < batch.size; ++i) {
        const bool null = batch.is_null(i);
        records += counts[i];
        null_keys += null ? counts[i] : 0;
        empty_keys += !null && batch.lengths[i] == 0 ? counts[i] : 0;
        if (!null) {
            key_lengths.add(batch.lengths[i], counts[i]);
        }
    }
    for (const std::uint64_t count : in_keyed) {
        keyed += count;
    }
    partitions.add_counted(keys.partitioner, in_keyed);
    what_if.add_counted(keys.partitioner, in_keyed);
    cardinality.add(keys.fingerprint_high, keys.fingerprint_low);
}

void Tallies::merge(const Tallies& other) {
    partitions.merge(other.partitions);
    what_if.merge(other.what_if);
    cardinality.merge(other.cardinality);
    key_lengths.merge(other.key_lengths);
    sample.merge(other.sample);
    window_pairs.merge(other.window_pairs);
    records += other.records;
    null_keys += other.null_keys;
    empty_keys += other.empty_keys;
    keyed += other.keyed;
}

void Tallies::write(ByteWriter& to) const {
    to.number(records);
    to.number(null_keys);
    to.number(empty_keys);
    to.number(keyed);
    partitions.write(to);
    what_if.write(to);
    cardinality.write(to);
    key_lengths.write(to);
    sample.write(to);
}

void Tallies::read(ByteReader& from) {
    records = from.number<std::uint64_t>();
    null_keys = from.number<std::uint64_t>();
    empty_keys = from.number<std::uint64_t>();
    keyed = from.number<std::uint64_t>();
    partitions.read(from);
    what_if.read(from);
    cardinality = Cardinality::read(from);
    key_lengths = KeyLengths::read(from);
    sample = KeySample::read(from);
}

}  // namespace kafka_architect
