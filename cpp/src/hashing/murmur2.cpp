#include "kafka_architect/murmur2.hpp"

#include "hashing/murmur2_steps.hpp"
#include "hashing/words.hpp"

namespace kafka_architect {

std::uint32_t murmur2(std::span<const std::uint8_t> key) noexcept {
    const std::uint8_t* at = key.data();
    const std::size_t length = key.size();
    std::uint32_t hash = kMurmur2Seed ^ static_cast<std::uint32_t>(length);
    for (std::size_t words = length / 4; words > 0; --words, at += 4) {
        hash = (hash * kMurmur2Multiplier) ^ murmur2_mix(load_word(at));
    }
    if (const std::size_t tail = length % 4; tail > 0) {
        hash = (hash ^ load_tail(at, tail)) * kMurmur2Multiplier;
    }
    return murmur2_finish(hash);
}

}  // namespace kafka_architect
