#include "record_counting.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "arrow_source.hpp"
#include "columns.hpp"
#include "kafka_architect/distribution.hpp"
#include "key_stream.hpp"

namespace {

using kafka_architect::ArrowKeys;
using kafka_architect::ArrowKeyType;
using kafka_architect::ArrowScratch;
using kafka_architect::Distribution;
using kafka_architect::DistributionSettings;
using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::KeyBatch;
using kafka_architect::kMaxCountedPartitions;
using kafka_architect::kMostUnits;
using kafka_architect::RecordColumns;

// A record's size is at most what Kafka's 32-bit lengths can say, with room for headers.
constexpr std::uint64_t kSizeLimit = std::uint64_t{1} << 40U;
// Who waits for less than this need not be heard meanwhile.
constexpr std::uint64_t kLongNs = 250'000'000;

std::uint64_t sum(const std::optional<std::vector<std::uint64_t>>& column) {
    std::uint64_t out = 0;
    for (const std::uint64_t value : column.value_or(std::vector<std::uint64_t>())) {
        out = std::min(out + value, kMostUnits + 1);
    }
    return out;
}

template <typename Number>
void check_length(const std::optional<std::vector<Number>>& column, const char* name, std::size_t keys) {
    if (column && column->size() != keys) {
        throw Error(ErrorCode::invalid_argument, std::string(name) + " has " +
                                                     std::to_string(column->size()) + " entries for " +
                                                     std::to_string(keys) + " keys");
    }
}

// What is known of the records beside their keys, as copies.
struct Columns {
    std::optional<std::vector<std::uint64_t>> sizes;
    std::optional<std::vector<std::uint32_t>> partitions;
    std::optional<std::vector<std::uint64_t>> counts;
    std::optional<std::vector<std::int64_t>> timestamps_ms;

    Columns(const py::object& given_sizes, const py::object& given_partitions, const py::object& given_counts,
            const py::object& given_timestamps_ms, std::uint32_t topic_partitions)
        : counts(column<std::uint64_t>(given_counts, "counts", kMostUnits + 1)) {
        sizes = column<std::uint64_t>(given_sizes, "sizes", counts ? kMostUnits + 1 : kSizeLimit);
        partitions = column<std::uint32_t>(given_partitions, "partitions",
                                           topic_partitions == 0 ? kMaxCountedPartitions : topic_partitions);
        timestamps_ms = timestamps_column(given_timestamps_ms);
        for (std::size_t i = 0; counts && sizes && i < std::min(counts->size(), sizes->size()); ++i) {
            if ((*counts)[i] == 0 && (*sizes)[i] > 0) {
                throw Error(ErrorCode::invalid_argument,
                            "sizes[" + std::to_string(i) + "] is " + std::to_string((*sizes)[i]) +
                                " for 0 records: with counts, sizes are the bytes of all records of a row");
            }
        }
    }

    void check_lengths(std::size_t keys) const {
        check_length(sizes, "sizes", keys);
        check_length(partitions, "partitions", keys);
        check_length(counts, "counts", keys);
        check_length(timestamps_ms, "timestamps_ms", keys);
    }

    // Throws what counting so many keys would throw.
    void check_room(const Distribution& state, std::size_t keys) const {
        state.check_room(sum(sizes), counts ? sum(counts) : keys);
    }

    // Whether counting cannot be refused once check_room allowed it: of keys' bytes that knows nothing.
    [[nodiscard]] bool surely_fit(const Distribution& state) const {
        constexpr std::uint64_t kFewRecords = std::uint64_t{1} << 30U;
        return (!counts || sum(counts) < kFewRecords) &&
               state.tallies().key_lengths.total_bytes() < kMostUnits / 2;
    }

    [[nodiscard]] RecordColumns of(std::size_t first, std::size_t size) const {
        RecordColumns out;
        if (sizes) {
            out.sizes = std::span(*sizes).subspan(first, size);
        }
        if (partitions) {
            out.partitions = std::span(*partitions).subspan(first, size);
        }
        if (counts) {
            out.counts = std::span(*counts).subspan(first, size);
        }
        if (timestamps_ms) {
            out.timestamps_ms = std::span(*timestamps_ms).subspan(first, size);
        }
        return out;
    }
};

// How long counting takes, about: to be better than that would take longer than it is worth.
std::uint64_t estimated_ns(std::uint64_t keys, std::uint64_t key_bytes,
                           const DistributionSettings& settings) {
    const std::uint64_t counts = settings.partition_counts.size() + settings.what_if_counts.size();
    return keys * (40 + 3 * counts) + key_bytes / 2;
}

void count_objects(SharedDistribution& self, py::handle keys, const Columns& columns) {
    const std::unique_ptr<KeyStream> stream = stream_of(keys);
    columns.check_lengths(stream->size());
    stream->hold();
    const auto count = [&](Distribution& state, Signals signals) {
        visit(*stream, signals, [&](const KeyBatch& batch, std::size_t first) {
            state.add(batch, columns.of(first, batch.size));
        });
    };
    SharedDistribution::Change change(self);
    columns.check_room(change.state(), stream->size());
    if (columns.surely_fit(change.state()) &&
        estimated_ns(stream->size(), stream->key_bytes(), self.settings()) < kLongNs) {
        change.in_place([&](Distribution& state) { count(state, Signals::ignored); });
    } else {
        change.on_a_copy([&](Distribution& state) { count(state, Signals::answered); });
    }
}

// An Arrow column as its arrays come.
class ArrowRecords {
public:
    ArrowRecords(py::handle keys, const Columns& columns)
        : source_(keys, "keys"),
          type_(kafka_architect::arrow_key_type(source_.column_schema(), "keys")),
          columns_(columns) {}

