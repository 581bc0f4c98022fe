#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <charconv>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bindings.hpp"
#include "kafka_architect/arrow_abi.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/json_lines.hpp"

namespace {

using kafka_architect::BadLine;
using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::FieldColumn;
using kafka_architect::JsonLines;

using SharedColumn = std::shared_ptr<const FieldColumn>;

// What an exported array holds on to.
struct Exported {
    SharedColumn column;
    const void* buffers[3];  // NOLINT(modernize-avoid-c-arrays): the interface has them so
};

void release_array(ArrowArray* array) {
    delete static_cast<Exported*>(array->private_data);
    array->release = nullptr;
}

void release_schema(ArrowSchema* schema) {
    schema->release = nullptr;
}

template <typename Structure>
void drop(PyObject* capsule) {
    auto* held = static_cast<Structure*>(PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule)));
    if (held->release != nullptr) {
        held->release(held);
    }
    delete held;
}

// A capsule that nobody has taken the structure out of releases it.
template <typename Structure>
py::capsule capsule_of(std::unique_ptr<Structure> structure, const char* name) {
    PyObject* made = PyCapsule_New(structure.get(), name, &drop<Structure>);
    if (made == nullptr) {
        structure->release(structure.get());
        throw py::error_already_set();
    }
    static_cast<void>(structure.release());
    return py::reinterpret_steal<py::capsule>(made);
}

// Values of one field as Python sees them: an Arrow array of type binary.
class JsonColumn {
public:
    explicit JsonColumn(FieldColumn column)
        : column_(std::make_shared<const FieldColumn>(std::move(column))) {}

    [[nodiscard]] std::size_t size() const { return column_->size(); }
    [[nodiscard]] std::size_t null_count() const { return column_->nulls; }
    [[nodiscard]] std::size_t missing() const { return column_->missing; }
    [[nodiscard]] std::size_t numbers() const { return column_->numbers; }

    [[nodiscard]] py::tuple arrow(const py::object& /* requested_schema */) const {
        auto schema = std::make_unique<ArrowSchema>();
        *schema = {.format = "z",
                   .name = "",
                   .metadata = nullptr,
                   .flags = 2,  // nullable
                   .n_children = 0,
                   .children = nullptr,
                   .dictionary = nullptr,
                   .release = release_schema,
                   .private_data = nullptr};
        auto held = std::make_unique<Exported>();
        held->column = column_;
        held->buffers[0] = column_->nulls > 0 ? column_->validity.data() : nullptr;
        held->buffers[1] = column_->offsets.data();
        held->buffers[2] = column_->bytes.data();
        auto array = std::make_unique<ArrowArray>();
        *array = {.length = static_cast<std::int64_t>(column_->size()),
                  .null_count = static_cast<std::int64_t>(column_->nulls),
                  .offset = 0,
                  .n_buffers = 3,
                  .n_children = 0,
                  .buffers = held->buffers,
                  .children = nullptr,
                  .dictionary = nullptr,
                  .release = release_array,
                  .private_data = held.get()};
        static_cast<void>(held.release());
        return py::make_tuple(capsule_of(std::move(schema), "arrow_schema"),
                              capsule_of(std::move(array), "arrow_array"));
    }

    [[nodiscard]] py::list to_pylist() const {
        py::list out(size());
        for (std::size_t i = 0; i < size(); ++i) {
            if (is_null(i)) {
                out[i] = py::none();
            } else {
                const std::string_view value = value_at(i);
                out[i] = py::bytes(value.data(), value.size());
            }
        }
        return out;
    }

    // Every value as a whole number.
    [[nodiscard]] py::array_t<std::int64_t> whole_numbers(const std::string& name) const {
        py::array_t<std::int64_t> out(static_cast<py::ssize_t>(size()));
        std::int64_t* numbers = out.mutable_data();
        for (std::size_t i = 0; i < size(); ++i) {
            const std::string_view text = value_at(i);
            const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), numbers[i]);
            if (is_null(i) || problem != std::errc() || end != text.data() + text.size()) {
                throw Error(ErrorCode::source_malformed, "the field '" + name + "' is " +
                                                             (is_null(i) ? "null" : std::string(text)) +
                                                             ": expected a whole number");
            }
        }
        return out;
    }

private:
    [[nodiscard]] bool is_null(std::size_t i) const {
        return ((column_->validity[i >> 3U] >> (i & 7U)) & 1U) == 0;
    }
    [[nodiscard]] std::string_view value_at(std::size_t i) const {
        const auto begin = static_cast<std::size_t>(column_->offsets[i]);
        const auto end = static_cast<std::size_t>(column_->offsets[i + 1]);
        return {reinterpret_cast<const char*>(column_->bytes.data()) + begin, end - begin};
    }

    SharedColumn column_;
};

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
        out.append(JsonColumn(std::move(column)));
    }
    if (bad.empty()) {
        return py::make_tuple(out, py::none());
    }
    return py::make_tuple(out, py::make_tuple(bad.front().offset, bad.front().reason));
}

}  // namespace

void bind_json_lines(py::module_& module) {  // NOLINT(misc-const-correctness): as its siblings
    py::classh<JsonColumn>(module, "JsonColumn")
        .def("__len__", &JsonColumn::size)
        .def("__arrow_c_array__", &JsonColumn::arrow, py::arg("requested_schema") = py::none())
        .def("to_pylist", &JsonColumn::to_pylist)
        .def("whole_numbers", &JsonColumn::whole_numbers, py::arg("name"))
        .def_property_readonly("null_count", &JsonColumn::null_count)
        .def_property_readonly("missing", &JsonColumn::missing)
        .def_property_readonly("numbers", &JsonColumn::numbers);
    py::classh<JsonLines>(module, "JsonLines")
        .def(py::init<std::vector<std::vector<std::string>>>(), py::arg("paths"))
        .def("read", &read_block, py::arg("block"));
}
