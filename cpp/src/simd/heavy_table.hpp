// The memory of HeavyKeys as its kernels see it: buckets of eight counters.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kafka_architect/table_sizes.hpp"

namespace kafka_architect {

inline constexpr std::size_t kHeavyWays = 8;

struct HeavyTable {
    std::uint64_t* fingerprints;  // [buckets][kHeavyWays]
    std::uint64_t* counts;        // [buckets][kHeavyWays]; 0 = free, whatever the fingerprint
    std::uint64_t* decrements;    // [buckets]: what every key of the bucket may have lost
    std::uint8_t* stored;         // [buckets]: bit per way, set when the key's bytes are kept
    std::uint32_t bucket_mask;    // buckets - 1
};

struct HeavyProgress {
    std::size_t taken = 0;   // of the selected keys
    std::size_t wanted = 0;  // how many of them are worth keeping the bytes of
};

// A key's bytes are kept once its counter says that it is more than passing by.
inline constexpr std::uint64_t kKeepBytesAt = 8;

[[nodiscard]] constexpr bool worth_keeping(std::uint64_t count, std::uint64_t decrements) noexcept {
    return count >= kKeepBytesAt || count > decrements;
}

[[nodiscard]] constexpr std::uint32_t heavy_bucket(std::uint32_t fingerprint_low,
                                                   std::uint32_t mask) noexcept {
    // The low 16 bits choose the cell of EffectiveKeys, the high 14 the register of Cardinality.
    return (fingerprint_low >> table_sizes::kBucketShift) & mask;
}

}  // namespace kafka_architect
