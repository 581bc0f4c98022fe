#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "bindings.hpp"
#include "field_values.hpp"
#include "kafka_architect/crc32c.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/segment_headers.hpp"
#include "kafka_architect/segment_reader.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::SegmentCounts;
using kafka_architect::SegmentOptions;
using kafka_architect::SegmentReader;
using kafka_architect::SegmentRecords;
using kafka_architect::SegmentStep;

std::span<const std::uint8_t> bytes_of(const py::buffer_info& info) {
    if (info.ndim != 1 || info.itemsize != 1 || (info.size > 0 && info.strides[0] != 1)) {
        throw Error(ErrorCode::wrong_type, "a block of a segment must be contiguous bytes");
    }
    return {static_cast<const std::uint8_t*>(info.ptr), static_cast<std::size_t>(info.size)};
}

// The bytes object that a block is, or that a memoryview shows: nobody can change it. Else none.
py::object immutable(const py::buffer& block) {
    PyObject* object = block.ptr();
    if (PyMemoryView_Check(object)) {
        object = PyMemoryView_GET_BASE(object);
    }
    return object != nullptr && PyBytes_CheckExact(object) ? py::reinterpret_borrow<py::object>(object)
                                                           : py::object();
}

// Of a bytes object, without a copy; it is held as long as what is returned.
py::object part_of(const py::object& held, std::span<const std::uint8_t> part) {
    const auto* const data = reinterpret_cast<const std::uint8_t*>(PyBytes_AS_STRING(held.ptr()));
    const auto first = static_cast<py::ssize_t>(part.data() - data);
    const auto view = py::reinterpret_steal<py::object>(PyMemoryView_FromObject(held.ptr()));
    if (!view) {
        throw py::error_already_set();
    }
    return view[py::slice(first, first + static_cast<py::ssize_t>(part.size()), 1)];
}

bool lies_in(const py::object& held, std::span<const std::uint8_t> part) {
    if (!held) {
        return false;
    }
    const auto* const data = reinterpret_cast<const std::uint8_t*>(PyBytes_AS_STRING(held.ptr()));
    return std::less_equal<>{}(data, part.data()) &&
           std::less_equal<>{}(part.data() + part.size(), data + PyBytes_GET_SIZE(held.ptr()));
}

// numpy takes the vector over.
py::array_t<std::int64_t> array_of(std::vector<std::int64_t> numbers) {
    auto held = std::make_unique<std::vector<std::int64_t>>(std::move(numbers));
    const std::int64_t* data = held->data();
    const auto size = static_cast<py::ssize_t>(held->size());
    const py::capsule owner(held.get(), [](void* vector) {
        // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): a capsule hands out a plain pointer
        delete static_cast<std::vector<std::int64_t>*>(vector);
    });
    [[maybe_unused]] const auto* const theirs = held.release();
    return py::array_t<std::int64_t>(size, data, owner);
}

// Contiguous bytes of an object, as long as it lives.
class ReadOnly {
public:
    explicit ReadOnly(const py::object& object) {
        if (PyObject_GetBuffer(object.ptr(), &view_, PyBUF_SIMPLE) != 0) {
            throw py::error_already_set();
        }
    }
    ReadOnly(const ReadOnly&) = delete;
    ReadOnly& operator=(const ReadOnly&) = delete;
    ~ReadOnly() { PyBuffer_Release(&view_); }

    [[nodiscard]] std::span<const std::uint8_t> span() const {
        return {static_cast<const std::uint8_t*>(view_.buf), static_cast<std::size_t>(view_.len)};
    }

private:
    Py_buffer view_{};
};

// A reader for one thread at a time: another one is refused.
class Segment {
public:
    explicit Segment(SegmentOptions options) : reader_(std::move(options)) {}

    void feed(const py::buffer& block) {
        const Use use(busy_);
        const py::buffer_info info = block.request();
        std::span<const std::uint8_t> bytes = bytes_of(info);
        py::object held = immutable(block);
        std::vector<std::uint8_t> copy = std::move(spare_);
        if (!held) {
            copy.assign(bytes.begin(), bytes.end());
            bytes = copy;
        }
        reader_.feed(bytes);  // it keeps what it needs of the block before, which may go then
        spare_ = std::exchange(copy_, std::move(copy));
        held_ = std::move(held);
    }
    // Reads on; `decompress` is asked for each compressed batch. Where it fails, the batch waits for the next
    // call.
    [[nodiscard]] const char* advance(const py::function& decompress) {
        const Use use(busy_);
        while (true) {
            if (const SegmentStep step = stepped(); step != SegmentStep::decompress) {
                return step == SegmentStep::feed ? "feed" : "take";
            }
            const std::string_view codec = name_of(reader_.codec());
            const py::object block = decompress(py::str(codec.data(), codec.size()), compressed());
            const ReadOnly bytes(block);
            const py::gil_scoped_release without_gil;
            // What another thread writes to the block meanwhile decides only which records are read.
            reader_.decompressed(bytes.span());
        }
    }
    void abort_from(std::int64_t producer_id, std::int64_t first_offset) {
        const Use use(busy_);
        reader_.abort_from(producer_id, first_offset);
    }
    void finish() const {
        const Use use(busy_);
        reader_.finish();
    }
    [[nodiscard]] py::tuple take() {
        const Use use(busy_);
        SegmentRecords records = reader_.take();
        return py::make_tuple(FieldValues(std::move(records.keys)), array_of(std::move(records.sizes_bytes)),
                              array_of(std::move(records.timestamps_ms)));
    }
    [[nodiscard]] py::dict counts() const {
        const Use use(busy_);
        const SegmentCounts& counts = reader_.counts();
        py::dict codecs;
        for (std::size_t i = 0; i < counts.codecs.size(); ++i) {
            const auto name = name_of(static_cast<kafka_architect::SegmentCodec>(i));
            codecs[py::str(name.data(), name.size())] = counts.codecs[i];
        }
        py::dict out;
        out["batches"] = counts.batches;
        out["records"] = counts.records;
        out["empty_batches"] = counts.empty_batches;
        out["control_batches"] = counts.control_batches;
        out["aborted_records"] = counts.aborted_records;
        out["zero_bytes"] = counts.zero_bytes;
        out["formats"] = std::vector<std::uint64_t>(counts.formats.begin(), counts.formats.end());
        out["codecs"] = codecs;
        const bool timed = counts.last_timestamp_ms >= 0;
        out["first_timestamp_ms"] = timed ? counts.first_timestamp_ms : -1;
        out["last_timestamp_ms"] = counts.last_timestamp_ms;
        return out;
    }
    [[nodiscard]] std::uint64_t position_bytes() const {
        const Use use(busy_);
        return reader_.position_bytes();
    }

private:
    [[nodiscard]] SegmentStep stepped() {
        const py::gil_scoped_release without_gil;
        return reader_.advance();
    }
    [[nodiscard]] py::object compressed() const {
        const std::span<const std::uint8_t> block = reader_.compressed();
        // Of a small block a copy takes less time than a view of it.
        constexpr std::size_t kSmall = 4096;
        return block.size() > kSmall && lies_in(held_, block)
                   ? part_of(held_, block)
                   : py::bytes(reinterpret_cast<const char*>(block.data()), block.size());
    }

