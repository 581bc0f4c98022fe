#include "key_stream.hpp"

#include <pybind11/numpy.h>

#include <string>

#include "arrow_source.hpp"
#include "kafka_architect/error.hpp"
#include "key_streams.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;

std::unique_ptr<KeyStream> stream_of_array(const py::array& keys) {
    auto pinned = std::make_unique<PinnedArray>(keys);
    const bool has_objects = keys.dtype().attr("hasobject").cast<bool>();
    switch (pinned->kind()) {
        case 'O': return stream_of_objects(std::move(pinned));
        case 'U': return stream_of_text(std::move(pinned));
        case 'S': return stream_of_fixed_width(std::move(pinned));
        case 'V':
            if (!keys.dtype().attr("names").is_none()) {
                throw Error(ErrorCode::wrong_type,
                            "a structured array is a table of the fields " +
                                py::str(keys.dtype().attr("names")).cast<std::string>() +
                                ": pass the field that is the key, e.g. array[\"" +
                                py::str(keys.dtype().attr("names")[py::int_(0)]).cast<std::string>() + "\"]");
            }
            if (!has_objects) {
                return stream_of_fixed_width(std::move(pinned));
            }
            [[fallthrough]];
        default:
            throw Error(ErrorCode::wrong_type,
                        "an array of " + py::str(keys.dtype()).cast<std::string>() +
                            " has no defined key bytes: pass an array of kind S, U, V or O; numbers must "
                            "first be serialised as the producer does it, e.g. a.astype('>i8').view('V8') "
                            "for Java Longs");
    }
}

}  // namespace

bool is_plain_collection(py::handle keys) {
    return py::isinstance<py::array>(keys) || PyList_Check(keys.ptr()) || PyTuple_Check(keys.ptr());
}

void check_collection(py::handle keys) {
    if (!is_plain_collection(keys) && !offers_arrow(keys)) {
        throw Error(ErrorCode::wrong_type,
                    std::string("expected bytes, str, a list of these, a numpy array or an Arrow column, "
                                "found ") +
                        Py_TYPE(keys.ptr())->tp_name);
    }
}

std::unique_ptr<KeyStream> stream_of(py::handle keys) {
    check_collection(keys);
    if (py::isinstance<py::array>(keys)) {
        return stream_of_array(py::reinterpret_borrow<py::array>(keys));
    }
    return is_plain_collection(keys) ? stream_of_objects(keys) : stream_of_arrow(keys);
}
