// The other clients' key hashes, one key at a time. murmur2 has a header of its own.
#pragma once

#include <cstdint>
#include <span>

namespace kafka_architect {

// CRC-32 with the IEEE polynomial, bit-reflected, as zlib and librdkafka compute it.
[[nodiscard]] std::uint32_t crc32(std::span<const std::uint8_t> key) noexcept;

// FNV-1a, 32 bit: Fowler, Noll and Vo, draft-eastlake-fnv.
[[nodiscard]] std::uint32_t fnv1a(std::span<const std::uint8_t> key) noexcept;

// xxHash, 32 bit, seed 0: github.com/Cyan4973/xxHash, doc/xxhash_spec.md.
[[nodiscard]] std::uint32_t xxhash32(std::span<const std::uint8_t> key) noexcept;

// String.hashCode (Java Language: s[0] 31^(n-1) + ... + s[n-1] over UTF-16 units) of the key decoded as
// UTF-8; malformed parts become U+FFFD as `new String(bytes, UTF_8)` makes them.
[[nodiscard]] std::uint32_t java_string_hash(std::span<const std::uint8_t> key) noexcept;

// KafkaJS 1's murmur2: JavaScript numbers lose the low bits of products above 2^53, and the last, partial
// block is mixed in twice. src/producer/partitioners/legacy in KafkaJS.
[[nodiscard]] std::uint32_t kafkajs_legacy_hash(std::span<const std::uint8_t> key) noexcept;

}  // namespace kafka_architect
