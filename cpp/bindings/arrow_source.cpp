#include "arrow_source.hpp"

#include <cstring>
#include <string_view>
#include <utility>

#include "kafka_architect/error.hpp"
#include "signals.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::OwnedArrowArray;
using kafka_architect::OwnedArrowSchema;
using kafka_architect::OwnedArrowStream;

constexpr const char* kStreamMethod = "__arrow_c_stream__";
constexpr const char* kArrayMethod = "__arrow_c_array__";
constexpr std::size_t kLongestMessage = 4096;

template <typename Structure>
Structure& structure_of(const py::object& capsule, const char* name, const char* method) {
    if (PyCapsule_IsValid(capsule.ptr(), name) == 0) {
        throw Error(ErrorCode::wrong_type, std::string(method) + " returned " +
                                               Py_TYPE(capsule.ptr())->tp_name +
                                               ": expected a capsule named " + name);
    }
    auto* structure = static_cast<Structure*>(PyCapsule_GetPointer(capsule.ptr(), name));
    if (structure->release == nullptr) {
        throw Error(ErrorCode::invalid_argument,
                    std::string(method) + " returned a capsule whose content was taken already");
    }
    return *structure;
}

bool is_arrow_column(py::handle value) {
    return reinterpret_cast<PyObject*>(Py_TYPE(value.ptr())) == py::type::of<ArrowColumn>().ptr();
}

// The type is asked, not the object, which could answer with code of its own.
bool type_has(py::handle value, const char* method) {
    return PyObject_HasAttrString(reinterpret_cast<PyObject*>(Py_TYPE(value.ptr())), method) != 0;
}

std::string column_list(const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        out += (i == 0 ? "" : ", ") + names[i];
        if (i == 49 && names.size() > 50) {
            return out + " and " + std::to_string(names.size() - 50) + " more";
        }
    }
    return out.empty() ? "none" : out;
}

}  // namespace

bool offers_arrow(py::handle value) {
    return is_arrow_column(value) || type_has(value, kStreamMethod) || type_has(value, kArrayMethod);
}

ArrowSource::ArrowSource(py::handle object, std::string what) : what_(std::move(what)) {
    if (is_arrow_column(object)) {
        const auto& column = object.cast<const ArrowColumn&>();
        schema_ = column.batch->schema();
        only_ = column.batch->array();
        column_ = column.column;
    } else if (type_has(object, kStreamMethod)) {
        take_stream(object);
    } else {
        take_array(object);
    }
}

// What stops a stream may wait for threads that want the GIL.
// NOLINTNEXTLINE(bugprone-exception-escape): a thread that has the GIL can give it away
ArrowSource::~ArrowSource() {
    if (!stream_.empty() && PyGILState_Check() != 0) {
        const py::gil_scoped_release without_gil;
        stream_ = OwnedArrowStream();
    }
}

void ArrowSource::take_stream(py::handle object) {
    const py::object capsule = object.attr(kStreamMethod)();
    stream_ = OwnedArrowStream(structure_of<ArrowArrayStream>(capsule, "arrow_array_stream", kStreamMethod));
    if (stream_.get().get_schema == nullptr || stream_.get().get_next == nullptr) {
        throw Error(ErrorCode::invalid_argument, what_ + ": the Arrow stream has no callbacks");
    }
    OwnedArrowSchema schema;
    int status = 0;
    {
        const py::gil_scoped_release without_gil;
        status = stream_.get().get_schema(stream_.address(), schema.address());
    }
    if (status != 0) {
        fail(status, "tell its schema");
    }
    if (schema.empty()) {
        throw Error(ErrorCode::invalid_argument, what_ + ": the Arrow stream gave a released schema");
    }
    schema_ = std::make_shared<const OwnedArrowSchema>(std::move(schema));
}

void ArrowSource::take_array(py::handle object) {
    const py::object pair = object.attr(kArrayMethod)();
    if (!PyTuple_Check(pair.ptr()) || PyTuple_GET_SIZE(pair.ptr()) != 2) {
        throw Error(ErrorCode::wrong_type, std::string(kArrayMethod) + " returned " +
                                               Py_TYPE(pair.ptr())->tp_name +
                                               ": expected a tuple of two capsules");
    }
    const auto schema = py::reinterpret_borrow<py::object>(PyTuple_GET_ITEM(pair.ptr(), 0));
    const auto array = py::reinterpret_borrow<py::object>(PyTuple_GET_ITEM(pair.ptr(), 1));
    auto& schema_handed = structure_of<ArrowSchema>(schema, "arrow_schema", kArrayMethod);
    auto& array_handed = structure_of<ArrowArray>(array, "arrow_array", kArrayMethod);
    schema_ = std::make_shared<const OwnedArrowSchema>(schema_handed);
    only_ = std::make_shared<const OwnedArrowArray>(array_handed);
}

// The caller holds the GIL.
void ArrowSource::fail(int status, const char* doing) {
    // Ctrl-C within what makes the arrays is no fault of the stream.
    answer_signals();
    std::string why = std::generic_category().message(status);
    if (stream_.get().get_last_error != nullptr) {
        const char* said = stream_.get().get_last_error(stream_.address());
        if (said != nullptr) {
            why = std::string(said, ::strnlen(said, kLongestMessage));
        }
    }
    throw Error(ErrorCode::source_unreadable, what_ + ": the Arrow stream could not " + doing + " (error " +
                                                  std::to_string(status) + "): " + why);
}

const ArrowSchema& ArrowSource::column_schema() const {
    const ArrowSchema& schema = schema_->get();
    if (column_) {
        return *schema.children[*column_];
    }
    if (!kafka_architect::is_arrow_table(schema)) {
        return schema;
    }
    const std::vector<std::string> names = kafka_architect::arrow_columns(schema);
    if (names.size() != 1) {
        throw Error(ErrorCode::invalid_argument, what_ + " is a table of " + std::to_string(names.size()) +
                                                     " columns (" + column_list(names) +
                                                     "): pass one column of it");
    }
    return *schema.children[0];
}

std::shared_ptr<const OwnedArrowArray> ArrowSource::next_array() {
    if (stream_.empty()) {
        chunks_ += only_ ? 1U : 0U;
        return std::exchange(only_, nullptr);
    }
    OwnedArrowArray array;
    int status = 0;
    {
        const py::gil_scoped_release without_gil;
        status = stream_.get().get_next(stream_.address(), array.address());
    }
    if (status != 0) {
        fail(status, "give its next array");
    }
    ++chunks_;
    return array.empty() ? nullptr : std::make_shared<const OwnedArrowArray>(std::move(array));
}

std::optional<ArrowChunk> ArrowSource::next() {
    std::shared_ptr<const OwnedArrowArray> array = next_array();
    if (array == nullptr) {
        return {};
    }
    const ArrowSchema& schema = schema_->get();
    std::string what = chunks_ > 1 ? "chunk " + std::to_string(chunks_) + " of " + what_ : what_;
    const bool table = kafka_architect::is_arrow_table(schema);
    const kafka_architect::ArrowRows rows =
        table ? kafka_architect::arrow_rows(array->get(), column_.value_or(0),
                                            static_cast<std::size_t>(schema.n_children), what)
              : kafka_architect::arrow_rows(array->get(), what);
    return ArrowChunk{.owner = std::move(array), .rows = rows, .what = std::move(what)};
}
