// The extension module kafka_architect._core: this file only registers; each room has a file of its own.
#include <pybind11/pybind11.h>

#include "bindings.hpp"
#include "shared_distribution.hpp"

// It needs the GIL: items of lists and of arrays of objects are borrowed before they are held, and no build
// without one was tested (docs/decisions/0001).
PYBIND11_MODULE(_core, module) {
    module.doc() = "C++ core of kafka_architect; the typed signatures are in _core.pyi.";
    bind_errors();
    watch_forks();
    bind_build_info(module);
    bind_arrow(module);
    bind_hashing(module);
    bind_distribution(module);
    bind_text_pass(module);
    bind_exact_counter(module);
    bind_line_blocks(module);
    bind_json_lines(module);
    bind_delimited_rows(module);
    bind_segments(module);
    bind_sizing(module);
}
