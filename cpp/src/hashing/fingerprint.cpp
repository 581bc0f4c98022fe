#include "kafka_architect/fingerprint.hpp"

#include "hashing/fingerprint_steps.hpp"
#include "hashing/murmur2_steps.hpp"
#include "hashing/words.hpp"

namespace kafka_architect {

Fingerprint fingerprint(std::span<const std::uint8_t> key) noexcept {
    const std::uint8_t* at = key.data();
    const std::size_t length = key.size();
    FingerprintLanes lanes = fingerprint_start(static_cast<std::uint32_t>(length));
    for (std::size_t words = length / 4; words > 0; --words, at += 4) {
        lanes = fingerprint_step(lanes, murmur2_mix(load_word(at)));
    }
    if (const std::size_t tail = length % 4; tail > 0) {
        lanes = fingerprint_step(lanes, murmur2_mix(load_tail(at, tail)));
    }
    return fingerprint_finish(lanes);
}

}  // namespace kafka_architect
