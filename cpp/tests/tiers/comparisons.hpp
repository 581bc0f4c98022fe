// One kernel call of a tier beside the same call of the scalar tier.
//
// Each comparison says what differed, or nothing. The caller chooses the memory of the inputs (so that it
// can end where reading must end); outputs have exactly the room that the kernel may use, and a guard word.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "simd/kernels.hpp"

namespace kafka_architect::tiers {

using Difference = std::optional<std::string>;

// murmur2_and_fingerprint, and fingerprint alone.
[[nodiscard]] Difference compare_hashes(const Kernels& kernels, const KeyBatch& batch);
[[nodiscard]] Difference compare_line_ends(const Kernels& kernels, std::span<const std::uint8_t> block,
                                           std::size_t begin, std::size_t capacity);
[[nodiscard]] Difference compare_remainders(const Kernels& kernels, std::span<const std::uint32_t> values,
                                            std::uint32_t divisor);
[[nodiscard]] Difference compare_selection(const Kernels& kernels, std::span<const std::uint32_t> values,
                                           std::uint32_t limit);

// Keys by their fingerprints, counted in several calls into one table of `buckets`, a power of two.
struct HeavyStream {
    std::vector<std::uint32_t> high{};
    std::vector<std::uint32_t> low{};
    std::vector<std::uint32_t> selected{};  // which of them count, in this order
    std::uint32_t buckets = 1;
    std::size_t keys_per_call = 1;
    bool stop_when_full = false;  // stops once, and goes on without it, as HeavyKeys does
};
[[nodiscard]] Difference compare_heavy(const Kernels& kernels, const HeavyStream& stream);

}  // namespace kafka_architect::tiers
