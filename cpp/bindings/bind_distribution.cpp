#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "bindings.hpp"
#include "kafka_architect/distribution.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/text_file.hpp"

namespace {

using kafka_architect::Distribution;
using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::TextFile;
using kafka_architect::TextFileOptions;

// A pass over a text file that Python drives step by step, so that it can show progress and be interrupted
// between steps.
class TextPass {
public:
    TextPass(const std::string& path, std::vector<std::uint32_t> partition_counts, TextFileOptions options)
        : file_(path, options), distribution_(std::move(partition_counts)) {}

    // Reads the next `stripes` stripes; false when none are left. Runs without the GIL.
    bool step(std::size_t stripes, std::size_t workers) {
        if (stripes < 1 || workers < 1) {
            throw Error(ErrorCode::invalid_argument, "stripes and workers must be at least 1");
        }
        const std::size_t last = next_stripe_ + std::min(stripes, file_.stripes() - next_stripe_);
        {
            const py::gil_scoped_release without_gil;
            read_stripes(file_, next_stripe_, last, workers, distribution_);
        }
        next_stripe_ = last;
        return next_stripe_ < file_.stripes();
    }

    [[nodiscard]] std::uint64_t size_bytes() const { return file_.size_bytes(); }
    [[nodiscard]] std::uint64_t position_bytes() const { return file_.stripe_offset(next_stripe_); }
    [[nodiscard]] const Distribution& distribution() const { return distribution_; }

private:
    TextFile file_;
    Distribution distribution_;
    std::size_t next_stripe_ = 0;
};

py::list partition_records(const Distribution& distribution) {
    py::list out;
    const auto& counts = distribution.partitions().partition_counts();
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const std::vector<std::uint64_t> records = distribution.partitions().records(i);
        out.append(py::make_tuple(
            counts[i], py::array_t<std::uint64_t>(static_cast<py::ssize_t>(records.size()), records.data())));
    }
    return out;
}

}  // namespace

void bind_distribution(py::module_& module) {
    module.add_object("MAX_COUNTED_PARTITIONS", py::int_(kafka_architect::kMaxCountedPartitions));

    py::classh<TextPass>(module, "TextPass")
        .def(py::init([](const std::string& path, std::vector<std::uint32_t> partition_counts,
                         std::size_t block_bytes, std::size_t stripe_bytes, std::size_t max_key_bytes) {
                 return std::make_unique<TextPass>(path, std::move(partition_counts),
                                                   TextFileOptions{.block_bytes = block_bytes,
                                                                   .stripe_bytes = stripe_bytes,
                                                                   .max_key_bytes = max_key_bytes});
             }),
             py::arg("path"), py::arg("partition_counts"), py::kw_only(),
             py::arg("block_bytes") = TextFileOptions{}.block_bytes,
             py::arg("stripe_bytes") = TextFileOptions{}.stripe_bytes,
             py::arg("max_key_bytes") = TextFileOptions{}.max_key_bytes)
        .def("step", &TextPass::step, py::arg("stripes"), py::arg("workers"))
        .def_property_readonly("size_bytes", &TextPass::size_bytes)
        .def_property_readonly("position_bytes", &TextPass::position_bytes)
        .def_property_readonly("records", [](const TextPass& self) { return self.distribution().records(); })
        .def_property_readonly("null_keys",
                               [](const TextPass& self) { return self.distribution().null_keys(); })
        .def_property_readonly("empty_keys",
                               [](const TextPass& self) { return self.distribution().empty_keys(); })
        .def_property_readonly("effective_keys",
                               [](const TextPass& self) { return self.distribution().effective_keys(); })
        .def("partitions", [](const TextPass& self) { return partition_records(self.distribution()); });
}
