// murmur2 as Kafka's Java client computes it, and the partition it leads to.
//
// Source: org.apache.kafka.common.utils.Utils.murmur2 and
// org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey; Austin Appleby's
// MurmurHash2 (32 bit) with seed 0x9747b28c. Java hands the hash out as a signed int: the bit pattern is
// the same.
#pragma once

#include <cstdint>
#include <span>

namespace kafka_architect {

[[nodiscard]] std::uint32_t murmur2(std::span<const std::uint8_t> key) noexcept;

// Utils.toPositive: the sign bit cleared. Not the absolute value.
[[nodiscard]] constexpr std::uint32_t to_positive(std::uint32_t hash) noexcept {
    return hash & 0x7fffffffU;
}

}  // namespace kafka_architect
