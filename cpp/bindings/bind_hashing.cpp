#include <pybind11/numpy.h>

#include <bit>
#include <cstdint>
#include <string>

#include "bindings.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/murmur2.hpp"
#include "kafka_architect/partitioner.hpp"
#include "kafka_architect/remainder.hpp"
#include "key_input.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::KeyBatch;
using kafka_architect::Keyless;
using kafka_architect::Partitioner;
using kafka_architect::partitioner_named;
using kafka_architect::Remainder;

constexpr std::int32_t kNoPartition = -1;

std::int32_t signed_murmur2(const KeyBatch& batch, std::size_t i) {
    return batch.is_null(i) ? 0 : std::bit_cast<std::int32_t>(kafka_architect::murmur2(batch.key(i)));
}

bool producer_chooses(const KeyBatch& batch, std::size_t i, const Partitioner& partitioner) {
    if (batch.is_null(i)) {
        return partitioner.null_key == Keyless::producer_chooses;
    }
    return batch.lengths[i] == 0 && partitioner.empty_key == Keyless::producer_chooses;
}

std::uint32_t folded_hash(const KeyBatch& batch, std::size_t i, const Partitioner& partitioner) {
    return folded(partitioner.fold, hash_key(partitioner.hash, batch.key(i)));
}

// One number per key, or one number for one key.
template <typename Number, typename PerKey>
py::object map_keys(py::handle keys, PerKey per_key) {
    if (is_single_key(keys) || keys.is_none()) {
        Number result = 0;
        visit_key(keys, [&](const KeyBatch& batch, std::size_t) { result = per_key(batch, 0); });
        return py::int_(result);
    }
    const std::size_t count = count_keys(keys);
    py::array_t<Number> out(static_cast<py::ssize_t>(count));
    Number* values = out.mutable_data();
    visit_keys(keys, [&](const KeyBatch& batch, std::size_t first) {
        if (first + batch.size > count) {
            throw Error(ErrorCode::invalid_argument, "the list of keys grew while it was read");
        }
        for (std::size_t i = 0; i < batch.size; ++i) {
            values[first + i] = per_key(batch, i);
        }
    });
    return out;
}

py::object murmur2(py::handle keys) {
    if (keys.is_none()) {
        throw Error(ErrorCode::wrong_type, "a null key has no hash: expected bytes, str, a list or an array");
    }
    return map_keys<std::int32_t>(keys, signed_murmur2);
}

py::object partition_for(py::handle keys, std::int64_t num_partitions, const std::string& partitioner_name) {
    constexpr std::int64_t kMostPartitions = 0x7fffffff;
    if (num_partitions < 1 || num_partitions > kMostPartitions) {
        throw Error(ErrorCode::invalid_argument, "num_partitions is " + std::to_string(num_partitions) +
                                                     ": expected 1 to " + std::to_string(kMostPartitions));
    }
    const Partitioner& partitioner = partitioner_named(partitioner_name);
    const Remainder remainder(static_cast<std::uint32_t>(num_partitions));
    return map_keys<std::int32_t>(keys, [&](const KeyBatch& batch, std::size_t i) {
        return producer_chooses(batch, i, partitioner)
                   ? kNoPartition
                   : static_cast<std::int32_t>(remainder(folded_hash(batch, i, partitioner)));
    });
}

py::object partitioner_hash(py::handle keys, const std::string& partitioner_name) {
    const Partitioner& partitioner = partitioner_named(partitioner_name);
    return map_keys<std::uint32_t>(
        keys, [&](const KeyBatch& batch, std::size_t i) { return folded_hash(batch, i, partitioner); });
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
