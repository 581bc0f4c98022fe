#include "pinned_array.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "kafka_architect/error.hpp"
#include "signals.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;

// Views of views: numpy itself keeps these chains short.
constexpr int kMostBases = 64;

struct Extent {
    std::uintptr_t begin;
    std::uintptr_t end;
};

std::uintptr_t address(const void* pointer) {
    return reinterpret_cast<std::uintptr_t>(pointer);
}

py::object base_of(const py::array& array) {
    return array.base() ? array.base() : py::object();
}

// as_strided makes its views through an object that stands between them and their array.
bool stands_between(const py::object& base) {
    return std::string_view(Py_TYPE(base.ptr())->tp_name) == "DummyArray" && py::hasattr(base, "base");
}

std::optional<Extent> extent_of_buffer(const py::object& owner) {
    Py_buffer view;
    if (PyObject_CheckBuffer(owner.ptr()) == 0) {
        return {};
    }
    if (PyObject_GetBuffer(owner.ptr(), &view, PyBUF_SIMPLE) != 0) {
        // A buffer of another form: its extent is not known.
        PyErr_Clear();
        return {};
    }
    const Extent out{.begin = address(view.buf),
                     .end = address(view.buf) + static_cast<std::size_t>(view.len)};
    PyBuffer_Release(&view);
    return out;
}

// The memory that an array is a view of; nothing where nobody says how far it goes.
std::optional<Extent> extent_of_owner(py::array array) {
    for (int i = 0; i < kMostBases; ++i) {
        py::object base = base_of(array);
        if (!base) {
            if (!array.owndata()) {
                return {};
            }
            return Extent{.begin = address(array.data()),
                          .end = address(array.data()) + static_cast<std::size_t>(array.nbytes())};
        }
        if (stands_between(base)) {
            base = base.attr("base");
        }
        if (!py::isinstance<py::array>(base)) {
            return extent_of_buffer(base);
        }
        array = py::reinterpret_borrow<py::array>(base);
    }
    return {};
}

// Where the entries lie: strides may be negative. Nothing when that is nowhere in memory.
std::optional<Extent> extent_of_entries(const py::array& array) {
    constexpr std::uintptr_t kFarthest = UINTPTR_MAX / 4;
    std::uintptr_t below = 0;
    auto above = static_cast<std::uintptr_t>(array.itemsize());
    for (py::ssize_t axis = 0; axis < array.ndim(); ++axis) {
        const bool backwards = array.strides(axis) < 0;
        const auto raw = static_cast<std::uintptr_t>(array.strides(axis));
        const std::uintptr_t stride = backwards ? 0 - raw : raw;
        const auto steps = static_cast<std::uintptr_t>(array.shape(axis) - 1);
        std::uintptr_t& reach = backwards ? below : above;
        if ((steps > 0 && stride > kFarthest / steps) || reach + stride * steps > kFarthest) {
            return {};
        }
        reach += stride * steps;
    }
    const std::uintptr_t data = address(array.data());
    if (below > data || above > UINTPTR_MAX - data) {
        return {};
    }
    return Extent{.begin = data - below, .end = data + above};
}

void pin(const py::array& array, std::vector<py::object>& pins) {
    py::array link = array;
    for (int i = 0; i < kMostBases; ++i) {
        auto reference = py::reinterpret_steal<py::object>(PyWeakref_NewRef(link.ptr(), nullptr));
        if (!reference) {
            throw py::error_already_set();
        }
        pins.push_back(std::move(reference));
        py::object base = base_of(link);
        if (base && stands_between(base)) {
            base = base.attr("base");
        }
        if (!base || !py::isinstance<py::array>(base)) {
            return;
        }
        link = py::reinterpret_borrow<py::array>(base);
    }
}

void check_one_dimensional(const py::array& array) {
    if (array.ndim() != 1) {
        throw Error(ErrorCode::invalid_argument, "expected a one-dimensional array of keys, found " +
                                                     std::to_string(array.ndim()) + " dimensions");
    }
}

bool is_swapped(const py::dtype& dtype) {
    return dtype.byteorder() == (std::endian::native == std::endian::little ? '>' : '<');
}

