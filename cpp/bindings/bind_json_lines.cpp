#include <pybind11/stl.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "bindings.hpp"
#include "field_values.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/json_lines.hpp"

namespace {

using kafka_architect::BadLine;
using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::FieldColumn;
using kafka_architect::JsonLines;

// (columns, the line that stopped it: its place in the block and what is wrong with it)
py::tuple read_block(JsonLines& lines, const py::buffer& block) {
    const py::buffer_info info = block.request();
    if (info.ndim != 1 || info.itemsize != 1 || (info.size > 0 && info.strides[0] != 1)) {
        throw Error(ErrorCode::wrong_type, "a block of lines must be contiguous bytes");
    }
    std::vector<BadLine> bad;
    std::vector<FieldColumn> columns;
    {
        const py::gil_scoped_release without_gil;
        bad = lines.read({static_cast<const std::uint8_t*>(info.ptr), static_cast<std::size_t>(info.size)});
        columns = lines.take();
    }
    py::list out;
    for (FieldColumn& column : columns) {
        out.append(FieldValues(std::move(column)));
    }
    if (bad.empty()) {
        return py::make_tuple(out, py::none());
    }
    return py::make_tuple(out, py::make_tuple(bad.front().offset, bad.front().reason));
}

}  // namespace

void bind_json_lines(py::module_& module) {  // NOLINT(misc-const-correctness): as its siblings
    py::classh<FieldValues>(module, "FieldValues")
        .def("__len__", &FieldValues::size)
        .def("__arrow_c_array__", &FieldValues::arrow, py::arg("requested_schema") = py::none())
        .def("to_pylist", &FieldValues::to_pylist)
        .def_static("joined", &FieldValues::joined, py::arg("parts"))
        .def("null_where", &FieldValues::null_where, py::arg("text"))
        .def("whole_numbers", &FieldValues::whole_numbers, py::arg("name"))
        .def_property_readonly("null_count", &FieldValues::null_count)
        .def_property_readonly("missing", &FieldValues::missing)
        .def_property_readonly("numbers", &FieldValues::numbers);
    py::classh<JsonLines>(module, "JsonLines")
        .def(py::init<std::vector<std::vector<std::string>>>(), py::arg("paths"))
        .def("read", &read_block, py::arg("block"));
}
