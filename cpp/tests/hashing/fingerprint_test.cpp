// The fingerprint keeps keys apart that are built to be confused, and owes nothing to murmur2.
#include "kafka_architect/fingerprint.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "kafka_architect/murmur2.hpp"
#include "support/text.hpp"

namespace kafka_architect {
namespace {

using testing::bytes;

constexpr std::uint32_t kKeys = 1U << 21U;  // about two million of each family

std::string big_endian(std::uint64_t value) {
    std::string key;
    for (int shift = 56; shift >= 0; shift -= 8) {
        key.push_back(static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xffU));
    }
    return key;
}

std::string little_endian(std::uint64_t value) {
    std::string key = big_endian(value);
    std::ranges::reverse(key);
    return key;
}

// Words that are alike but for their top bits.
std::string top_bits(std::uint32_t i) {
    std::string key;
    for (std::uint32_t word = 0; word < 21; ++word) {
        key += {'k', 'e', 'y', static_cast<char>(((i >> word) & 1U) << 7U)};
    }
    return key;
}

// The word that murmur2's mixing step (multiply, xor with itself shifted, multiply) turns into `mixed`.
std::uint32_t unmixed(std::uint32_t mixed) {
    constexpr std::uint32_t kInverse = 0xe59b19bdU;  // of murmur2's multiplier, modulo 2^32
    const std::uint32_t product = mixed * kInverse;
    return (product ^ (product >> 24U)) * kInverse;
}

// Words whose top bits differ after the mixing step: from there on murmur2 only multiplies and xors, so any
// two of these flips cancel, and 2^21 keys share two hashes.
std::string mixed_top_bits(std::uint32_t i) {
    static const std::string words[2] = {little_endian(unmixed(0x12345678U)).substr(0, 4),
                                         little_endian(unmixed(0x92345678U)).substr(0, 4)};
    std::string key;
    for (std::uint32_t word = 0; word < 21; ++word) {
        key += words[(i >> word) & 1U];
    }
    return key;
}

struct Family {
    const char* name;
    std::string (*key)(std::uint32_t i);
};

void PrintTo(const Family& family, std::ostream* out) {
    *out << family.name;
}

const Family kFamilies[] = {
    {"SequentialDecimals", [](std::uint32_t i) { return std::to_string(i); }},
    {"PaddedDecimals",
     [](std::uint32_t i) {
         const std::string digits = std::to_string(i);
         return "user-" + std::string(12 - digits.size(), '0') + digits;
     }},
    {"LongSharedPrefix", [](std::uint32_t i) { return std::string(200, 'p') + std::to_string(i); }},
    {"LongSharedSuffix", [](std::uint32_t i) { return std::to_string(i) + std::string(200, 's'); }},
    {"TopBitsOfWords", top_bits},
    {"TopBitsOfMixedWords", mixed_top_bits},
    {"BigEndianLongs", [](std::uint32_t i) { return big_endian(i); }},
    {"BigEndianLongsInStepsOf2To32", [](std::uint32_t i) { return big_endian(std::uint64_t{i} << 32U); }},
    {"LittleEndianLongsInStepsOf2To32",
     [](std::uint32_t i) { return little_endian(std::uint64_t{i} << 32U); }},
    {"LongsInStepsOf2To43", [](std::uint32_t i) { return big_endian(std::uint64_t{i} << 43U); }},
    {"TwoEqualWords", [](std::uint32_t i) { return little_endian((std::uint64_t{i} << 32U) | i); }},
    {"MirroredWords", [](std::uint32_t i) { return little_endian((std::uint64_t{~i} << 32U) | i); }},
};

std::vector<Fingerprint> fingerprints_of(const Family& family) {
    std::vector<Fingerprint> fingerprints(kKeys);
    for (std::uint32_t i = 0; i < kKeys; ++i) {
        fingerprints[i] = fingerprint(bytes(family.key(i)));
    }
    return fingerprints;
}

// Pearson's statistic of a byte's 256 values. For an ideal hash: mean 255, standard deviation 22.6.
double chi_square(const std::vector<std::uint8_t>& values) {
    std::array<std::uint64_t, 256> seen{};
    for (const std::uint8_t value : values) {
        ++seen[value];
    }
    const double expected = static_cast<double>(values.size()) / 256;
    double sum = 0;
    for (const std::uint64_t count : seen) {
        sum += std::pow(static_cast<double>(count) - expected, 2) / expected;
    }
    return sum;
}

// Ten standard deviations: a bound that a fair hash never meets and a biased one exceeds a thousandfold.
constexpr double kSuspicious = 255 + 10 * 22.6;

void expect_every_byte_fair(const std::vector<Fingerprint>& fingerprints) {
    for (std::uint32_t byte = 0; byte < 8; ++byte) {
        std::vector<std::uint8_t> values;
        values.reserve(fingerprints.size());
        for (const Fingerprint& fingerprint : fingerprints) {
            values.push_back(static_cast<std::uint8_t>(fingerprint.value() >> (8 * byte)));
        }
        EXPECT_LT(chi_square(values), kSuspicious)
            << "byte " << byte % 4 << " of " << (byte < 4 ? "low" : "high");
    }
}

std::size_t distinct(std::vector<std::uint64_t> values) {
    std::ranges::sort(values);
    return values.size() - std::ranges::unique(values).size();
}

class HostileFamily : public ::testing::TestWithParam<Family> {};

TEST_P(HostileFamily, HasNoCollision) {
    std::vector<std::uint64_t> values;
    for (const Fingerprint& fingerprint : fingerprints_of(GetParam())) {
        values.push_back(fingerprint.value());
    }
    EXPECT_EQ(distinct(std::move(values)), kKeys);
}

TEST_P(HostileFamily, SpreadsOverEveryByte) {
    expect_every_byte_fair(fingerprints_of(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Fingerprint, HostileFamily, ::testing::ValuesIn(kFamilies),
                         [](const auto& family) { return family.param.name; });

TEST(Fingerprint, TellsApartWhatMurmur2Confuses) {
    std::vector<std::uint64_t> values;
    for (std::uint32_t i = 0; i < kKeys; ++i) {
        values.push_back(murmur2(bytes(mixed_top_bits(i))));
    }
    EXPECT_EQ(distinct(std::move(values)), 2U);
}

TEST(Fingerprint, IsFairWithinOnePartition) {
    // A sketch of one partition sees only keys whose murmur2 is alike; they must look like any others.
    std::vector<Fingerprint> of_partition_7;
    for (std::uint32_t i = 0; of_partition_7.size() < 200'000; ++i) {
        const std::string key = "order-" + std::to_string(i);
        if (to_positive(murmur2(bytes(key))) % 64 == 7) {
            of_partition_7.push_back(fingerprint(bytes(key)));
        }
    }
    expect_every_byte_fair(of_partition_7);
}

TEST(Fingerprint, CountsTheLengthOfAKeyOfNuls) {
    constexpr std::size_t kLengths = 20'000;
    const std::string nuls(kLengths, '\0');
    std::vector<std::uint64_t> values;
    for (std::size_t length = 0; length < kLengths; ++length) {
        values.push_back(fingerprint(bytes(std::string_view(nuls).substr(0, length))).value());
    }
    EXPECT_EQ(distinct(std::move(values)), kLengths);
}

TEST(Fingerprint, ChangesAboutHalfItsBitsWhenAKeyChangesOne) {
    // On average over the keys, for every bit of the key and every bit of the fingerprint.
    constexpr std::uint32_t kSamples = 2000;
    for (const std::size_t length : {1U, 3U, 4U, 8U, 15U, 36U}) {
        for (std::size_t flipped = 0; flipped < 8 * length; ++flipped) {
            std::array<std::uint32_t, 64> changes{};
            for (std::uint32_t i = 0; i < kSamples; ++i) {
                std::string key = big_endian(i * 0x9e3779b97f4a7c15U);
                key.resize(length, static_cast<char>(i));
                std::string other = key;
                other[flipped / 8] = static_cast<char>(other[flipped / 8] ^ (1 << (flipped % 8)));
                const std::uint64_t change =
                    fingerprint(bytes(key)).value() ^ fingerprint(bytes(other)).value();
                for (std::size_t bit = 0; bit < 64; ++bit) {
                    changes[bit] += (change >> bit & 1U) != 0 ? 1U : 0U;
                }
            }
            for (std::size_t bit = 0; bit < 64; ++bit) {
                const double rate = changes[bit] / double{kSamples};
                ASSERT_NEAR(rate, 0.5, 0.2) << "key of " << length << " bytes, its bit " << flipped
                                            << ", bit " << bit << " of the fingerprint";
            }
        }
    }
}

}  // namespace
}  // namespace kafka_architect
