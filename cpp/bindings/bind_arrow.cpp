// Arrow tables as Python sees them: their columns by name, batch by batch, without a copy.
#include <pybind11/stl.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "arrow_source.hpp"
#include "bindings.hpp"
#include "kafka_architect/error.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;

std::size_t place_of(const std::vector<std::string>& names, const std::string& name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) {
        throw Error(ErrorCode::invalid_argument, "there is no column \"" + name + "\"");
    }
    if (std::ranges::count(names, name) > 1) {
        throw Error(ErrorCode::invalid_argument, "there are several columns named \"" + name + "\"");
    }
    return static_cast<std::size_t>(found - names.begin());
}

class ArrowTable {
public:
    explicit ArrowTable(py::handle table) : source_(table, "the table") {
        if (kafka_architect::is_arrow_table(source_.schema())) {
            columns_ = kafka_architect::arrow_columns(source_.schema());
        }
    }

    [[nodiscard]] bool is_table() const { return kafka_architect::is_arrow_table(source_.schema()); }
    [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }

    // The next batch; columns that are asked for must be there, each once.
    [[nodiscard]] py::object next(const std::vector<std::string>& names) {
        auto array = source_.next_array();
        if (array == nullptr) {
            return py::none();
        }
        const auto batch = std::make_shared<const ArrowBatch>(source_.shared_schema(), std::move(array));
        py::tuple out(names.size());
        for (std::size_t i = 0; i < names.size(); ++i) {
            out[i] = py::cast(ArrowColumn{.batch = batch, .column = place_of(columns_, names[i])});
        }
        return out;
    }

private:
    ArrowSource source_;
    std::vector<std::string> columns_;
};

}  // namespace

void bind_arrow(py::module_& module) {
    module.def("offers_arrow", [](const py::object& value) { return offers_arrow(value); }, py::arg("value"));
    const py::classh<ArrowColumn> column(module, "ArrowColumn", py::is_final());
    py::classh<ArrowTable>(module, "ArrowTable")
        .def(py::init([](const py::object& table) { return std::make_unique<ArrowTable>(table); }),
             py::arg("table"))
        .def_property_readonly("is_table", &ArrowTable::is_table)
        .def_property_readonly("columns", &ArrowTable::columns)
        .def("next", &ArrowTable::next, py::arg("columns"));
}
