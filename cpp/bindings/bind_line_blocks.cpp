#include <pybind11/stl.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bindings.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/exact_counter.hpp"
#include "kafka_architect/line_blocks.hpp"
#include "shared_distribution.hpp"

namespace {

using kafka_architect::Distribution;
using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::ExactCounter;
using kafka_architect::KeyBatch;
using kafka_architect::LineBlocks;
using kafka_architect::LineBlocksOptions;
using kafka_architect::RecordColumns;

// So much at a time, so that a block of any size can be split.
constexpr std::size_t kPartBytes = std::size_t{256} << 20U;

// Text that comes block by block, counted line by line. One thread at a time: another one is refused.
class LineCounter {
public:
    explicit LineCounter(LineBlocksOptions options) : lines_(std::move(options)) {}

    // Any bytes are keys: what another thread writes to the block meanwhile only decides which.
    void feed(SharedDistribution& into, const py::buffer& block, std::optional<std::uint32_t> partition) {
        const Use use(busy_);
        lie_in(into, partition);
        SharedDistribution::Change change(into);
        feed_parts(block, [&](auto count) { change.in_place_unless_refused(count); });
    }
    // It counts keys wherever they lie.
    void feed_exact(ExactCounter& into, const py::buffer& block,
                    std::optional<std::uint32_t> /* partition */) {
        const Use use(busy_);
        feed_parts(block, [&](auto count) { count(into); });
    }

    void finish(SharedDistribution& into, std::optional<std::uint32_t> partition) {
        const Use use(busy_);
        lie_in(into, partition);
        SharedDistribution::Change change(into);
        finish_into([&](auto count) { change.in_place_unless_refused(count); });
    }
    void finish_exact(ExactCounter& into, std::optional<std::uint32_t> /* partition */) {
        const Use use(busy_);
        finish_into([&](auto count) { count(into); });
    }

    [[nodiscard]] std::uint64_t lines_without_key() const {
        const Use use(busy_);
        return lines_.lines_without_key();
    }

private:
    // Calls into(count) for each part of the block; count(state) counts it.
    template <typename Into>
    void feed_parts(const py::buffer& block, Into into) {
        const py::buffer_info info = block.request();
        if (info.ndim != 1 || info.itemsize != 1 || (info.size > 0 && info.strides[0] != 1)) {
            throw Error(ErrorCode::wrong_type, "a block of text must be contiguous bytes");
        }
        std::span<const std::uint8_t> left(static_cast<const std::uint8_t*>(info.ptr),
                                           static_cast<std::size_t>(info.size));
        while (!left.empty()) {
            const std::size_t bytes = std::min(left.size(), kPartBytes);
            into([&](auto& state) {
                const py::gil_scoped_release without_gil;
                lines_.open(left.first(bytes));
                KeyBatch batch;
                while (lines_.next(batch)) {
                    count_into(state, batch);
                }
            });
            left = left.subspan(bytes);
        }
    }

    template <typename Into>
    void finish_into(Into into) {
        into([&](auto& state) {
            KeyBatch batch;
            if (lines_.finish(batch)) {
                count_into(state, batch);
            }
        });
    }

    void count_into(Distribution& state, const KeyBatch& batch) const { state.add(batch, columns(batch)); }
    static void count_into(ExactCounter& state, const KeyBatch& batch) { state.add(batch); }

    // While one lives, no other thread gets in.
    class Use {
    public:
        explicit Use(std::atomic_flag& busy) : busy_(busy) {
            if (busy_.test_and_set()) {
                throw Error(ErrorCode::invalid_argument, "these lines are being counted by another thread");
            }
        }
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;
        ~Use() { busy_.clear(); }

    private:
        std::atomic_flag& busy_;
    };

    // All records of what is counted next lie in this partition.
    void lie_in(const SharedDistribution& into, std::optional<std::uint32_t> partition) {
        const std::uint32_t told = into.settings().topic_partitions;
        const std::uint32_t most = told == 0 ? kafka_architect::kMaxCountedPartitions : told;
        if (partition && *partition >= most) {
            throw Error(ErrorCode::invalid_argument, "the partition is " + std::to_string(*partition) +
                                                         ": expected 0 to " + std::to_string(most - 1));
        }
        partitions_.assign(partition ? kafka_architect::kBatchKeys : 0, partition.value_or(0));
    }

    [[nodiscard]] RecordColumns columns(const KeyBatch& batch) const {
        return {.sizes = {},
                .partitions = std::span(partitions_).first(partitions_.empty() ? 0 : batch.size),
                .counts = {}};
    }

    LineBlocks lines_;
    std::vector<std::uint32_t> partitions_;  // one for each record of a batch, where it is known
    mutable std::atomic_flag busy_;
};

std::vector<std::uint8_t> bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

std::unique_ptr<LineCounter> line_counter(const std::optional<py::bytes>& null_text,
                                          const std::optional<py::bytes>& delimiter,
                                          std::size_t max_line_bytes) {
    LineBlocksOptions options;
    options.max_line_bytes = max_line_bytes;
    if (max_line_bytes > kafka_architect::kMaxKeyBytes / 4) {
        throw Error(ErrorCode::invalid_argument,
                    "max_line_bytes must not be above " + std::to_string(kafka_architect::kMaxKeyBytes / 4));
    }
    if (null_text) {
        options.null_text = bytes_of(*null_text);
    }
    if (delimiter) {
        const std::vector<std::uint8_t> bytes = bytes_of(*delimiter);
        if (bytes.size() != 1) {
            throw Error(ErrorCode::invalid_argument, "the delimiter must be one byte");
        }
        options.delimiter = bytes[0];
    }
    return std::make_unique<LineCounter>(std::move(options));
}

}  // namespace

void bind_line_blocks(py::module_& module) {  // NOLINT(misc-const-correctness): as its siblings
    py::classh<LineCounter>(module, "LineCounter")
        .def(py::init(&line_counter), py::kw_only(), py::arg("null_text") = py::none(),
             py::arg("delimiter") = py::none(),
             py::arg("max_line_bytes") = LineBlocksOptions{}.max_line_bytes)
        .def("feed", &LineCounter::feed, py::arg("into"), py::arg("block"), py::arg("partition") = py::none())
        .def("feed", &LineCounter::feed_exact, py::arg("into"), py::arg("block"),
             py::arg("partition") = py::none())
        .def("finish", &LineCounter::finish, py::arg("into"), py::arg("partition") = py::none())
        .def("finish", &LineCounter::finish_exact, py::arg("into"), py::arg("partition") = py::none())
        .def_property_readonly("lines_without_key", &LineCounter::lines_without_key);
}
