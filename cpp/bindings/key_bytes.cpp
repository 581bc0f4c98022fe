#include "key_bytes.hpp"

#include <cmath>
#include <string_view>

#include "kafka_architect/key_batch.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::kMaxKeyBytes;

constexpr std::size_t kAlone = SIZE_MAX;

std::string name_of(std::size_t place) {
    return place == kAlone ? "key" : name_of_key(place);
}

std::span<const std::uint8_t> as_bytes(const char* data, Py_ssize_t size) {
    return {reinterpret_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)};
}

// Text is UTF-8, as Kafka's StringSerializer writes it; the object keeps that form, so it is made once.
std::span<const std::uint8_t> text_bytes(PyObject* text, std::size_t place) {
    Py_ssize_t size = 0;
    const char* bytes = PyUnicode_AsUTF8AndSize(text, &size);
    if (bytes != nullptr) {
        return as_bytes(bytes, size);
    }
    if (PyErr_ExceptionMatches(PyExc_UnicodeEncodeError) == 0) {
        throw py::error_already_set();
    }
    PyErr_Clear();
    throw lone_surrogate(name_of(place));
}

// How tables say that there is no value: NaN, and pandas' NA. By their types alone, which runs no code.
bool is_missing(PyObject* object) {
    if (PyFloat_Check(object)) {
        return std::isnan(PyFloat_AS_DOUBLE(object));
    }
    return std::string_view(Py_TYPE(object)->tp_name) == "pandas._libs.missing.NAType" ||
           std::string_view(Py_TYPE(object)->tp_name) == "NAType";
}

std::span<const std::uint8_t> unchecked_bytes(PyObject* object, std::size_t place) {
    if (PyBytes_Check(object)) {
        return as_bytes(PyBytes_AS_STRING(object), PyBytes_GET_SIZE(object));
    }
    if (PyUnicode_Check(object)) {
        return text_bytes(object, place);
    }
    if (PyByteArray_Check(object)) {
        return as_bytes(PyByteArray_AS_STRING(object), PyByteArray_GET_SIZE(object));
    }
    throw Error(
        ErrorCode::wrong_type,
        name_of(place) + " is of type " + Py_TYPE(object)->tp_name +
            ": expected bytes, str (hashed as UTF-8) or None; a number must first be "
            "serialised as the producer does it, e.g. n.to_bytes(8, 'big', signed=True) for a Java Long");
}

}  // namespace

std::string name_of_key(std::size_t place) {
    return "key " + std::to_string(place);
}

Error lone_surrogate(const std::string& key) {
    return {ErrorCode::invalid_argument,
            key + " has a lone surrogate, which UTF-8 cannot carry; pass the key's bytes instead of text"};
}

Error too_long(const std::string& key, std::size_t bytes) {
    return {ErrorCode::invalid_argument, key + " has " + std::to_string(bytes) +
                                             " bytes: Kafka's keys end at " + std::to_string(kMaxKeyBytes)};
}

bool is_single_key(py::handle value) {
    return PyBytes_Check(value.ptr()) || PyUnicode_Check(value.ptr()) || PyByteArray_Check(value.ptr());
}

std::optional<std::span<const std::uint8_t>> key_bytes(py::handle key, std::size_t place) {
    if (key.is_none() || is_missing(key.ptr())) {
        return std::nullopt;
    }
    const std::span<const std::uint8_t> bytes = unchecked_bytes(key.ptr(), place);
    if (bytes.size() > kMaxKeyBytes) {
        throw too_long(name_of(place), bytes.size());
    }
    return bytes;
}

std::optional<std::span<const std::uint8_t>> single_key(py::handle key) {
    return key_bytes(key, kAlone);
}
