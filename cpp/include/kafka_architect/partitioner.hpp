// The partitioners of Kafka's clients: which hash, how it becomes a partition, and what happens to records
// without a key. Named as the clients' own documentation names them; python/kafka_architect/partitioner.py
// says which client uses which, and the sources.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "kafka_architect/key_batch.hpp"

namespace kafka_architect {

enum class KeyHash {
    murmur2,         // Kafka's Java client
    crc32,           // IEEE polynomial, as zlib
    fnv1a,           // 32 bit
    java_string,     // java.lang.String.hashCode of the key's text
    xxhash32,        // seed 0
    kafkajs_legacy,  // murmur2 as KafkaJS 1 computed it, in doubles
};

// How a 32-bit hash becomes the number that is reduced modulo the partition count.
enum class Fold {
    masked,            // the sign bit cleared
    absolute,          // the magnitude of the signed hash; that of -2^31 is 2^31
    unsign,            // as it is
    absolute_or_zero,  // the magnitude, but 0 for -2^31, where Java's Math.abs gives up
};

enum class Keyless {
    hashed,            // like a key of no bytes
    producer_chooses,  // sticky, random or round robin: no key decides
};

struct Partitioner {
    std::string_view name;
    KeyHash hash;
    Fold fold;
    Keyless null_key;
    Keyless empty_key;
};

[[nodiscard]] std::span<const Partitioner> all_partitioners() noexcept;
// Throws Error (invalid_argument) that lists the known names.
[[nodiscard]] const Partitioner& partitioner_named(std::string_view name);

[[nodiscard]] std::uint32_t hash_key(KeyHash hash, std::span<const std::uint8_t> key) noexcept;

// hash_key of every key of a batch to `out`, by vector where the hash has a kernel.
void hash_batch(KeyHash hash, const KeyBatch& batch, std::uint32_t* out);

[[nodiscard]] constexpr std::uint32_t folded(Fold fold, std::uint32_t hash) noexcept {
    constexpr std::uint32_t kSignBit = 0x80000000U;
    const std::uint32_t magnitude = (hash & kSignBit) != 0 ? 0U - hash : hash;
    switch (fold) {
        case Fold::masked: return hash & ~kSignBit;
        case Fold::absolute: return magnitude;
        case Fold::unsign: return hash;
        case Fold::absolute_or_zero: return hash == kSignBit ? 0U : magnitude;
    }
    return hash;
}

}  // namespace kafka_architect
