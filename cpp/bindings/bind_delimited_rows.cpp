#include <pybind11/stl.h>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "bindings.hpp"
#include "field_values.hpp"
#include "kafka_architect/delimited_rows.hpp"
#include "kafka_architect/error.hpp"

namespace {

using kafka_architect::BadRow;
using kafka_architect::DelimitedRows;
using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::FieldColumn;

// (columns, bytes of the rows that were read, the row that stopped it: its place and what is wrong with it)
py::tuple read_rows(DelimitedRows& rows, const py::bytes& block, bool last) {
    const std::string_view bytes(block);
    std::optional<BadRow> bad;
    std::vector<FieldColumn> columns;
    {
        const py::gil_scoped_release without_gil;
        bad = rows.read({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, last);
        columns = rows.take();
    }
    py::list out;
    for (FieldColumn& column : columns) {
        out.append(FieldValues(std::move(column)));
    }
    const py::object problem = bad ? py::object(py::make_tuple(bad->offset, bad->reason)) : py::none();
    return py::make_tuple(out, rows.consumed(), problem);
}

}  // namespace

void bind_delimited_rows(py::module_& module) {  // NOLINT(misc-const-correctness): as its siblings
    py::classh<DelimitedRows>(module, "DelimitedRows")
        .def(py::init(
                 [](const std::vector<std::size_t>& columns, std::size_t width, const py::bytes& delimiter) {
                     const std::string_view byte(delimiter);
                     if (byte.size() != 1) {
                         throw Error(ErrorCode::invalid_argument, "a delimiter must be one byte");
                     }
                     return std::make_unique<DelimitedRows>(columns, width,
                                                            static_cast<std::uint8_t>(byte.front()));
                 }),
             py::arg("columns"), py::arg("width"), py::arg("delimiter"))
        .def("read", &read_rows, py::arg("block"), py::arg("last"));
}
