#include <pybind11/numpy.h>

#include <bit>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "bindings.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/partitioner.hpp"
#include "kafka_architect/remainder.hpp"
#include "key_bytes.hpp"
#include "key_stream.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::kBatchKeys;
using kafka_architect::KeyBatch;
using kafka_architect::KeyHash;
using kafka_architect::Keyless;
using kafka_architect::Partitioner;
using kafka_architect::partitioner_named;
using kafka_architect::Remainder;

constexpr std::int32_t kNoPartition = -1;

// What of a key, beside its hash, decides.
struct KeyShape {
    bool null;
    bool empty;
};

bool producer_chooses(KeyShape key, const Partitioner& partitioner) {
    const Keyless rule = key.null ? partitioner.null_key : partitioner.empty_key;
    return (key.null || key.empty) && rule == Keyless::producer_chooses;
}

// One number per key, or one number for one key; `of_key(shape, hash)` makes it.
template <typename Number, typename OfKey>
py::object map_hashes(py::handle keys, KeyHash hash, OfKey of_key) {
    if (is_single_key(keys) || keys.is_none()) {
        const auto key = single_key(keys);
        const auto bytes = key.value_or(std::span<const std::uint8_t>());
        return py::int_(
            of_key(KeyShape{.null = !key.has_value(), .empty = bytes.empty()}, hash_key(hash, bytes)));
    }
    const std::unique_ptr<KeyStream> stream = stream_of(keys);
    py::array_t<Number> out(static_cast<py::ssize_t>(stream->size()));
    // A stream hands out as many keys as it has, or throws.
    Number* values = out.mutable_data();
    std::vector<std::uint32_t> hashes(kBatchKeys);
    visit(*stream, Signals::answered, [&](const KeyBatch& batch, std::size_t first) {
        hash_batch(hash, batch, hashes.data());
        for (std::size_t i = 0; i < batch.size; ++i) {
            values[first + i] =
                of_key(KeyShape{.null = batch.is_null(i), .empty = batch.lengths[i] == 0}, hashes[i]);
        }
    });
    return out;
}

py::object murmur2(py::handle keys) {
    if (keys.is_none()) {
        throw Error(ErrorCode::wrong_type, "a null key has no hash: expected bytes, str, a list or an array");
    }
    return map_hashes<std::int32_t>(keys, KeyHash::murmur2, [](KeyShape key, std::uint32_t hash) {
        return key.null ? 0 : std::bit_cast<std::int32_t>(hash);
    });
}

// By hand: pybind11's own refusal would show all arguments, and so the keys.
std::uint32_t checked_partitions(py::handle number) {
    constexpr std::int64_t kMostPartitions = 0x7fffffff;
    const auto index = py::reinterpret_steal<py::object>(PyNumber_Index(number.ptr()));
    if (!index) {
        if (PyIndex_Check(number.ptr()) != 0) {
            throw py::error_already_set();
        }
        PyErr_Clear();
        throw Error(ErrorCode::wrong_type, std::string("num_partitions must be a whole number, found ") +
                                               Py_TYPE(number.ptr())->tp_name);
    }
    int overflow = 0;
    const long long value = PyLong_AsLongLongAndOverflow(index.ptr(), &overflow);
    if (overflow != 0 || value < 1 || value > kMostPartitions) {
        throw Error(ErrorCode::invalid_argument, "num_partitions is " + py::str(index).cast<std::string>() +
                                                     ": expected 1 to " + std::to_string(kMostPartitions));
    }
    return static_cast<std::uint32_t>(value);
}

py::object partition_for(py::handle keys, py::handle num_partitions, const std::string& partitioner_name) {
    const Remainder remainder(checked_partitions(num_partitions));
    const Partitioner& partitioner = partitioner_named(partitioner_name);
    return map_hashes<std::int32_t>(keys, partitioner.hash, [&](KeyShape key, std::uint32_t hash) {
        return producer_chooses(key, partitioner)
                   ? kNoPartition
                   : static_cast<std::int32_t>(remainder(folded(partitioner.fold, hash)));
    });
}

py::object partitioner_hash(py::handle keys, const std::string& partitioner_name) {
    const Partitioner& partitioner = partitioner_named(partitioner_name);
    return map_hashes<std::uint32_t>(keys, partitioner.hash, [&](KeyShape /*key*/, std::uint32_t hash) {
        return folded(partitioner.fold, hash);
    });
}

py::list partitioner_rules() {
    py::list out;
    for (const Partitioner& partitioner : kafka_architect::all_partitioners()) {
        out.append(py::make_tuple(partitioner.name, partitioner.null_key == Keyless::producer_chooses,
                                  partitioner.empty_key == Keyless::producer_chooses));
    }
    return out;
}

}  // namespace

void bind_hashing(py::module_& module) {
    module.def("murmur2", &murmur2, py::arg("keys"), py::pos_only());
    module.def("partition_for", &partition_for, py::arg("keys"), py::arg("num_partitions"),
               py::arg("partitioner") = "murmur2");
    module.def("partitioner_hash", &partitioner_hash, py::arg("keys"), py::arg("partitioner"));
    module.def("partitioner_rules", &partitioner_rules);
}
