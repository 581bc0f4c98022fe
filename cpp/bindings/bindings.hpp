// What each file of the bindings registers. Bindings see the core's public headers only; they check
// buffers, release the GIL and translate errors, and compute nothing.
#pragma once

#include <pybind11/pybind11.h>

namespace py = pybind11;

void bind_errors();
void bind_arrow(py::module_& module);
void bind_build_info(py::module_& module);
void bind_hashing(py::module_& module);
void bind_distribution(py::module_& module);
void bind_text_pass(py::module_& module);
void bind_exact_counter(py::module_& module);
void bind_line_blocks(py::module_& module);
void bind_delimited_rows(py::module_& module);
void bind_json_lines(py::module_& module);
void bind_segments(py::module_& module);
void bind_sizing(py::module_& module);
