#include <array>
#include <bit>
#include <cstddef>

#include "kafka_architect/hashes.hpp"
#include "simd/words.hpp"

namespace kafka_architect {

namespace {

constexpr std::uint32_t kPrime1 = 0x9e3779b1U;
constexpr std::uint32_t kPrime2 = 0x85ebca77U;
constexpr std::uint32_t kPrime3 = 0xc2b2ae3dU;
constexpr std::uint32_t kPrime4 = 0x27d4eb2fU;
constexpr std::uint32_t kPrime5 = 0x165667b1U;
constexpr std::size_t kStripeBytes = 16;

constexpr std::uint32_t round(std::uint32_t lane, std::uint32_t word) {
    return std::rotl(lane + word * kPrime2, 13) * kPrime1;
}

}  // namespace

std::uint32_t xxhash32(std::span<const std::uint8_t> key) noexcept {
    const std::uint8_t* at = key.data();
    std::size_t left = key.size();
    std::uint32_t hash = kPrime5;
    if (left >= kStripeBytes) {
        std::array<std::uint32_t, 4> lanes{kPrime1 + kPrime2, kPrime2, 0U, 0U - kPrime1};
        for (; left >= kStripeBytes; left -= kStripeBytes) {
            for (std::uint32_t& lane : lanes) {
                lane = round(lane, load_word(at));
                at += 4;
            }
        }
        hash = std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) + std::rotl(lanes[2], 12) +
               std::rotl(lanes[3], 18);
    }
    hash += static_cast<std::uint32_t>(key.size());
    for (; left >= 4; left -= 4, at += 4) {
        hash = std::rotl(hash + load_word(at) * kPrime3, 17) * kPrime4;
    }
    for (; left > 0; --left, ++at) {
        hash = std::rotl(hash + *at * kPrime5, 11) * kPrime1;
    }
    hash = (hash ^ (hash >> 15U)) * kPrime2;
    hash = (hash ^ (hash >> 13U)) * kPrime3;
    return hash ^ (hash >> 16U);
}

}  // namespace kafka_architect
