// The table of kernels: what is worth a version per instruction set.
//
// Every version of a kernel gives the same result for the same input; scalar is the reference. Kernels
// allocate nothing and open nothing.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kafka_architect/instruction_set.hpp"
#include "kafka_architect/key_batch.hpp"
#include "kafka_architect/line_splitter.hpp"
#include "kafka_architect/remainder.hpp"
#include "simd/heavy_table.hpp"

namespace kafka_architect {

// Which columns a hash kernel fills.
enum class Wanted { murmur2, fingerprint, both };

// One value per key of a batch; null keys have values too, of whatever bytes they point at.
struct HashColumns {
    std::uint32_t* partitioner;  // murmur2
    std::uint32_t* fingerprint_high;
    std::uint32_t* fingerprint_low;
};

inline constexpr std::size_t kSelectSlack = 16;

struct Kernels {
    void (*murmur2)(const KeyBatch& batch, HashColumns out) noexcept;
    void (*murmur2_and_fingerprint)(const KeyBatch& batch, HashColumns out) noexcept;
    void (*fingerprint)(const KeyBatch& batch, HashColumns out) noexcept;
    // As find_line_ends in line_splitter.hpp; capacity >= 64.
    LineScan (*find_line_ends)(const std::uint8_t* data, std::size_t begin, std::size_t end,
                               std::uint32_t* line_starts, std::size_t capacity) noexcept;
    void (*remainders)(const std::uint32_t* values, std::size_t count, const Remainder& remainder,
                       std::uint32_t* out) noexcept;
    // Writes the indices of the values <= limit to `out`, returns how many. `out` has room for `count` +
    // kSelectSlack: what lies behind the indices may be overwritten.
    std::size_t (*select_up_to)(const std::uint32_t* values, std::size_t count, std::uint32_t limit,
                                std::uint32_t* out) noexcept;
    // Writes the indices of the keys whose leading zeros may raise their register, returns how many. A key's
    // register is the top bits of its low half; `registers` is readable 3 bytes past its end. `out` as above.
    std::size_t (*select_raising)(const std::uint8_t* registers, std::uint32_t index_shift,
                                  const std::uint32_t* fingerprints_high,
                                  const std::uint32_t* fingerprints_low, std::size_t count,
                                  std::uint32_t* out) noexcept;
    // One record for each of the `count` selected keys in order: Misra and Gries within each bucket. Writes
    // the indices of the keys whose bytes should now be kept to `wanted` (room for `count`). With
    // `stop_when_full` it stops before the first key that finds its bucket full.
    HeavyProgress (*count_heavy)(const HeavyTable& table, const std::uint32_t* fingerprints_high,
                                 const std::uint32_t* fingerprints_low, const std::uint32_t* selected,
                                 std::size_t count, bool stop_when_full, std::uint32_t* wanted) noexcept;
};

// The table of a tier; null when this build or this machine does not have it.
[[nodiscard]] const Kernels* kernels_of(InstructionSet isa) noexcept;
// The table of the active tier.
[[nodiscard]] const Kernels& kernels();

// One per file; null where the build is for another architecture.
extern const Kernels kScalarKernels;
extern const Kernels* const kAvx2Kernels;
extern const Kernels* const kAvx512Kernels;
extern const Kernels* const kNeonKernels;

// What vector kernels leave over: keys [first, last) of a batch, one by one.
void hash_one_by_one(const KeyBatch& batch, std::size_t first, std::size_t last, Wanted wanted,
                     HashColumns out) noexcept;
// Likewise the last bytes of a block; adds to `scan`.
void scan_byte_by_byte(const std::uint8_t* data, std::size_t end, std::uint32_t* line_starts,
                       std::size_t capacity, LineScan& scan) noexcept;

}  // namespace kafka_architect
