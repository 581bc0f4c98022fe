#include "columns.hpp"

#include <pybind11/numpy.h>

#include <string>

#include "arrow_source.hpp"
#include "kafka_architect/error.hpp"
#include "key_stream.hpp"
#include "pinned_array.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;

// Complaints of numpy itself have no traceback; what code of the user's raised has one and is the user's.
bool is_numpys_complaint(const py::error_already_set& error) {
    return (error.matches(PyExc_ValueError) || error.matches(PyExc_TypeError)) && !error.trace();
}

py::array array_of(const py::object& values, const char* name) {
    const std::string wanted =
        std::string(name) + " must be a one-dimensional array or list of whole numbers";
    py::object array;
    try {
        array = py::array(values);
    } catch (py::error_already_set& error) {
        if (!is_numpys_complaint(error)) {
            throw;
        }
        throw Error(ErrorCode::wrong_type, wanted);
    }
    auto out = py::reinterpret_borrow<py::array>(array);
    // numpy takes an empty list for one of doubles.
    const char kind = out.dtype().kind();
    const bool whole = kind == 'i' || kind == 'u' || (out.size() == 0 && kind == 'f');
    if (!whole || out.ndim() != 1) {
        throw Error(ErrorCode::wrong_type, wanted);
    }
    check_memory(out, name);
    return out;
}

py::array unmasked_array(const py::object& values, const char* name) {
    if (is_masked_array(values)) {
        throw Error(ErrorCode::wrong_type,
                    std::string(name) + " is a masked array: expected a whole number for every record");
    }
    return array_of(values, name);
}

template <typename Number>
std::vector<Number> arrow_column(const py::object& values, const char* name, std::uint64_t limit) {
    ArrowSource source(values, name);
    const kafka_architect::ArrowInteger type = kafka_architect::arrow_integer(source.column_schema(), name);
    std::vector<Number> out;
    while (const std::optional<ArrowChunk> chunk = source.next()) {
        const py::gil_scoped_release without_gil;
        const std::vector<std::uint64_t> numbers =
            kafka_architect::arrow_numbers(type, chunk->rows, name, out.size(), limit);
        out.insert(out.end(), numbers.begin(), numbers.end());
    }
    return out;
}

}  // namespace

template <typename Number>
std::optional<std::vector<Number>> column(const py::object& values, const char* name, std::uint64_t limit) {
    if (values.is_none()) {
        return std::nullopt;
    }
    if (!is_plain_collection(values) && offers_arrow(values)) {
        return arrow_column<Number>(values, name, limit);
    }
    const py::array array = unmasked_array(values, name);
    const bool is_signed = array.dtype().kind() == 'i';
    const py::array_t<std::int64_t, py::array::c_style | py::array::forcecast> as_signed(array);
    // From here on no Python code runs.
    const std::int64_t* numbers = as_signed.data();
    std::vector<Number> out(static_cast<std::size_t>(as_signed.size()));
    // First whether all fit: a loop that may stop at any number is no work for vector registers, and takes
    // three times as long. Nor are comparisons of 64 bits before SSE4.2: the sign says whether a number is
    // negative, and that of what the limit leaves whether it is too large.
    const std::uint64_t highest = limit - 1;
    std::uint64_t signs = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto number = static_cast<std::uint64_t>(numbers[i]);
        signs |= number | (highest - number);
        out[i] = static_cast<Number>(number);
    }
    const bool fits = static_cast<std::int64_t>(signs) >= 0;
    for (std::size_t i = 0; !fits && i < out.size(); ++i) {
        const std::int64_t value = numbers[i];
        if (static_cast<std::uint64_t>(value) >= limit) {
            throw Error(
                ErrorCode::invalid_argument,
                std::string(name) + "[" + std::to_string(i) + "] is " +
                    (is_signed ? std::to_string(value) : std::to_string(static_cast<std::uint64_t>(value))) +
                    ": expected 0 to " + std::to_string(limit - 1));
        }
    }
    return out;
}

template std::optional<std::vector<std::uint32_t>> column(const py::object&, const char*, std::uint64_t);
template std::optional<std::vector<std::uint64_t>> column(const py::object&, const char*, std::uint64_t);

std::optional<std::vector<std::int64_t>> timestamps_column(const py::object& values) {
    constexpr const char* kName = "timestamps_ms";
    if (values.is_none()) {
        return std::nullopt;
    }
    if (!is_plain_collection(values) && offers_arrow(values)) {
        const std::vector<std::uint64_t> numbers =
            arrow_column<std::uint64_t>(values, kName, std::uint64_t{1} << 63U);
        return std::vector<std::int64_t>(numbers.begin(), numbers.end());
    }
    const py::array_t<std::int64_t, py::array::c_style | py::array::forcecast> numbers(
        unmasked_array(values, kName));
    std::vector<std::int64_t> out(numbers.data(), numbers.data() + numbers.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i] < -1) {
            throw Error(ErrorCode::invalid_argument,
                        std::string(kName) + "[" + std::to_string(i) + "] is " + std::to_string(out[i]) +
                            ": expected milliseconds since 1970, or -1 for none");
        }
    }
    return out;
}
