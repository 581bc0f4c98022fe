// Whether the parts of a state agree with each other. A checksum shows accidents; whoever writes hostile
// bytes can make that too, and every figure of a report relies on sums that add up.
#include <algorithm>

#include "base/byte_stream.hpp"
#include "kafka_architect/distribution.hpp"

namespace kafka_architect {

namespace {

void check_records(const Tallies& tallies, const Partitioner& partitioner) {
    // Twice the limit: a state that is full was not yet so before its last batch.
    check_state(tallies.records < 2 * kMostUnits && tallies.key_lengths.total_bytes() < 2 * kMostUnits,
                "it has more than 2^62 records, or bytes of keys");
    check_state(
        tallies.null_keys <= tallies.records && tallies.empty_keys <= tallies.records - tallies.null_keys,
        "it has more null and empty keys than records");
    const std::uint64_t null = partitioner.null_key == Keyless::hashed ? 0 : tallies.null_keys;
    const std::uint64_t empty = partitioner.empty_key == Keyless::hashed ? 0 : tallies.empty_keys;
    check_state(tallies.keyed == tallies.records - null - empty,
                "null keys, empty keys and others are not all of its records");
    tallies.key_lengths.check(tallies.records - tallies.null_keys, tallies.empty_keys);
    tallies.window_pairs.check(tallies.keyed);
}

// The sample takes over what the summary of heavy keys no longer holds exactly, and nothing before that.
void check_keys(const Tallies& tallies, const HeavyKeys& heavy) {
    check_state(heavy.cells().total() == tallies.keyed, "its heavy keys are of other records");
    const std::uint64_t registers = tallies.cardinality.used_registers();
    check_state(registers <= tallies.keyed && (registers > 0) == (tallies.keyed > 0),
                "it has more distinct keys than records");
    const KeySample& sample = tallies.sample;
    if (heavy.exact()) {
        check_state(sample.is_complete() && sample.empty(), "it knows all keys and has a sample of them");
        return;
    }
    std::uint64_t sampled = 0;
    for (const KeySample::Entry& entry : sample.smallest()) {
        check_state(add_up(sampled, entry.records, tallies.keyed), "it sampled more records than it has");
    }
    check_state(!sample.is_complete() || sampled == tallies.keyed, "its sample lost records");
}

void check_bytes(const ByteTallies& bytes, const Tallies& tallies) {
    check_state(bytes.total_bytes <= kMostUnits && bytes.heavy.cells().total() <= bytes.total_bytes,
                "records with a key have more bytes than all records");
    check_state(tallies.keyed < tallies.records || bytes.heavy.cells().total() == bytes.total_bytes,
                "it has bytes of records that it does not have");
    check_state(!bytes.heavy.filtered(), "bytes were turned away");
    check_state(bytes.records <= tallies.records, "more records have sizes than there are");
}

}  // namespace

void Distribution::check() const {
    check_records(tallies_, settings_.partitioner);
    check_keys(tallies_, heavy_);
    std::optional<std::uint64_t> keyed_bytes;
    if (bytes_) {
        check_bytes(*bytes_, tallies_);
        keyed_bytes = bytes_->heavy.cells().total();
    }
    tallies_.partitions.check(tallies_.keyed, keyed_bytes);
    tallies_.what_if.check(tallies_.keyed, keyed_bytes);
    if (observed_) {
        observed_->check(tallies_);
    }
}

}  // namespace kafka_architect
