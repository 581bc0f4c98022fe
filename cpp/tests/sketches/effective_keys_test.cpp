#include "kafka_architect/effective_keys.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "base/byte_stream.hpp"
#include "kafka_architect/fingerprint.hpp"
#include "support/text.hpp"

namespace kafka_architect {
namespace {

using testing::bytes;

// Records of each key of a topic; key i is called "key-i".
using Weights = std::vector<std::uint64_t>;

Weights zipf(std::size_t keys, double exponent, double records_of_the_hottest) {
    Weights weights;
    for (std::size_t rank = 1; rank <= keys; ++rank) {
        const double share = records_of_the_hottest / std::pow(static_cast<double>(rank), exponent);
        weights.push_back(static_cast<std::uint64_t>(std::ceil(share)));
    }
    return weights;
}

std::uint32_t low_of(std::size_t key) {
    return fingerprint(bytes("key-" + std::to_string(key))).low;
}

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

// Counts one record for each of `lows`, and asks for no selection.
void add(EffectiveKeys& sketch, const std::vector<std::uint32_t>& lows) {
    std::vector<std::uint32_t> selected(lows.size());
    EXPECT_EQ(sketch.add(lows, kNoLimit, selected.data()), 0U);
}

EffectiveKeys sketch_of(const Weights& weights) {
    EffectiveKeys sketch;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        add(sketch, std::vector<std::uint32_t>(weights[i], low_of(i)));
    }
    return sketch;
}

double exact(const Weights& weights) {
    double records = 0;
    double squares = 0;
    for (const std::uint64_t weight : weights) {
        records += static_cast<double>(weight);
        squares += std::pow(static_cast<double>(weight), 2);
    }
    return records * records / squares;
}

void expect_close(const Weights& weights) {
    EXPECT_NEAR(sketch_of(weights).estimate() / exact(weights), 1, 0.03) << "exactly " << exact(weights);
}

TEST(EffectiveKeys, OfEquallyBusyKeysIsTheirNumber) {
    for (const std::size_t keys : {10U, 1000U, 65'536U, 300'000U, 1'000'000U}) {
        SCOPED_TRACE(keys);
        expect_close(Weights(keys, 1));
    }
    expect_close(Weights(100'000, 10));
}

TEST(EffectiveKeys, OfOneKeyIsOne) {
    EXPECT_DOUBLE_EQ(sketch_of({1}).estimate(), 1);
    EXPECT_NEAR(sketch_of({1'000'000}).estimate(), 1, 1e-9);
}

TEST(EffectiveKeys, OfSkewedKeysFollowsTheHotOnes) {
    for (const double exponent : {0.5, 0.8, 1.0, 1.2, 2.0}) {
        SCOPED_TRACE(exponent);
        expect_close(zipf(20'000, exponent, 20'000));
    }
    Weights hot_among_many(200'000, 1);
    hot_among_many[4711] = 50'000;
    expect_close(hot_among_many);
}

TEST(EffectiveKeys, OfNoRecordsIsZero) {
    EXPECT_EQ(EffectiveKeys().estimate(), 0);
}

TEST(EffectiveKeys, LiesBetweenOneAndTheNumberOfRecords) {
    for (std::size_t keys = 1; keys < 2000; keys = keys * 3 / 2 + 1) {
        const double estimate = sketch_of(Weights(keys, 1)).estimate();
        EXPECT_GE(estimate, 1);
        EXPECT_LE(estimate, static_cast<double>(keys));
    }
}

TEST(EffectiveKeys, DoesNotDependOnHowRecordsAreGrouped) {
    EffectiveKeys one_by_one;
    EffectiveKeys at_once;
    std::vector<std::uint32_t> lows;
    for (std::uint32_t i = 0; i < 10'000; ++i) {
        lows.push_back(low_of(i % 3000));
        add(one_by_one, {lows.back()});
    }
    add(at_once, lows);
    EXPECT_EQ(one_by_one.estimate(), at_once.estimate());
}

TEST(EffectiveKeys, CountsWeightsLikeThatManyRecords) {
    const Weights weights = zipf(3000, 1, 3000);
    std::vector<std::uint32_t> lows;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        lows.push_back(low_of(i));
    }
    EffectiveKeys weighted;
    weighted.add_weighted(lows, weights);
    EXPECT_EQ(weighted.estimate(), sketch_of(weights).estimate());
    EXPECT_EQ(weighted.total(), sketch_of(weights).total());
}

TEST(EffectiveKeys, CountsWeightsThatAreFarAbove32Bits) {
    EffectiveKeys weighted;
    const std::vector<std::uint32_t> lows = {low_of(0), low_of(1)};
    const Weights terabytes = {std::uint64_t{1} << 40U, std::uint64_t{1} << 40U};
    weighted.add_weighted(lows, terabytes);
    EXPECT_EQ(weighted.cell(low_of(0)), terabytes[0]);
    EXPECT_NEAR(weighted.estimate(), 2, 0.001);
}

TEST(EffectiveKeys, SelectsTheKeysWhoseCellIsAboveALimit) {
    EffectiveKeys sketch;
    std::vector<std::uint32_t> selected(10);
    const std::vector<std::uint32_t> lows = {low_of(1), low_of(2), low_of(1), low_of(3), low_of(1)};
    const std::size_t found = sketch.add(lows, 1, selected.data());
    selected.resize(found);
    EXPECT_EQ(selected, (std::vector<std::uint32_t>{2, 4})) << "the second and the third record of key 1";
    EXPECT_EQ(sketch.cell(low_of(1)), 3U);
    EXPECT_EQ(sketch.cell(low_of(2)), 1U);
    EXPECT_EQ(sketch.cell(low_of(4)), 0U);
}

TEST(EffectiveKeys, MergesInAnyOrderAndGrouping) {
    const EffectiveKeys a = sketch_of(zipf(5000, 1, 5000));
    const EffectiveKeys b = sketch_of(Weights(30'000, 2));
    const EffectiveKeys c = sketch_of({100'000});
    const auto merged = [](EffectiveKeys into, const EffectiveKeys& other) {
        into.merge(other);
        return into;
    };
    const double expected = merged(merged(a, b), c).estimate();
    EXPECT_EQ(merged(merged(b, a), c).estimate(), expected);
    EXPECT_EQ(merged(a, merged(b, c)).estimate(), expected);
    EXPECT_EQ(merged(c, merged(a, b)).estimate(), expected);
    EXPECT_EQ(merged(merged(a, EffectiveKeys()), merged(c, b)).estimate(), expected);
}

TEST(EffectiveKeys, OfAMergeIsThatOfAllRecordsTogether) {
    const Weights half = zipf(5000, 1, 5000);
    Weights whole = half;
    for (std::uint64_t& weight : whole) {
        weight *= 2;
    }
    EffectiveKeys merged = sketch_of(half);
    merged.merge(sketch_of(half));
    EXPECT_EQ(merged.estimate(), sketch_of(whole).estimate());
}

TEST(EffectiveKeys, CanBeAddedToAfterAMerge) {
    EffectiveKeys merged = sketch_of({5, 5});
    merged.merge(sketch_of({5, 5}));
    add(merged, std::vector<std::uint32_t>(10, low_of(0)));
    EXPECT_EQ(merged.estimate(), sketch_of({20, 10}).estimate());
}

TEST(EffectiveKeys, AreTheSameWhenWrittenAndReadBack) {
    EffectiveKeys sketch = sketch_of(zipf(5000, 1, 5000));
    ByteWriter written;
    sketch.write(written);
    ByteReader reader(written.written());
    EffectiveKeys read = EffectiveKeys::read(reader);
    EXPECT_EQ(reader.left(), 0U);
    EXPECT_EQ(read.estimate(), sketch.estimate());
    EXPECT_EQ(read.total(), sketch.total());
    add(read, {low_of(0)});
    add(sketch, {low_of(0)});
    EXPECT_EQ(read.estimate(), sketch.estimate());
}

}  // namespace
}  // namespace kafka_architect
