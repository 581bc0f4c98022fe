// The one place where an Error of the core becomes a Python exception: by its code, never by its text.
#include <stdexcept>

#include "bindings.hpp"
#include "kafka_architect/error.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;

const char* exception_class(ErrorCode code) {
    switch (code) {
        case ErrorCode::invalid_argument: return "InputError";
        case ErrorCode::wrong_type: return "KeyTypeError";
        case ErrorCode::source_unreadable: return "SourceError";
        case ErrorCode::source_malformed: return "MalformedSourceError";
        case ErrorCode::state_corrupt: return "StateError";
        case ErrorCode::state_incompatible: return "StateError";
    }
    return "KafkaArchitectError";
}

void set_python_error(const Error& error) {
    const py::object type = py::module_::import("kafka_architect.errors").attr(exception_class(error.code()));
    // A message names a path, and a path may hold bytes that are not UTF-8.
    const std::string_view text = error.what();
    const auto message = py::reinterpret_steal<py::object>(
        PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "surrogateescape"));
    if (!message) {
        throw py::error_already_set();
    }
    const py::object exception = type(message);
    if (error.os_error() != 0) {
        exception.attr("errno") = error.os_error();
    }
    PyErr_SetObject(type.ptr(), exception.ptr());
}

}  // namespace

void bind_errors() {
    py::register_local_exception_translator(
        [](std::exception_ptr pointer) {  // NOLINT(performance-unnecessary-value-param): pybind11's type
            try {
                if (pointer) {
                    std::rethrow_exception(pointer);
                }
            } catch (const Error& error) {
                set_python_error(error);
            } catch (const std::length_error&) {
                // More than any memory has room for.
                PyErr_NoMemory();
            }
        });
}
