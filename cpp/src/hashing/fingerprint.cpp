#include "kafka_architect/fingerprint.hpp"

#include "simd/scalar_hash.hpp"

namespace kafka_architect {

Fingerprint fingerprint(std::span<const std::uint8_t> key) noexcept {
    return fingerprint_of(key);
}

}  // namespace kafka_architect