    // While one lives, no other thread gets in.
    class Use {
    public:
        explicit Use(std::atomic_flag& busy) : busy_(busy) {
            if (busy_.test_and_set()) {
                throw Error(ErrorCode::invalid_argument, "this segment is being read by another thread");
            }
        }
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;
        ~Use() { busy_.clear(); }

    private:
        std::atomic_flag& busy_;
    };

    SegmentReader reader_;
    py::object held_;                  // of the block that was fed last: itself, where nobody can change it,
    std::vector<std::uint8_t> copy_;   // else a copy
    std::vector<std::uint8_t> spare_;  // for the next copy: memory that is new costs as much as copying
    mutable std::atomic_flag busy_;
};

std::unique_ptr<Segment> segment(
    const std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>>& aborted,
    std::size_t max_batch_bytes, std::size_t max_decompressed_bytes, std::int64_t first_offset,
    std::int64_t end_offset, bool leave_out_aborted) {
    SegmentOptions options{.max_batch_bytes = max_batch_bytes,
                           .max_decompressed_bytes = max_decompressed_bytes,
                           .aborted = {},
                           .first_offset = first_offset,
                           .end_offset = end_offset,
                           .leave_out_aborted = leave_out_aborted};
    for (const auto& [producer_id, first, last] : aborted) {
        options.aborted.push_back({.producer_id = producer_id, .first_offset = first, .last_offset = last});
    }
    return std::make_unique<Segment>(std::move(options));
}

py::dict headers_of(const std::string& path) {
    kafka_architect::SegmentHeaders headers;
    {
        const py::gil_scoped_release without_gil;
        headers = kafka_architect::read_segment_headers(path);
    }
    py::dict out;
    out["batches"] = headers.batches;
    out["records"] = headers.records;
    out["control_batches"] = headers.control_batches;
    out["batch_bytes"] = headers.batch_bytes;
    out["zero_bytes"] = headers.zero_bytes;
    out["first_offset"] = headers.first_offset;
    out["last_offset"] = headers.last_offset;
    out["last_timestamp_ms"] = headers.last_timestamp_ms;
    out["problem"] = headers.problem;
    return out;
}

std::uint32_t checksum(const py::buffer& block) {
    const py::buffer_info info = block.request();
    return kafka_architect::crc32c(bytes_of(info));
}

py::tuple whole_batches_of(const py::buffer& block) {
    const py::buffer_info info = block.request();
    const kafka_architect::WholeBatches whole = kafka_architect::whole_batches(bytes_of(info));
    return py::make_tuple(whole.bytes, whole.next_offset);
}

}  // namespace

void bind_segments(py::module_& module) {
    module.def("crc32c", &checksum, py::arg("block"));
    module.def("whole_batches", &whole_batches_of, py::arg("block"));
    module.def("segment_headers", &headers_of, py::arg("path"));
    const SegmentOptions usual;
    py::classh<Segment>(module, "SegmentReader")
        .def(py::init(&segment), py::kw_only(),
             py::arg("aborted") = std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>>{},
             py::arg("max_batch_bytes") = usual.max_batch_bytes,
             py::arg("max_decompressed_bytes") = usual.max_decompressed_bytes,
             py::arg("first_offset") = usual.first_offset, py::arg("end_offset") = usual.end_offset,
             py::arg("leave_out_aborted") = usual.leave_out_aborted)
        .def("feed", &Segment::feed, py::arg("block"))
        .def("abort_from", &Segment::abort_from, py::arg("producer_id"), py::arg("first_offset"))
        .def("advance", &Segment::advance, py::arg("decompress"))
        .def("finish", &Segment::finish)
        .def("take", &Segment::take)
        .def("counts", &Segment::counts)
        .def_property_readonly("position_bytes", &Segment::position_bytes);
}
