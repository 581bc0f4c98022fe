#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bindings.hpp"
#include "kafka_architect/distribution.hpp"
#include "record_counting.hpp"
#include "shared_distribution.hpp"

namespace {

using kafka_architect::Distribution;
using kafka_architect::DistributionSettings;
using kafka_architect::HeavyKey;
using kafka_architect::HeavyKeys;
using kafka_architect::KeySample;
using kafka_architect::PartitionCounts;

template <typename T>
py::array_t<T> array_of(const std::vector<T>& values) {
    return py::array_t<T>(static_cast<py::ssize_t>(values.size()), values.data());
}

py::dict settings(const SharedDistribution& self) {
    const DistributionSettings& settings = self.settings();
    py::dict out;
    out["partitioner"] = settings.partitioner.name;
    out["partition_counts"] = settings.partition_counts;
    out["what_if_counts"] = settings.what_if_counts;
    out["topic_partitions"] = settings.topic_partitions;
    return out;
}

py::dict totals(const Distribution& state) {
    py::dict out;
    out["records"] = state.tallies().records;
    out["null_keys"] = state.tallies().null_keys;
    out["empty_keys"] = state.tallies().empty_keys;
    out["keyed"] = state.tallies().keyed;
    out["key_bytes"] = state.tallies().key_lengths.total_bytes();
    out["effective_keys"] = state.heavy().cells().estimate();
    out["effective_keys_by_bytes"] = py::none();
    out["sized_records"] = py::none();
    if (state.bytes()) {
        out["sized_records"] = state.bytes()->records;
        out["effective_keys_by_bytes"] = state.bytes()->heavy.cells().estimate();
    }
    const kafka_architect::DistinctKeys distinct = state.distinct_keys();
    out["distinct_keys"] = distinct.estimate;
    out["distinct_keys_exact"] = distinct.exact;
    return out;
}

py::list partition_totals(const Distribution& state, bool what_if) {
    const PartitionCounts& counts = what_if ? state.tallies().what_if : state.tallies().partitions;
    py::list out;
    for (std::size_t i = 0; i < counts.partition_counts().size(); ++i) {
        py::object bytes = py::none();
        if (state.bytes()) {
            std::vector<std::uint64_t> per_partition = counts.bytes(i);
            per_partition.resize(counts.partition_counts()[i]);
            bytes = array_of(per_partition);
        }
        out.append(py::make_tuple(counts.partition_counts()[i], array_of(counts.records(i)), bytes));
    }
    return out;
}

py::list windows(const Distribution& state) {
    const PartitionCounts& counts = state.tallies().partitions;
    py::list out;
    for (std::size_t i = 0; i < counts.partition_counts().size(); ++i) {
        const kafka_architect::ArrivalWindows& windows = counts.windows(i);
        out.append(py::make_tuple(counts.partition_counts()[i], windows.windows, windows.records,
                                  windows.hottest_records, windows.peak_share));
    }
    return out;
}

py::object heavy(const Distribution& state, std::size_t most, bool by_bytes) {
    if (by_bytes && !state.bytes()) {
        return py::none();
    }
    const HeavyKeys& keys = by_bytes ? state.bytes()->heavy : state.heavy();
    const std::vector<HeavyKey> heaviest = keys.heaviest(most);
    py::list out;
    for (const HeavyKey& key : heaviest) {
        out.append(py::make_tuple(key.fingerprint, py::bytes(key.key->bytes), key.key->length, key.key->hash,
                                  key.lower, key.upper));
    }
    return py::make_tuple(out, keys.unlisted_at_most(heaviest));
}

py::tuple sample(const Distribution& state) {
    const kafka_architect::SampledKeys sampled = state.sampled_keys();
    std::vector<std::uint32_t> hashes;
    std::vector<std::uint64_t> records;
    std::vector<std::uint32_t> lengths;
    py::list keys;
    for (const KeySample::Entry& entry : sampled.entries) {
        hashes.push_back(entry.key.hash);
        records.push_back(entry.records);
        lengths.push_back(entry.key.length);
        keys.append(py::bytes(entry.key.bytes));
    }
    return py::make_tuple(sampled.rate, array_of(hashes), array_of(records), keys, array_of(lengths));
}

py::list key_lengths(const Distribution& state) {
    py::list out;
    for (const auto& range : state.tallies().key_lengths.ranges()) {
        out.append(py::make_tuple(range.shortest, range.longest, range.keys));
    }
    return out;
}

// What tells when records came; none where nothing does.
py::object clock_name(kafka_architect::PlaceClock clock) {
    switch (clock) {
        case kafka_architect::PlaceClock::arrival: return py::str("arrival");
        case kafka_architect::PlaceClock::timestamp: return py::str("timestamp");
        case kafka_architect::PlaceClock::unset:
        case kafka_architect::PlaceClock::none: break;
    }
    return py::none();
}

// Of each sampled key its bytes, whole length, lowest partitions (-1 behind them) and their records, the
// records in other partitions, what tells when records came, and the first and last of each partition (-1
// where that is not known).
py::tuple key_partitions(const kafka_architect::KeyPartitions& sample) {
    using kafka_architect::KeyPlaces;
    const std::vector<kafka_architect::KeyPartitions::Entry> entries = sample.smallest();
    const auto rows = static_cast<py::ssize_t>(entries.size());
    py::list keys;
    py::array_t<std::uint32_t> lengths(rows);
    py::array_t<std::int64_t> partitions({rows, static_cast<py::ssize_t>(KeyPlaces::kPlaces)});
    py::array_t<std::uint64_t> records({rows, static_cast<py::ssize_t>(KeyPlaces::kPlaces)});
    py::array_t<std::uint64_t> elsewhere(rows);
    py::array_t<std::int64_t> first({rows, static_cast<py::ssize_t>(KeyPlaces::kPlaces)});
    py::array_t<std::int64_t> last({rows, static_cast<py::ssize_t>(KeyPlaces::kPlaces)});
    for (py::ssize_t row = 0; row < rows; ++row) {
        const auto& [fingerprint, key, places] = entries[static_cast<std::size_t>(row)];
        keys.append(py::bytes(key.bytes));
        lengths.mutable_at(row) = key.length;
        elsewhere.mutable_at(row) = places.elsewhere;
        for (py::ssize_t place = 0; place < static_cast<py::ssize_t>(KeyPlaces::kPlaces); ++place) {
            const std::uint32_t partition = places.partitions[static_cast<std::size_t>(place)];
            partitions.mutable_at(row, place) = partition == KeyPlaces::kNone ? -1 : std::int64_t{partition};
            const kafka_architect::PlacedRecords& placed = places.placed[static_cast<std::size_t>(place)];
            records.mutable_at(row, place) = placed.records;
            first.mutable_at(row, place) = placed.timed() ? placed.first : -1;
            last.mutable_at(row, place) = placed.last;
        }
    }
    return py::make_tuple(sample.rate(), keys, lengths, partitions, records, elsewhere,
                          clock_name(sample.clock()), first, last);
}

py::object observed(const Distribution& state) {
    if (!state.observed()) {
        return py::none();
    }
    const kafka_architect::ObservedTallies& found = *state.observed();
    py::object unpartitioned = py::none();
    py::object keys = py::none();
    if (found.detailed) {
        unpartitioned = array_of(found.unpartitioned);
        keys = key_partitions(found.keys);
    }
    return py::make_tuple(array_of(found.records), found.keyed, found.agreeing, unpartitioned, keys);
}

void merge(SharedDistribution& self, SharedDistribution& other) {
    // A copy first: two threads may merge two states into each other, or a state into itself.
    const Distribution theirs = other.copy();
    SharedDistribution::Change change(self);
    change.in_place_unless_refused([&](Distribution& state) {
        const py::gil_scoped_release without_gil;
        state.merge(theirs);
    });
}

py::bytes to_bytes(SharedDistribution& self) {
    const std::vector<std::uint8_t> bytes =
        self.without_gil([](const Distribution& state) { return state.to_bytes(); });
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::unique_ptr<SharedDistribution> from_bytes(const py::bytes& data) {
    const std::string_view view = data;
    const py::gil_scoped_release released;
    return std::make_unique<SharedDistribution>(
        Distribution::from_bytes({reinterpret_cast<const std::uint8_t*>(view.data()), view.size()}));
}

// Everything at once, of one moment: other threads may go on updating.
py::dict snapshot(SharedDistribution& self, std::size_t heavy_keys) {
    const Distribution state = self.copy();
    py::dict out = totals(state);
    out["partitions"] = partition_totals(state, false);
    out["what_if"] = partition_totals(state, true);
    out["windows"] = windows(state);
    const kafka_architect::WindowPairs& pairs = state.tallies().window_pairs;
    out["window_pairs"] = py::make_tuple(pairs.compared(), pairs.same_key());
    out["heavy"] = heavy(state, heavy_keys, false);
    out["heavy_by_bytes"] = heavy(state, heavy_keys, true);
    out["sample"] = sample(state);
    out["key_lengths"] = key_lengths(state);
    out["observed"] = observed(state);
    return out;
}

}  // namespace

void bind_distribution(py::module_& module) {
    module.add_object("MAX_COUNTED_PARTITIONS", py::int_(kafka_architect::kMaxCountedPartitions));
    module.add_object("DISTINCT_KEYS_STANDARD_ERROR",
                      py::float_(kafka_architect::Cardinality::kStandardError));

    py::classh<SharedDistribution>(module, "Distribution")
        .def(py::init([](const std::string& partitioner, std::vector<std::uint32_t> partition_counts,
                         std::vector<std::uint32_t> what_if_counts, std::uint32_t topic_partitions) {
                 return std::make_unique<SharedDistribution>(
                     Distribution({.partitioner = kafka_architect::partitioner_named(partitioner),
                                   .partition_counts = std::move(partition_counts),
                                   .what_if_counts = std::move(what_if_counts),
                                   .topic_partitions = topic_partitions}));
             }),
             py::arg("partitioner"), py::arg("partition_counts"), py::arg("what_if_counts"),
             py::arg("topic_partitions"))
        .def("update", &count_records, py::arg("keys"), py::arg("sizes") = py::none(),
             py::arg("partitions") = py::none(), py::arg("counts") = py::none(),
             py::arg("timestamps_ms") = py::none())
        .def("merge", &merge, py::arg("other"))
        .def("to_bytes", &to_bytes)
        .def_static("from_bytes", &from_bytes, py::arg("data"))
        .def("settings", &settings)
        .def("snapshot", &snapshot, py::arg("heavy_keys"));
}
