#include "key_input.hpp"

#include <pybind11/numpy.h>

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <string>
#include <utility>

#include "kafka_architect/error.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::kBatchKeys;
using kafka_architect::KeyBatchBuilder;
using kafka_architect::kMaxKeyBytes;

std::string type_name(py::handle value) {
    return Py_TYPE(value.ptr())->tp_name;
}

std::string where(std::size_t index, bool single) {
    return single ? "key" : "key " + std::to_string(index);
}

Error lone_surrogate(const std::string& key) {
    return {ErrorCode::invalid_argument,
            key + " has a lone surrogate, which UTF-8 cannot carry; pass the key's bytes instead of text"};
}

std::span<const std::uint8_t> as_bytes(const char* data, Py_ssize_t size) {
    return {reinterpret_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)};
}

// Text is UTF-8, as Kafka's StringSerializer writes it.
std::span<const std::uint8_t> unchecked_bytes(py::handle key, std::size_t index, bool single) {
    PyObject* object = key.ptr();
    if (PyBytes_Check(object)) {
        return as_bytes(PyBytes_AS_STRING(object), PyBytes_GET_SIZE(object));
    }
    if (PyByteArray_Check(object)) {
        return as_bytes(PyByteArray_AS_STRING(object), PyByteArray_GET_SIZE(object));
    }
    if (PyUnicode_Check(object)) {
        Py_ssize_t size = 0;
        const char* text = PyUnicode_AsUTF8AndSize(object, &size);
        if (text == nullptr) {
            PyErr_Clear();
            throw lone_surrogate(where(index, single));
        }
        return as_bytes(text, size);
    }
    throw Error(
        ErrorCode::wrong_type,
        where(index, single) + " is of type " + type_name(key) +
            ": expected bytes, str (hashed as UTF-8) or None; a number must first be "
            "serialised as the producer does it, e.g. n.to_bytes(8, 'big', signed=True) for a Java Long");
}

// The key's bytes, owned by `key`; nothing for None.
std::optional<std::span<const std::uint8_t>> key_bytes(py::handle key, std::size_t index, bool single) {
    if (key.is_none()) {
        return std::nullopt;
    }
    const std::span<const std::uint8_t> bytes = unchecked_bytes(key, index, single);
    if (bytes.size() > kMaxKeyBytes) {
        throw Error(ErrorCode::invalid_argument,
                    where(index, single) + " has " + std::to_string(bytes.size()) +
                        " bytes: Kafka's keys end at " + std::to_string(kMaxKeyBytes));
    }
    return bytes;
}

// The builder has copied the keys: nothing of Python is read meanwhile.
void visit_without_gil(const BatchVisitor& visit, KeyBatchBuilder& builder, std::size_t first) {
    const py::gil_scoped_release without_gil;
    visit(builder.batch(), first);
}

void visit_sequence(py::handle keys, std::size_t offset, const BatchVisitor& visit) {
    const auto sequence = py::reinterpret_steal<py::object>(PySequence_Fast(keys.ptr(), "a list of keys"));
    if (!sequence) {
        throw py::error_already_set();
    }
    KeyBatchBuilder builder;
    std::size_t first = offset;
    // The size is asked for anew each time: a list may change while a key's UTF-8 form is made.
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(sequence.ptr()); ++i) {
        const auto key = py::reinterpret_borrow<py::object>(PySequence_Fast_GET_ITEM(sequence.ptr(), i));
        const std::size_t index = offset + static_cast<std::size_t>(i);
        const auto bytes = key_bytes(key, index, false);
        if (!builder.has_room(bytes ? bytes->size() : 0)) {
            visit_without_gil(visit, builder, first);
            first = index;
            builder.clear();
        }
        if (bytes) {
            builder.append(*bytes);
        } else {
            builder.append_null();
        }
    }
    if (builder.size() > 0) {
        visit_without_gil(visit, builder, first);
    }
}

// numpy's S type pads with NUL bytes and cannot tell them from NUL bytes at the end of a key.
std::uint32_t without_trailing_nuls(const std::uint8_t* item, std::size_t width) {
    while (width > 0 && item[width - 1] == 0) {
        --width;
    }
    return static_cast<std::uint32_t>(width);
}

void visit_fixed_width(const py::array& keys, bool strip_nuls, const BatchVisitor& visit) {
    const auto width = static_cast<std::size_t>(keys.itemsize());
    const auto count = static_cast<std::size_t>(keys.size());
    if (width > kMaxKeyBytes) {
        throw Error(ErrorCode::invalid_argument, "the keys are " + std::to_string(width) +
                                                     " bytes wide: Kafka's keys end at " +
                                                     std::to_string(kMaxKeyBytes));
    }
    const auto* bytes = static_cast<const std::uint8_t*>(keys.data());
    const std::size_t per_batch =
        std::clamp<std::size_t>(kMaxKeyBytes / std::max<std::size_t>(width, 1), 1, kBatchKeys);
    const py::gil_scoped_release without_gil;
    std::array<std::uint32_t, kBatchKeys> starts{};
    std::array<std::uint32_t, kBatchKeys> lengths{};
    for (std::size_t first = 0; first < count; first += per_batch) {
        const std::size_t size = std::min(per_batch, count - first);
        const std::uint8_t* base = bytes + first * width;
        for (std::size_t i = 0; i < size; ++i) {
            starts[i] = static_cast<std::uint32_t>(i * width);
            lengths[i] = strip_nuls ? without_trailing_nuls(base + starts[i], width)
                                    : static_cast<std::uint32_t>(width);
        }
        visit({.bytes = base,
               .readable = (count - first) * width,
               .starts = starts.data(),
               .lengths = lengths.data(),
               .validity = nullptr,
               .size = size},
              first);
    }
}

