// Threads: any number of workers comes to the same saved state, several passes share a source, and a bad
// stripe gives the same error. ThreadSanitizer runs these (make sanitize).
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <thread>
#include <vector>

#include "kafka_architect/distribution_pass.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/text_file.hpp"
#include "support/error_of.hpp"
#include "support/temporary_file.hpp"

namespace kafka_architect {
namespace {

using testing::error_of;
using testing::TemporaryFile;

constexpr std::size_t kPage = 4096;
constexpr TextFileOptions kSmallStripes{
    .block_bytes = kPage, .stripe_bytes = 2 * kPage, .max_key_bytes = kPage};

// More distinct keys than any summary holds exactly, some hot ones, empty ones, CRs.
std::string many_keys() {
    std::string text;
    for (std::uint32_t i = 0; i < 60'000; ++i) {
        const std::uint32_t mixed = i * 2'654'435'761U;
        if (i % 11 != 0) {
            text += "order-" + std::to_string(i % 3 == 0 ? mixed % 7 : mixed % 25'000);
        }
        text += i % 5 == 0 ? "\r\n" : "\n";
    }
    return text;
}

Distribution empty_state() {
    return Distribution({.partitioner = partitioner_named("murmur2"),
                         .partition_counts = {6, 12, 1000},
                         .what_if_counts = {5, 9},
                         .topic_partitions = 0});
}

std::vector<std::uint8_t> read_with(const KeySource& source, std::size_t workers,
                                    std::size_t stripes_a_step) {
    DistributionPass pass(source, empty_state(), 0);
    while (pass.step(stripes_a_step, workers)) {
    }
    return pass.result().to_bytes();
}

class ThreadedPass : public ::testing::Test {
protected:
    TemporaryFile file_{many_keys()};
    TextFile source_{file_.path(), kSmallStripes};
};

TEST_F(ThreadedPass, ComesToTheSameStateWithAnyNumberOfWorkers) {
    ASSERT_GT(source_.stripes(), 3 * DistributionPass::kLanes);
    const std::vector<std::uint8_t> alone = read_with(source_, 1, source_.stripes());
    EXPECT_EQ(Distribution::from_bytes(alone).tallies().records, 60'000U);
    for (std::size_t workers = 2; workers <= 8; ++workers) {
        EXPECT_EQ(read_with(source_, workers, source_.stripes()), alone) << workers << " workers";
    }
}

TEST_F(ThreadedPass, ComesToTheSameStateInStepsOfAnySize) {
    const std::vector<std::uint8_t> at_once = read_with(source_, 4, source_.stripes());
    for (const std::size_t stripes :
         {std::size_t{1}, std::size_t{7}, DistributionPass::kLanes, std::size_t{40}}) {
        EXPECT_EQ(read_with(source_, 4, stripes), at_once) << stripes << " stripes a step";
    }
}

TEST_F(ThreadedPass, SharesASourceWithOtherPasses) {
    const std::vector<std::uint8_t> alone = read_with(source_, 1, source_.stripes());
    std::vector<std::vector<std::uint8_t>> results(4);
    {
        std::vector<std::jthread> analyzers;
        for (std::size_t a = 0; a < results.size(); ++a) {
            analyzers.emplace_back([&, a] { results[a] = read_with(source_, a + 1, 20 + a); });
        }
    }
    for (const std::vector<std::uint8_t>& result : results) {
        EXPECT_EQ(result, alone);
    }
}

// A result taken between steps must not be changed by the steps that follow.
TEST_F(ThreadedPass, HandsOutResultsBetweenSteps) {
    DistributionPass pass(source_, empty_state(), 0);
    ASSERT_TRUE(pass.step(20, 4));
    const Distribution early = pass.result();
    const std::vector<std::uint8_t> bytes = early.to_bytes();
    while (pass.step(20, 4)) {
    }
    EXPECT_EQ(early.to_bytes(), bytes);
}

TEST_F(ThreadedPass, CountsExactlyWithAnyNumberOfWorkers) {
    DistributionPass pass(source_, empty_state(), 0);
    while (pass.step(source_.stripes(), 2)) {
    }
    const Distribution state = pass.result();
    std::map<std::uint64_t, std::uint64_t> bounds;
    std::vector<std::uint64_t> fingerprints;
    for (const HeavyKey& key : state.heavy().heaviest(20)) {
        bounds[key.fingerprint] = key.lower;
    }
    for (const auto& [fingerprint, lower] : bounds) {
        fingerprints.push_back(fingerprint);
    }
    const std::vector<std::uint64_t> alone = count_exactly(source_, fingerprints, 0, source_.stripes(), 1);
    for (std::size_t i = 0; i < fingerprints.size(); ++i) {
        EXPECT_GE(alone[i], bounds[fingerprints[i]]);
    }
    for (std::size_t workers = 2; workers <= 8; ++workers) {
        EXPECT_EQ(count_exactly(source_, fingerprints, 0, source_.stripes(), workers), alone);
    }
}

TEST(ThreadedPassErrors, AreThoseOfTheFirstBadStripe) {
    // Too long a line in two places; both are found, the first is reported.
    const std::string keys = many_keys();
    const std::string too_long(10 * kPage, 'x');
    const TemporaryFile file(keys.substr(0, keys.size() / 3) + too_long + "\n" +
                             keys.substr(keys.size() / 3) + too_long);
    const TextFile source(file.path(), kSmallStripes);
    const auto failure = [&](std::size_t workers) {
        return std::string(error_of([&] { (void)read_with(source, workers, source.stripes()); }).what());
    };
    const std::string alone = failure(1);
    for (std::size_t workers = 2; workers <= 8; ++workers) {
        EXPECT_EQ(failure(workers), alone);
    }
}

}  // namespace
}  // namespace kafka_architect
