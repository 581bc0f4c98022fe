#include <pybind11/numpy.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bindings.hpp"
#include "columns.hpp"
#include "kafka_architect/distribution.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/exact_counter.hpp"
#include "key_stream.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::ExactCounter;
using kafka_architect::KeyBatch;
using kafka_architect::kMostUnits;

using Fingerprints = py::array_t<std::uint64_t, py::array::c_style | py::array::forcecast>;

std::unique_ptr<ExactCounter> counter_of(const Fingerprints& fingerprints) {
    return std::make_unique<ExactCounter>(
        std::vector<std::uint64_t>(fingerprints.data(), fingerprints.data() + fingerprints.size()));
}

// Sizes, partitions and times are taken as Distribution.update takes them, and are nothing to count by.
void update(ExactCounter& self, py::handle keys, const py::object& /*sizes*/,
            const py::object& /*partitions*/, const py::object& counts, const py::object& /*timestamps_ms*/) {
    check_collection(keys);
    const std::optional<std::vector<std::uint64_t>> weights =
        column<std::uint64_t>(counts, "counts", kMostUnits + 1);
    const std::unique_ptr<KeyStream> stream = stream_of(keys);
    if (weights && weights->size() != stream->size()) {
        throw Error(ErrorCode::invalid_argument, "counts has " + std::to_string(weights->size()) +
                                                     " entries for " + std::to_string(stream->size()) +
                                                     " keys");
    }
    stream->hold();
    visit(*stream, Signals::ignored, [&](const KeyBatch& batch, std::size_t first) {
        self.add(batch,
                 weights ? std::span(*weights).subspan(first, batch.size) : std::span<const std::uint64_t>());
    });
}

py::array_t<std::uint64_t> counts(const ExactCounter& self) {
    return py::array_t<std::uint64_t>(static_cast<py::ssize_t>(self.counts().size()), self.counts().data());
}

}  // namespace

void bind_exact_counter(py::module_& module) {  // NOLINT(misc-const-correctness): as its siblings
    py::classh<ExactCounter>(module, "ExactCounter")
        .def(py::init(&counter_of), py::arg("fingerprints"))
        .def("update", &update, py::arg("keys"), py::arg("sizes") = py::none(),
             py::arg("partitions") = py::none(), py::arg("counts") = py::none(),
             py::arg("timestamps_ms") = py::none())
        .def("merge", &ExactCounter::merge, py::arg("other"))
        .def("counts", &counts)
        .def_property_readonly("records", &ExactCounter::records);
}