void check_one_dimensional(const py::array& keys) {
    if (keys.ndim() != 1) {
        throw Error(ErrorCode::invalid_argument, "expected a one-dimensional array of keys, found " +
                                                     std::to_string(keys.ndim()) + " dimensions");
    }
}

void check_objects(py::handle keys) {
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(keys.ptr()); ++i) {
        const auto key = py::reinterpret_borrow<py::object>(PySequence_Fast_GET_ITEM(keys.ptr(), i));
        (void)key_bytes(key, static_cast<std::size_t>(i), false);
    }
}

// numpy's text is UTF-32 in either byte order.
void check_text(const py::array& keys) {
    const char foreign = std::endian::native == std::endian::little ? '>' : '<';
    const bool swapped = keys.dtype().byteorder() == foreign;
    const py::array dense = py::array::ensure(keys, py::array::c_style);
    const auto* characters = static_cast<const std::uint8_t*>(dense.data());
    const auto width = static_cast<std::size_t>(dense.itemsize()) / 4;
    for (std::size_t i = 0; i < static_cast<std::size_t>(dense.size()) * width; ++i) {
        std::array<std::uint8_t, 4> character{};
        std::copy_n(characters + 4 * i, 4, character.begin());
        if (swapped) {
            std::ranges::reverse(character);
        }
        const auto code = std::bit_cast<std::uint32_t>(character);
        if (code >= 0xd800U && code <= 0xdfffU) {
            throw lone_surrogate(where(i / width, false));
        }
        if (code > 0x10ffffU) {
            throw Error(ErrorCode::invalid_argument,
                        where(i / width, false) + " is no text: it has the character " +
                            std::to_string(code) + ", and Unicode ends at 1114111");
        }
    }
}

// The keys of some arrays are best had as Python objects: text must become UTF-8 anyway, and what is masked
// becomes None.
bool as_objects(const py::array& keys) {
    const char kind = keys.dtype().kind();
    return kind == 'U' || kind == 'O' || ((kind == 'S' || kind == 'V') && is_masked_array(keys));
}

void visit_array(const py::array& keys, const BatchVisitor& visit) {
    check_one_dimensional(keys);
    if (as_objects(keys)) {
        const auto count = static_cast<std::size_t>(keys.size());
        for (std::size_t first = 0; first < count; first += kBatchKeys) {
            const py::slice part(static_cast<py::ssize_t>(first),
                                 static_cast<py::ssize_t>(std::min(first + kBatchKeys, count)), 1);
            visit_sequence(py::object(keys[part]).attr("tolist")(), first, visit);
        }
        return;
    }
    switch (keys.dtype().kind()) {
        case 'S':
        case 'V': {
            const py::array dense = py::array::ensure(keys, py::array::c_style);
            visit_fixed_width(dense, keys.dtype().kind() == 'S', visit);
            return;
        }
        default:
            throw Error(ErrorCode::wrong_type,
                        "an array of " + py::str(keys.dtype()).cast<std::string>() +
                            " has no defined key bytes: pass an array of kind S, U, V or O; numbers must "
                            "first be serialised as the producer does it, e.g. a.astype('>i8').view('V8') "
                            "for Java Longs");
    }
}

}  // namespace

bool is_masked_array(py::handle value) {
    // No other array has a mask, and numpy.ma need not be imported for them.
    return py::hasattr(value, "mask") &&
           py::isinstance(value, py::module_::import("numpy.ma").attr("MaskedArray"));
}

bool is_single_key(py::handle value) {
    return PyBytes_Check(value.ptr()) || PyUnicode_Check(value.ptr()) || PyByteArray_Check(value.ptr());
}

std::size_t count_keys(py::handle keys) {
    if (py::isinstance<py::array>(keys)) {
        return static_cast<std::size_t>(py::reinterpret_borrow<py::array>(keys).size());
    }
    if (PyList_Check(keys.ptr()) || PyTuple_Check(keys.ptr())) {
        return py::len(keys);
    }
    throw Error(ErrorCode::wrong_type,
                "expected bytes, str, a list of these or a numpy array, found " + type_name(keys));
}

py::object checked_keys(py::handle keys) {
    auto checked = py::reinterpret_borrow<py::object>(keys);
    if (py::isinstance<py::array>(keys)) {
        const auto array = py::reinterpret_borrow<py::array>(keys);
        check_one_dimensional(array);
        const char kind = array.dtype().kind();
        const bool plain_text = kind == 'U' && !is_masked_array(keys);
        if (plain_text) {
            check_text(array);
        }
        if (plain_text || (kind != 'U' && kind != 'O')) {
            return checked;
        }
        checked = keys.attr("tolist")();
    }
    check_objects(checked);
    return checked;
}

void visit_keys(py::handle keys, const BatchVisitor& visit) {
    if (py::isinstance<py::array>(keys)) {
        visit_array(py::reinterpret_borrow<py::array>(keys), visit);
    } else {
        visit_sequence(keys, 0, visit);
    }
}

std::optional<std::span<const std::uint8_t>> single_key(py::handle key) {
    return key_bytes(key, 0, true);
}
