#include "field_values.hpp"

#include <charconv>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "kafka_architect/arrow_abi.hpp"
#include "kafka_architect/error.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::FieldColumn;
using kafka_architect::FieldPart;

using SharedColumn = std::shared_ptr<const FieldColumn>;

// What an exported array holds on to.
struct Exported {
    SharedColumn column;
    const void* buffers[3]{};  // NOLINT(modernize-avoid-c-arrays): the interface has them so
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
    [[maybe_unused]] const auto* const theirs = structure.release();
    return py::reinterpret_steal<py::capsule>(made);
}

}  // namespace

py::tuple FieldValues::arrow(const py::object& /* requested_schema */) const {
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
              .private_data = held.release()};
    return py::make_tuple(capsule_of(std::move(schema), "arrow_schema"),
                          capsule_of(std::move(array), "arrow_array"));
}

py::list FieldValues::to_pylist() const {
    py::list out(size());
    for (std::size_t i = 0; i < size(); ++i) {
        if (column_->is_null(i)) {
            out[i] = py::none();
        } else {
            const std::string_view value = column_->value(i);
            out[i] = py::bytes(value.data(), value.size());
        }
    }
    return out;
}

py::array_t<std::int64_t> FieldValues::whole_numbers(const std::string& name) const {
    py::array_t<std::int64_t> out(static_cast<py::ssize_t>(size()));
    std::int64_t* numbers = out.mutable_data();
    for (std::size_t i = 0; i < size(); ++i) {
        const std::string_view text = column_->value(i);
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), numbers[i]);
        if (column_->is_null(i) || problem != std::errc() || end != text.data() + text.size()) {
            throw Error(ErrorCode::source_malformed, "the field '" + name + "' is " +
                                                         (column_->is_null(i) ? "null" : std::string(text)) +
                                                         ": expected a whole number");
        }
    }
    return out;
}

FieldValues FieldValues::joined(const py::sequence& parts) {
    std::vector<py::object> held;  // a list may change meanwhile
    std::vector<FieldPart> together;
    for (const py::handle part : parts) {
        held.push_back(py::reinterpret_borrow<py::object>(part));
        if (py::isinstance<FieldValues>(part)) {
            together.emplace_back(part.cast<const FieldValues&>().column_.get());
        } else if (py::isinstance<py::bytes>(part)) {
            together.emplace_back(std::string_view(py::reinterpret_borrow<py::bytes>(part)));
        } else {
            throw Error(ErrorCode::wrong_type, "expected columns of values, and bytes between them");
        }
    }
    const py::gil_scoped_release without_gil;
    return FieldValues(kafka_architect::joined(together));
}

FieldValues FieldValues::null_where(const py::bytes& text) const {
    const std::string_view null_text(text);
    const py::gil_scoped_release without_gil;
    return FieldValues(kafka_architect::null_where(*column_, null_text));
}
