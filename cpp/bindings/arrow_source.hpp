// Arrow data of Python objects, through the PyCapsule protocol: __arrow_c_stream__ and __arrow_c_array__.
//
// What a capsule holds is moved out of it, so that it is released once, by us. Streams are asked without the
// GIL: what makes their arrays may need it in threads of its own.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bindings.hpp"
#include "kafka_architect/arrow_keys.hpp"

// Whether an object offers Arrow data. Lists, tuples and numpy arrays never do.
[[nodiscard]] bool offers_arrow(py::handle value);

// One array of a column, kept alive; of a table, the column that was asked for.
struct ArrowChunk {
    std::shared_ptr<const kafka_architect::OwnedArrowArray> owner;
    kafka_architect::ArrowRows rows;
    std::string what;  // for messages: "keys", "chunk 3 of keys"
};

// A table's arrays as Python sees them one after the other, and a column of one of them.
class ArrowBatch;
struct ArrowColumn {
    std::shared_ptr<const ArrowBatch> batch;
    std::size_t column;
};

class ArrowSource {
public:
    // `what` names the column. The caller holds the GIL. Throws Error (wrong_type or invalid_argument), and
    // what the object itself raises.
    ArrowSource(py::handle object, std::string what);
    ArrowSource(const ArrowSource&) = delete;
    ArrowSource& operator=(const ArrowSource&) = delete;
    ~ArrowSource();

    // The column's own schema: of a table with one column, that one's. Throws Error (invalid_argument) for
    // tables of more columns, with their names.
    [[nodiscard]] const ArrowSchema& column_schema() const;
    [[nodiscard]] const ArrowSchema& schema() const noexcept { return schema_->get(); }
    [[nodiscard]] std::shared_ptr<const kafka_architect::OwnedArrowSchema> shared_schema() const {
        return schema_;
    }

    // The next array as it comes; nothing at the end. The caller holds the GIL. Throws Error
    // (source_unreadable) with the stream's own words.
    [[nodiscard]] std::shared_ptr<const kafka_architect::OwnedArrowArray> next_array();
    // The same as rows of the column.
    [[nodiscard]] std::optional<ArrowChunk> next();

private:
    void take_stream(py::handle object);
    void take_array(py::handle object);
    void fail(int status, const char* doing);

    std::string what_;
    std::shared_ptr<const kafka_architect::OwnedArrowSchema> schema_;
    kafka_architect::OwnedArrowStream stream_;
    std::shared_ptr<const kafka_architect::OwnedArrowArray> only_;
    std::size_t chunks_ = 0;
    std::optional<std::size_t> column_;  // of a batch that was taken apart already
};

class ArrowBatch {
public:
    ArrowBatch(std::shared_ptr<const kafka_architect::OwnedArrowSchema> schema,
               std::shared_ptr<const kafka_architect::OwnedArrowArray> array)
        : schema_(std::move(schema)), array_(std::move(array)) {}
    [[nodiscard]] const std::shared_ptr<const kafka_architect::OwnedArrowSchema>& schema() const {
        return schema_;
    }
    [[nodiscard]] const std::shared_ptr<const kafka_architect::OwnedArrowArray>& array() const {
        return array_;
    }

private:
    std::shared_ptr<const kafka_architect::OwnedArrowSchema> schema_;
    std::shared_ptr<const kafka_architect::OwnedArrowArray> array_;
};
