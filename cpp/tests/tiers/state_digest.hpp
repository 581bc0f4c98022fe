// What a whole analysis leaves behind, in one number.
//
// The same keys must give the same saved state on every tier and every architecture: states are written on
// one machine and merged on another.
#pragma once

#include <cstdint>

namespace kafka_architect::tiers {

// CRC-32 of Distribution::to_bytes after a fixed stream of keys, with the active tier's kernels. Throws
// std::logic_error when reading with several threads gives another state.
[[nodiscard]] std::uint32_t state_digest();

}  // namespace kafka_architect::tiers
