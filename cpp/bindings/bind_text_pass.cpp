#include <pybind11/numpy.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bindings.hpp"
#include "kafka_architect/distribution_pass.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/text_file.hpp"
#include "shared_distribution.hpp"

namespace {

using kafka_architect::Distribution;
using kafka_architect::DistributionPass;
using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::TextFile;
using kafka_architect::TextFileOptions;

using Fingerprints = py::array_t<std::uint64_t, py::array::c_style | py::array::forcecast>;

// A pass over a text file that Python drives step by step, so that it can show progress and be interrupted
// between steps. One thread at a time: another one is refused.
class TextPass {
public:
    TextPass(const std::string& path, Distribution before, std::size_t first_stripe, TextFileOptions options)
        : file_(path, options), pass_(file_, std::move(before), checked(first_stripe)) {}

    bool step(std::size_t stripes, std::size_t workers) {
        if (stripes < 1 || workers < 1) {
            throw Error(ErrorCode::invalid_argument, "stripes and workers must be at least 1");
        }
        const Use use(busy_);
        const py::gil_scoped_release without_gil;
        return pass_.step(stripes, workers);
    }

    [[nodiscard]] std::unique_ptr<SharedDistribution> result() const {
        const Use use(busy_);
        const py::gil_scoped_release without_gil;
        return std::make_unique<SharedDistribution>(pass_.result());
    }

    // Counts stripes [first, first + stripes); Python adds the parts up.
    [[nodiscard]] py::array_t<std::uint64_t> count_exactly(const Fingerprints& fingerprints,
                                                           std::size_t first, std::size_t stripes,
                                                           std::size_t workers) const {
        const std::vector<std::uint64_t> wanted(fingerprints.data(),
                                                fingerprints.data() + fingerprints.size());
        if (!std::ranges::is_sorted(wanted) || first > file_.stripes()) {
            throw Error(ErrorCode::invalid_argument, "fingerprints must ascend, and stripes lie in the file");
        }
        std::vector<std::uint64_t> counts;
        {
            const py::gil_scoped_release without_gil;
            const std::size_t last = first + std::min(stripes, file_.stripes() - first);
            counts = kafka_architect::count_exactly(file_, wanted, first, last, workers);
        }
        return py::array_t<std::uint64_t>(static_cast<py::ssize_t>(counts.size()), counts.data());
    }

    [[nodiscard]] std::uint64_t size_bytes() const { return file_.size_bytes(); }
    [[nodiscard]] std::uint64_t position_bytes() const {
        const Use use(busy_);
        return file_.stripe_offset(pass_.next_stripe());
    }
    [[nodiscard]] std::size_t stripes() const { return file_.stripes(); }
    [[nodiscard]] std::size_t next_stripe() const {
        const Use use(busy_);
        return pass_.next_stripe();
    }

private:
    // While one lives, no other thread gets in.
    class Use {
    public:
        explicit Use(std::atomic_flag& busy) : busy_(busy) {
            if (busy_.test_and_set()) {
                throw Error(ErrorCode::invalid_argument, "this pass is being driven by another thread");
            }
        }
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;
        ~Use() { busy_.clear(); }

    private:
        std::atomic_flag& busy_;
    };

    [[nodiscard]] std::size_t checked(std::size_t first_stripe) const {
        if (first_stripe > file_.stripes()) {
            throw Error(ErrorCode::invalid_argument, "stripe " + std::to_string(first_stripe) +
                                                         " is behind the end of a file of " +
                                                         std::to_string(file_.stripes()) + " stripes");
        }
        return first_stripe;
    }

    TextFile file_;
    DistributionPass pass_;
    mutable std::atomic_flag busy_;
};

}  // namespace

void bind_text_pass(py::module_& module) {  // NOLINT(misc-const-correctness): as its siblings
    py::classh<TextPass>(module, "TextPass")
        .def(py::init([](const std::string& path, SharedDistribution& before, std::size_t first_stripe,
                         std::size_t block_bytes, std::size_t stripe_bytes, std::size_t max_key_bytes) {
                 return std::make_unique<TextPass>(path, before.copy(), first_stripe,
                                                   TextFileOptions{.block_bytes = block_bytes,
                                                                   .stripe_bytes = stripe_bytes,
                                                                   .max_key_bytes = max_key_bytes});
             }),
             py::arg("path"), py::arg("before"), py::arg("first_stripe") = 0, py::kw_only(),
             py::arg("block_bytes") = TextFileOptions{}.block_bytes,
             py::arg("stripe_bytes") = TextFileOptions{}.stripe_bytes,
             py::arg("max_key_bytes") = TextFileOptions{}.max_key_bytes)
        .def("step", &TextPass::step, py::arg("stripes"), py::arg("workers"))
        .def("result", &TextPass::result)
        .def("count_exactly", &TextPass::count_exactly, py::arg("fingerprints"), py::arg("first_stripe"),
             py::arg("stripes"), py::arg("workers"))
        .def_property_readonly("size_bytes", &TextPass::size_bytes)
        .def_property_readonly("position_bytes", &TextPass::position_bytes)
        .def_property_readonly("stripes", &TextPass::stripes)
        .def_property_readonly("next_stripe", &TextPass::next_stripe);
}
