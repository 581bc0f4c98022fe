// KeySample: the keys with the smallest fingerprints, the same ones and the same bytes however the keys were
// divided among samples and whenever those shrank.
#include "kafka_architect/key_sample.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "base/byte_stream.hpp"
#include "kafka_architect/error.hpp"
#include "support/error_of.hpp"

namespace kafka_architect {
namespace {

using testing::error_of;

KeptKey key_of(std::uint64_t fingerprint) {
    const std::string bytes = std::to_string(fingerprint);
    return {.bytes = bytes, .length = static_cast<std::uint32_t>(bytes.size()), .hash = 7};
}

std::vector<std::uint64_t> fingerprints(std::size_t count) {
    std::mt19937_64 random(count);
    std::vector<std::uint64_t> out(count);
    std::ranges::generate(out, random);
    return out;
}

// Divided at random among that many samples, which are then merged.
KeySample divided(const std::vector<std::uint64_t>& keys, std::size_t samples) {
    std::vector<KeySample> parts(samples);
    std::mt19937 random(static_cast<std::uint32_t>(samples));
    for (const std::uint64_t fingerprint : keys) {
        parts[random() % samples].add(fingerprint, 3, key_of(fingerprint));
    }
    KeySample out;
    for (const KeySample& part : parts) {
        out.merge(part);
    }
    return out;
}

std::vector<std::uint8_t> written(const KeySample& sample) {
    ByteWriter out;
    sample.write(out);
    return out.written();
}

KeySample read_back(const std::vector<std::uint8_t>& bytes) {
    ByteReader from(bytes);
    return KeySample::read(from);
}

TEST(KeySample, IsWrittenTheSameHoweverTheKeysWereDivided) {
    for (const std::size_t count :
         {std::size_t{0}, std::size_t{1}, std::size_t{5000}, 2 * KeySample::kSize - 1, 2 * KeySample::kSize,
          std::size_t{9000}, std::size_t{60'000}}) {
        const std::vector<std::uint64_t> keys = fingerprints(count);
        const std::vector<std::uint8_t> alone = written(divided(keys, 1));
        for (const std::size_t samples : {2U, 3U, 8U, 16U}) {
            EXPECT_EQ(written(divided(keys, samples)), alone) << count << " keys, " << samples << " samples";
        }
    }
}

TEST(KeySample, HoldsTheSmallestFingerprintsOnceThereAreTooMany) {
    std::vector<std::uint64_t> keys = fingerprints(30'000);
    const KeySample sample = divided(keys, 4);
    std::ranges::sort(keys);
    const std::vector<KeySample::Entry> held = sample.smallest();
    ASSERT_EQ(held.size(), KeySample::kSize);
    for (std::size_t i = 0; i < held.size(); ++i) {
        EXPECT_EQ(held[i].fingerprint, keys[i]);
        EXPECT_EQ(held[i].records, 3U);
    }
    EXPECT_NEAR(static_cast<double>(held.size()) / sample.rate(), 30'000, 30'000 * 5 / 64.0);
}

TEST(KeySample, GoesOnTheSameAfterItWasReadBack) {
    const std::vector<std::uint64_t> keys = fingerprints(50'000);
    KeySample sample = divided({keys.begin(), keys.begin() + 20'000}, 3);
    KeySample again = read_back(written(sample));
    for (std::size_t i = 10'000; i < keys.size(); ++i) {
        sample.add(keys[i], 2, key_of(keys[i]));
        again.add(keys[i], 2, key_of(keys[i]));
    }
    EXPECT_EQ(written(again), written(sample));
}

// Version 1 was first written with all that a sample held, up to twice as many, and that is still read.
TEST(KeySample, OfMoreKeysThanItNeedsIsReadAndWrittenWithoutThem) {
    std::vector<std::uint64_t> keys = fingerprints(KeySample::kSize + 900);
    std::ranges::sort(keys);
    ByteWriter old;
    old.number(keys.back() + 1);
    old.number(static_cast<std::uint32_t>(keys.size()));
    for (const std::uint64_t fingerprint : keys) {
        const KeptKey key = key_of(fingerprint);
        old.number(fingerprint);
        old.number(std::uint64_t{3});
        old.text(key.bytes);
        old.number(key.length);
        old.number(key.hash);
    }
    const KeySample read = read_back(old.written());
    EXPECT_EQ(read.smallest().size(), KeySample::kSize);
    EXPECT_EQ(read.smallest().back().fingerprint, keys[KeySample::kSize - 1]);
    EXPECT_EQ(written(read_back(written(read))), written(read));
}

TEST(KeySample, RefusesWhatNoSampleIs) {
    const auto sample_of = [](std::uint64_t limit, std::uint32_t size, std::uint64_t records) {
        ByteWriter out;
        out.number(limit);
        out.number(size);
        for (std::uint64_t fingerprint = 0; fingerprint < size; ++fingerprint) {
            out.number(fingerprint / 2);  // each there twice
            out.number(records);
            out.text("k");
            out.number(std::uint32_t{1});
            out.number(std::uint32_t{7});
        }
        return out.written();
    };
    const auto message = [&](const std::vector<std::uint8_t>& bytes) {
        const Error error = error_of([&] { (void)read_back(bytes); });
        EXPECT_EQ(error.code(), ErrorCode::state_corrupt);
        return std::string(error.what());
    };
    constexpr std::uint64_t kAll = UINT64_MAX;
    EXPECT_NE(message(sample_of(kAll, 2, 1)).find("there twice"), std::string::npos);
    EXPECT_NE(message(sample_of(kAll, 1, 0)).find("no records"), std::string::npos);
    EXPECT_NE(message(sample_of(100, 1, 1)).find("no sample"), std::string::npos);
    EXPECT_NE(message(sample_of(kAll, 2 * KeySample::kSize, 1)).find("no sample"), std::string::npos);
}

}  // namespace
}  // namespace kafka_architect
