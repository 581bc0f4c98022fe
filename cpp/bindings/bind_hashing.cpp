#include <pybind11/numpy.h>

#include <bit>
#include <cstdint>
#include <string>

#include "bindings.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/murmur2.hpp"
#include "kafka_architect/remainder.hpp"
#include "key_input.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::KeyBatch;
using kafka_architect::Remainder;

constexpr std::int32_t kNoPartition = -1;

std::int32_t signed_murmur2(const KeyBatch& batch, std::size_t i) {
    return batch.is_null(i) ? 0 : std::bit_cast<std::int32_t>(kafka_architect::murmur2(batch.key(i)));
}

std::int32_t partition(const KeyBatch& batch, std::size_t i, const Remainder& remainder) {
    if (batch.is_null(i)) {
        return kNoPartition;
    }
    const std::uint32_t hash = kafka_architect::to_positive(kafka_architect::murmur2(batch.key(i)));
    return static_cast<std::int32_t>(remainder(hash));
}

// One int32 per key, or one int for one key.
template <typename PerKey>
py::object map_keys(py::handle keys, PerKey per_key) {
    if (is_single_key(keys) || keys.is_none()) {
        std::int32_t result = 0;
        visit_key(keys, [&](const KeyBatch& batch, std::size_t) { result = per_key(batch, 0); });
        return py::int_(result);
    }
    const std::size_t count = count_keys(keys);
    py::array_t<std::int32_t> out(static_cast<py::ssize_t>(count));
    std::int32_t* values = out.mutable_data();
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
    return map_keys(keys, signed_murmur2);
}

py::object partition_for(py::handle keys, std::int64_t num_partitions) {
    constexpr std::int64_t kMostPartitions = 0x7fffffff;
    if (num_partitions < 1 || num_partitions > kMostPartitions) {
        throw Error(ErrorCode::invalid_argument, "num_partitions is " + std::to_string(num_partitions) +
                                                     ": expected 1 to " + std::to_string(kMostPartitions));
    }
    const Remainder remainder(static_cast<std::uint32_t>(num_partitions));
    return map_keys(keys,
                    [&](const KeyBatch& batch, std::size_t i) { return partition(batch, i, remainder); });
}

}  // namespace

void bind_hashing(py::module_& module) {
    module.def("murmur2", &murmur2, py::arg("keys"), py::pos_only());
    module.def("partition_for", &partition_for, py::arg("keys"), py::arg("num_partitions"));
}