// What takes no memory can be longer than anyone can wait for.
constexpr std::size_t kMostWithoutWidth = std::size_t{1} << 28U;
constexpr std::size_t kMostCopiedAtOnce = std::size_t{1} << 26U;

}  // namespace

bool is_masked_array(py::handle value) {
    // By its type alone: to ask the object would run its code. Without numpy.ma there are none.
    PyObject* module = PyDict_GetItemString(PyImport_GetModuleDict(), "numpy.ma");
    if (module == nullptr || PyObject_HasAttrString(module, "MaskedArray") == 0) {
        return false;
    }
    const py::object type = py::reinterpret_borrow<py::object>(module).attr("MaskedArray");
    return PyType_Check(type.ptr()) != 0 &&
           PyType_IsSubtype(Py_TYPE(value.ptr()), reinterpret_cast<PyTypeObject*>(type.ptr())) != 0;
}

void check_memory(const py::array& array, const char* name) {
    if (array.size() == 0 || array.itemsize() == 0) {
        return;
    }
    const std::optional<Extent> owner = extent_of_owner(array);
    const std::optional<Extent> entries = extent_of_entries(array);
    if (owner && (!entries || entries->begin < owner->begin || entries->end > owner->end)) {
        throw Error(ErrorCode::invalid_argument, std::string("the strides of ") + name +
                                                     " lead out of the memory that it is a view of: pass the "
                                                     "array itself, or a copy of the part that is meant");
    }
}

PinnedArray::PinnedArray(const py::array& array) : array_(array) {
    check_one_dimensional(array);
    check_memory(array, "the array of keys");
    pin(array, pins_);
    if (is_masked_array(array)) {
        copy_mask(array);
    }
    // From here on no Python code runs.
    check_one_dimensional(array);
    data_ = static_cast<const std::uint8_t*>(array.data());
    size_ = static_cast<std::size_t>(array.shape(0));
    width_ = static_cast<std::size_t>(array.itemsize());
    stride_ = array.strides(0);
    kind_ = array.dtype().kind();
    swapped_ = is_swapped(array.dtype());
    if (!mask_.empty() && mask_.size() != size_) {
        throw Error(ErrorCode::invalid_argument, "the mask has " + std::to_string(mask_.size()) +
                                                     " entries for " + std::to_string(size_) + " keys");
    }
    own_shared_entries();
}

void PinnedArray::copy_mask(py::handle masked_array) {
    const py::array_t<bool, py::array::c_style | py::array::forcecast> mask(
        py::module_::import("numpy.ma").attr("getmaskarray")(masked_array));
    if (mask.ndim() != 1) {
        throw Error(ErrorCode::invalid_argument,
                    "expected a one-dimensional mask, found " + std::to_string(mask.ndim()) + " dimensions");
    }
    const auto* first = reinterpret_cast<const std::uint8_t*>(mask.data());
    mask_.assign(first, first + mask.size());
}

// A broadcast array has more entries than memory. A copy ends where memory does; reading would not end.
void PinnedArray::own_shared_entries() {
    if (width_ == 0 && size_ > kMostWithoutWidth) {
        throw Error(ErrorCode::invalid_argument, std::to_string(size_) +
                                                     " keys of no width: expected at most " +
                                                     std::to_string(kMostWithoutWidth));
    }
    if (stride_ != 0 || width_ == 0 || size_ < 2) {
        return;
    }
    if (size_ > PTRDIFF_MAX / width_) {
        throw std::bad_alloc();
    }
    // Objects are counted by reference: their pointers are read where they are.
    if (kind_ == 'O') {
        return;
    }
    const std::size_t bytes = size_ * width_;
    owned_ = std::make_unique_for_overwrite<std::uint8_t[]>(bytes);
    std::memcpy(owned_.get(), data_, width_);
    const std::size_t most_at_once = std::max(kMostCopiedAtOnce / width_ * width_, width_);
    SignalClock clock;
    for (std::size_t done = width_; done < bytes;) {
        const std::size_t more = std::min({done, bytes - done, most_at_once});
        std::memcpy(owned_.get() + done, owned_.get(), more);
        done += more;
        if (clock.due()) {
            answer_signals();
        }
    }
    data_ = owned_.get();
    stride_ = static_cast<py::ssize_t>(width_);
}
