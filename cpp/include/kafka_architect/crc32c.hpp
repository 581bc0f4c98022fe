// CRC-32C (Castagnoli), the checksum of Kafka's record batches; by the CPU's instruction where it has one.
#pragma once

#include <cstdint>
#include <span>

namespace kafka_architect {

// Throws Error (invalid_argument) when KAFKA_ARCHITECT_ISA names a tier that is unknown or unavailable.
[[nodiscard]] std::uint32_t crc32c(std::span<const std::uint8_t> bytes);
// What every CPU can do.
[[nodiscard]] std::uint32_t crc32c_by_tables(std::span<const std::uint8_t> bytes) noexcept;

}  // namespace kafka_architect
