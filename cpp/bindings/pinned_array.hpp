// A one-dimensional numpy array as it was at one moment.
//
// Everything about an array can be changed by Python code that runs later: its shape, its strides, its dtype
// are assignable, and `resize` moves its memory. So all of it is read once, and the memory is pinned: numpy
// refuses to resize an array that has weak references, with refcheck=False too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include <pybind11/numpy.h>

#include "bindings.hpp"

// A numpy.ma array, of which only what is not masked counts.
[[nodiscard]] bool is_masked_array(py::handle value);

// Throws Error (invalid_argument) where an array's strides lead out of the memory that it is a view of, as
// far as that is known: numpy.lib.stride_tricks.as_strided believes what it is told.
void check_memory(const py::array& array, const char* name);

class PinnedArray {
public:
    // Throws Error (invalid_argument) unless the array has one dimension.
    explicit PinnedArray(const py::array& array);
    PinnedArray(const PinnedArray&) = delete;
    PinnedArray& operator=(const PinnedArray&) = delete;
    ~PinnedArray() = default;

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::size_t width() const noexcept { return width_; }
    [[nodiscard]] char kind() const noexcept { return kind_; }
    // Whether numbers and characters are in the other byte order than this machine's.
    [[nodiscard]] bool swapped() const noexcept { return swapped_; }
    [[nodiscard]] bool contiguous() const noexcept { return stride_ == static_cast<py::ssize_t>(width_); }
    [[nodiscard]] const std::uint8_t* entry(std::size_t i) const noexcept {
        return data_ + static_cast<py::ssize_t>(i) * stride_;
    }
    [[nodiscard]] bool masked(std::size_t i) const noexcept { return !mask_.empty() && mask_[i] != 0; }
    [[nodiscard]] bool has_mask() const noexcept { return !mask_.empty(); }

private:
    void copy_mask(py::handle masked_array);
    void own_shared_entries();

    py::object array_;
    std::vector<py::object> pins_;
    const std::uint8_t* data_;
    std::size_t size_;
    std::size_t width_;
    py::ssize_t stride_;
    char kind_;
    bool swapped_;
    std::vector<std::uint8_t> mask_;         // empty: nothing is masked
    std::unique_ptr<std::uint8_t[]> owned_;  // what entries that share their memory were copied to
};
