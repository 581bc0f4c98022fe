// How large the tables of the sketches are.
//
// Fuzzers are built with small ones (KA_SMALL_TABLES): the same code with all its borders, reached by a few
// bytes and thousands of times a second. States of such a build are read by no other.
#pragma once

#include <cstddef>

namespace kafka_architect::table_sizes {

#ifdef KA_SMALL_TABLES
inline constexpr unsigned kRegisterBits = 4;
inline constexpr unsigned kCellBits = 3;
inline constexpr unsigned kBucketShift = 1;
inline constexpr unsigned kBucketBits = 2;
inline constexpr std::size_t kSampledKeys = 8;
inline constexpr std::size_t kPlacedKeys = 4;
inline constexpr std::size_t kBatchKeys = 64;
inline constexpr std::size_t kSmallestWindow = 8;
inline constexpr std::size_t kPageBytes = 64;
#else
inline constexpr unsigned kRegisterBits = 14;
inline constexpr unsigned kCellBits = 16;
inline constexpr unsigned kBucketShift = 7;
inline constexpr unsigned kBucketBits = 10;
inline constexpr std::size_t kSampledKeys = 4096;
// Half as many: with all of their partitions they fit a core's cache, and shares of keys are within 2 % all
// the same.
inline constexpr std::size_t kPlacedKeys = 2048;
inline constexpr std::size_t kBatchKeys = 4096;
inline constexpr std::size_t kSmallestWindow = 512;
inline constexpr std::size_t kPageBytes = 4096;
#endif

// A bucket is chosen by the bits of the fingerprint from kBucketShift on, a cell by the bits below kCellBits:
// the keys of a cell lie in one of two buckets.
static_assert(kBucketShift + kBucketBits <= kCellBits + 1);

}  // namespace kafka_architect::table_sizes