    // Takes arrays until they are work for longer than a moment; whether they were all.
    bool take_some(const DistributionSettings& settings) {
        std::uint64_t ns = 0;
        while (ns < kLongNs) {
            if (!take()) {
                return true;
            }
            ns += estimated_ns(taken_.back().keys.size(), taken_.back().keys.key_bytes(), settings);
        }
        return false;
    }

    // Refuses what counting would refuse. The caller holds the GIL.
    void check_taken() {
        const py::gil_scoped_release without_gil;
        for (Taken& taken : taken_) {
            taken.keys.check();
        }
    }

    // Counts what was taken. The caller holds the GIL.
    void count_taken(Distribution& state, Signals signals) {
        for (; !taken_.empty(); taken_.pop_front()) {
            count(state, taken_.front().keys, signals);
        }
    }

    // Counts the rest, array by array.
    void count_rest(Distribution& state) {
        count_taken(state, Signals::answered);
        while (take()) {
            count_taken(state, Signals::answered);
        }
    }

    // Of all that was taken.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

private:
    struct Taken {
        ArrowChunk chunk;
        ArrowKeys keys;
    };

    bool take() {
        std::optional<ArrowChunk> chunk = source_.next();
        if (!chunk) {
            return false;
        }
        ArrowKeys keys(type_, chunk->rows, chunk->what);
        {
            const py::gil_scoped_release without_gil;
            keys.bound();
        }
        size_ += keys.size();
        taken_.push_back({std::move(*chunk), std::move(keys)});
        return true;
    }

    void count(Distribution& state, const ArrowKeys& keys, Signals signals) {
        check_columns_reach(counted_ + keys.size());
        const py::gil_scoped_release without_gil;
        if (is_worth_counting_by_code(keys)) {
            kafka_architect::ArrowCodedKeys coded(keys, *scratch_);
            state.add_coded(coded, columns_.of(counted_, keys.size()));
            counted_ += keys.size();
            return;
        }
        for (std::size_t row = 0; row < keys.size();) {
            const KeyBatch batch = keys.batch(row, *scratch_);
            state.add(batch, columns_.of(counted_, batch.size));
            row += batch.size;
            counted_ += batch.size;
            if (signals == Signals::answered && clock_.due()) {
                const py::gil_scoped_acquire with_gil;
                answer_signals();
            }
        }
    }

    // Of a dictionary with more entries than there are rows, most would be looked at in vain.
    [[nodiscard]] bool is_worth_counting_by_code(const ArrowKeys& keys) const {
        return keys.coded() && !columns_.counts && keys.size() >= keys.values().size();
    }

    // More keys than a column has entries: said as soon as it shows.
    void check_columns_reach(std::size_t keys) const {
        const auto reaches = [keys](const auto& column) { return !column || column->size() >= keys; };
        if (!reaches(columns_.sizes) || !reaches(columns_.partitions) || !reaches(columns_.counts) ||
            !reaches(columns_.timestamps_ms)) {
            columns_.check_lengths(keys);
        }
    }

    ArrowSource source_;
    ArrowKeyType type_;
    const Columns& columns_;
    std::deque<Taken> taken_;
    std::unique_ptr<ArrowScratch> scratch_ = std::make_unique<ArrowScratch>();
    SignalClock clock_;
    std::size_t size_ = 0;
    std::size_t counted_ = 0;
};

// What takes long is counted on its own and added at the end: nobody waits meanwhile, and code of whoever
// makes the arrays may do as it likes.
void count_arrow(SharedDistribution& self, py::handle keys, const Columns& columns) {
    ArrowRecords records(keys, columns);
    if (records.take_some(self.settings())) {
        columns.check_lengths(records.size());
        records.check_taken();
        SharedDistribution::Change change(self);
        columns.check_room(change.state(), records.size());
        if (columns.surely_fit(change.state())) {
            change.in_place([&](Distribution& state) { records.count_taken(state, Signals::ignored); });
        } else {
            change.on_a_copy([&](Distribution& state) { records.count_taken(state, Signals::answered); });
        }
        return;
    }
    Distribution counted(self.settings());
    records.count_rest(counted);
    columns.check_lengths(records.size());
    SharedDistribution::Change change(self);
    columns.check_room(change.state(), records.size());
    change.in_place_unless_refused([&](Distribution& state) {
        const py::gil_scoped_release without_gil;
        state.merge(counted);
    });
}

}  // namespace

void count_records(SharedDistribution& self, py::handle keys, const py::object& sizes,
                   const py::object& partitions, const py::object& counts, const py::object& timestamps_ms) {
    check_collection(keys);
    const std::uint32_t topic_partitions = self.settings().topic_partitions;
    // The columns first: to become arrays they may run any code, and that may change the keys.
    const Columns columns(sizes, partitions, counts, timestamps_ms, topic_partitions);
    if (is_plain_collection(keys)) {
        count_objects(self, keys, columns);
    } else {
        count_arrow(self, keys, columns);
    }
}
