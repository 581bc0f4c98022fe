#include "kafka_architect/distribution.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/byte_stream.hpp"
#include "kafka_architect/error.hpp"

namespace kafka_architect {

namespace {

void check_count(std::uint32_t count, const char* what) {
    if (count < 1 || count > kMaxCountedPartitions) {
        throw Error(ErrorCode::invalid_argument, std::string(what) + " " + std::to_string(count) +
                                                     " is out of range: expected 1 to " +
                                                     std::to_string(kMaxCountedPartitions));
    }
}

void check_counters(const DistributionSettings& settings) {
    const std::size_t counts = settings.partition_counts.size() + settings.what_if_counts.size();
    if (counts > kMostPartitionCounts) {
        throw Error(ErrorCode::invalid_argument, "there are " + std::to_string(counts) +
                                                     " partition counts: expected at most " +
                                                     std::to_string(kMostPartitionCounts));
    }
    std::uint64_t counters = PartitionCounts::counters_for(settings.partition_counts,
                                                           PartitionCounts::Sharing::windows, kMostCounters);
    if (counters <= kMostCounters) {
        counters += PartitionCounts::counters_for(settings.what_if_counts, PartitionCounts::Sharing::widely,
                                                  kMostCounters - counters);
    }
    if (counters > kMostCounters) {
        constexpr std::uint64_t kBytes = kMostCounters * sizeof(std::uint64_t);
        throw Error(ErrorCode::invalid_argument,
                    "these partition counts take more memory than an analyzer may: at most " +
                        std::to_string(kMostCounters) + " counters, " + std::to_string(kBytes >> 20U) +
                        " MiB for each thread that reads; ask for fewer counts at a time");
    }
}

// What `heavy` holds exactly goes on in the sample.
void pour(const HeavyKeys& heavy, KeySample& sample) {
    for (const HeavyKey& key : heavy.all()) {
        sample.add(key.fingerprint, key.lower, *key.key);
    }
}

}  // namespace

void DistributionSettings::check() const {
    for (const std::uint32_t count : partition_counts) {
        check_count(count, "partition count");
    }
    for (const std::uint32_t count : what_if_counts) {
        check_count(count, "partition count");
    }
    if (topic_partitions != 0) {
        check_count(topic_partitions, "the topic's partition count");
    }
    check_counters(*this);
}

std::string DistributionSettings::difference(const DistributionSettings& other) const {
    const auto list = [](const std::vector<std::uint32_t>& counts) {
        constexpr std::size_t kMostShown = 8;
        std::string out = "[";
        for (std::size_t i = 0; i < std::min(counts.size(), kMostShown); ++i) {
            out += (i == 0 ? "" : ", ") + std::to_string(counts[i]);
        }
        return out + (counts.size() > kMostShown ? ", ...]" : "]");
    };
    const auto differs = [](const char* name, const std::string& mine, const std::string& theirs) {
        return std::string("the ") + name + " of this one is " + mine + ", of the other one " + theirs;
    };
    if (partitioner.name != other.partitioner.name) {
        return differs("partitioner", std::string(partitioner.name), std::string(other.partitioner.name));
    }
    if (partition_counts != other.partition_counts) {
        return differs("list of partition counts", list(partition_counts), list(other.partition_counts));
    }
    if (what_if_counts != other.what_if_counts) {
        return differs("list of what-if counts", list(what_if_counts), list(other.what_if_counts));
    }
    if (topic_partitions != other.topic_partitions) {
        const auto count = [](std::uint32_t number) {
            return number == 0 ? "not given" : std::to_string(number);
        };
        return differs("topic's partition count", count(topic_partitions), count(other.topic_partitions));
    }
    return {};
}

bool DistributionSettings::operator==(const DistributionSettings& other) const noexcept {
    return partitioner.name == other.partitioner.name && partition_counts == other.partition_counts &&
           what_if_counts == other.what_if_counts && topic_partitions == other.topic_partitions;
}

void count_keys(const HashedKeys& keys, HeavyKeys& heavy, KeySample& sample) {
    const bool was_exact = heavy.exact();
    const std::size_t taken = heavy.add(keys);
    if (was_exact) {
        if (taken == keys.size()) {
            return;
        }
        pour(heavy, sample);
        heavy.add_rest(keys, taken);
    }
    sample.add(keys, was_exact ? taken : 0);
}

void count_keys(const HashedKeys& keys, std::span<const std::uint64_t> records, HeavyKeys& heavy,
                KeySample& sample) {
    const bool was_exact = heavy.exact();
    const std::size_t taken = heavy.add_counted(keys, records);
    if (was_exact) {
        if (taken == keys.size()) {
            return;
        }
        pour(heavy, sample);
        heavy.add_counted_rest(keys, records, taken);
    }
    sample.add_counted(keys, records, was_exact ? taken : 0);
}

void merge_heavy(const HeavyKeys& from, HeavyKeys& heavy, KeySample& sample) {
    if (heavy.exact() && from.exact()) {
        // Together they may or may not fit.
        HeavyKeys merged = heavy;
        merged.merge(from);
        if (!merged.exact()) {
            pour(heavy, sample);
            pour(from, sample);
        }
        heavy = std::move(merged);
        return;
    }
    if (heavy.exact()) {
        pour(heavy, sample);
    }
    if (from.exact()) {
        pour(from, sample);
    }
    heavy.merge(from);
}

Distribution::Distribution(DistributionSettings settings)
    : settings_((settings.check(), std::move(settings))), tallies_(settings_) {}

Distribution::Distribution(DistributionSettings settings, Tallies tallies, HeavyKeys heavy)
    : settings_(std::move(settings)), tallies_(std::move(tallies)), heavy_(std::move(heavy)) {}

void Distribution::check_room(std::uint64_t bytes, std::uint64_t records) const {
    const std::uint64_t counted = bytes_ ? bytes_->total_bytes : 0;
    // Of records and bytes of keys a batch adds so little that the limit itself is room enough.
    if (std::max({tallies_.records, tallies_.key_lengths.total_bytes(), counted}) > kMostUnits ||
        bytes > kMostUnits - counted || (records > kBatchKeys && records > kMostUnits - tallies_.records)) {
        throw Error(ErrorCode::invalid_argument,
                    "the state is full: it counts at most 2^62 records, and 2^62 bytes of them");
    }
}

void Distribution::check_columns(const KeyBatch& batch, const RecordColumns& columns) const {
    std::uint64_t bytes = 0;
    bool fits = std::ranges::all_of(columns.sizes,
                                    [&bytes](std::uint64_t size) { return add_up(bytes, size, kMostUnits); });
    std::uint64_t records = 0;
    std::uint64_t key_bytes = tallies_.key_lengths.total_bytes();
    for (std::size_t i = 0; i < columns.counts.size(); ++i) {
        const std::uint64_t length = batch.lengths[i];
        const bool no_overflow = length == 0 || columns.counts[i] <= kMostUnits / length;
        fits = fits && no_overflow && add_up(records, columns.counts[i], kMostUnits - tallies_.records) &&
               add_up(key_bytes, length * columns.counts[i], kMostUnits);
    }
    check_room(fits ? bytes : kMostUnits + 1);
}

void Distribution::add(const KeyBatch& batch, const RecordColumns& columns) {
    check_columns(batch, columns);
    if (!columns.counts.empty()) {
        add_counted(batch, columns);
        return;
    }
    const HashedKeys keys = hasher_.hash(batch, settings_.partitioner);
    tallies_.add(batch, keys);
    count_keys(keys, heavy_, tallies_.sample);
    add_columns(keys, columns);
}

HashedKeys Distribution::add_counted(const KeyBatch& batch, const RecordColumns& columns) {
    const HashedKeys keys = hasher_.hash(batch, settings_.partitioner, columns.counts);
    keyed_counts_.resize(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        keyed_counts_[i] = columns.counts[keys.row(i)];
    }
    tallies_.add_counted(batch, columns.counts, keys, keyed_counts_);
    count_keys(keys, keyed_counts_, heavy_, tallies_.sample);
    add_columns(keys, columns);
    return keys;
}

void Distribution::add_columns(const HashedKeys& keys, const RecordColumns& columns) {
    if (!columns.sizes.empty()) {
        add_sizes(keys, columns);
    }
    if (!columns.partitions.empty()) {
        add_partitions(keys, columns, [&keys](std::size_t i) { return keys.key(i); });
    }
}

void Distribution::add_sizes(const HashedKeys& keys, const RecordColumns& columns) {
    if (!bytes_) {
        bytes_.emplace();
    }
    const std::span<const std::uint64_t> sizes = columns.sizes;
    if (columns.counts.empty()) {
        bytes_->records += sizes.size();
    }
    for (const std::uint64_t count : columns.counts) {
        bytes_->records += count;
    }
    for (const std::uint64_t size : sizes) {
        bytes_->total_bytes += size;
    }
    keyed_sizes_.resize(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        keyed_sizes_[i] = sizes[keys.row(i)];
    }
    tallies_.partitions.add_bytes(keys.partitioner, keyed_sizes_);
    tallies_.what_if.add_bytes(keys.partitioner, keyed_sizes_);
    bytes_->heavy.add_weighted(keys, keyed_sizes_);
}

void Distribution::add_partitions(const HashedKeys& keys, const RecordColumns& columns,
                                  const KeyPartitions::KeyBytes& bytes) {
    if (!observed_) {
        observed_.emplace().resize(settings_.topic_partitions);
    }
    observed_->add(keys, columns, settings_.topic_partitions, bytes);
}

DistinctKeys Distribution::distinct_keys() const {
    if (heavy_.exact()) {
        return {.estimate = static_cast<double>(heavy_.all().size()), .exact = true};
    }
    if (tallies_.sample.rate() == 1) {
        return {.estimate = static_cast<double>(tallies_.sample.smallest().size()), .exact = true};
    }
    // As many as the sample has there are, and no more than records.
    const double estimate = std::clamp(tallies_.cardinality.estimate(), static_cast<double>(KeySample::kSize),
                                       static_cast<double>(tallies_.keyed));
    return {.estimate = estimate, .exact = false};
}

SampledKeys Distribution::sampled_keys() const {
    if (!heavy_.exact()) {
        return {.rate = tallies_.sample.rate(), .entries = tallies_.sample.smallest()};
    }
    SampledKeys out{.rate = 1, .entries = {}};
    for (const HeavyKey& key : heavy_.all()) {
        out.entries.push_back({.fingerprint = key.fingerprint, .records = key.lower, .key = *key.key});
    }
    std::ranges::sort(out.entries, {}, &KeySample::Entry::fingerprint);
    return out;
}

void Distribution::merge(const Distribution& other) {
    if (const std::string difference = settings_.difference(other.settings_); !difference.empty()) {
        throw Error(ErrorCode::state_incompatible,
                    "cannot merge states of different settings: " + difference);
    }
    const auto bytes_of = [](const Distribution& state) {
        return state.bytes_ ? state.bytes_->total_bytes : 0;
    };
    if (tallies_.records + other.tallies_.records > kMostUnits ||
        tallies_.key_lengths.total_bytes() + other.tallies_.key_lengths.total_bytes() > kMostUnits ||
        bytes_of(*this) + bytes_of(other) > kMostUnits) {
        throw Error(ErrorCode::state_incompatible,
                    "cannot merge these states: together they have more than 2^62 records, or bytes of them");
    }
    merge_heavy(other.heavy_, heavy_, tallies_.sample);
    tallies_.merge(other.tallies_);
    if (other.bytes_) {
        if (!bytes_) {
            bytes_.emplace();
        }
        bytes_->heavy.merge(other.bytes_->heavy);
        bytes_->total_bytes += other.bytes_->total_bytes;
        bytes_->records += other.bytes_->records;
    }
    if (other.observed_) {
        if (!observed_) {
            observed_.emplace().resize(settings_.topic_partitions);
        }
        observed_->merge(*other.observed_);
    }
}

}  // namespace kafka_architect
