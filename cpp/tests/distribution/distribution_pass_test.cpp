// Any number of workers reads the same result, or the same error.
#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <iterator>
#include <mutex>
#include <new>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "kafka_architect/distribution_pass.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/text_file.hpp"
#include "support/error_of.hpp"
#include "support/key_list.hpp"
#include "support/temporary_file.hpp"

namespace kafka_architect {
namespace {

using testing::bytes;
using testing::error_of;
using testing::TemporaryFile;

// Ten keys in each stripe; what a test wants to happen in a stripe happens when it is opened.
class MemorySource final : public KeySource {
public:
    using OnOpen = std::function<void(std::size_t stripe)>;

    explicit MemorySource(
        std::size_t stripes, OnOpen on_open = [](std::size_t) {})
        : stripes_(stripes), on_open_(std::move(on_open)) {}

    [[nodiscard]] std::size_t stripes() const noexcept override { return stripes_; }
    [[nodiscard]] std::uint64_t size_bytes() const noexcept override { return stripes_; }
    [[nodiscard]] std::uint64_t stripe_offset(std::size_t stripe) const noexcept override { return stripe; }
    [[nodiscard]] std::unique_ptr<KeyReader> reader() const override {
        return std::make_unique<Reader>(on_open_);
    }

private:
    class Reader final : public KeyReader {
    public:
        explicit Reader(const OnOpen& on_open) : on_open_(on_open) {}

        void open_stripe(std::size_t stripe) override {
            on_open_(stripe);
            builder_.clear();
            for (std::size_t i = 0; i < 10; ++i) {
                builder_.append(bytes("key-" + std::to_string(stripe * 7 + i)));
            }
            done_ = false;
        }
        bool next(KeyBatch& batch) override {
            batch = builder_.batch();
            return !std::exchange(done_, true);
        }

    private:
        const OnOpen& on_open_;
        KeyBatchBuilder builder_;
        bool done_ = true;
    };

    std::size_t stripes_;
    OnOpen on_open_;
};

Distribution nothing_yet() {
    return Distribution({.partitioner = partitioner_named("murmur2"),
                         .partition_counts = {12},
                         .what_if_counts = {},
                         .topic_partitions = 0});
}

// Reads the rest of a pass, `stripes` at a time.
Distribution finished(DistributionPass& pass, std::size_t workers, std::size_t stripes = 1000) {
    while (pass.step(stripes, workers)) {
    }
    return pass.result();
}

Distribution read(const KeySource& source, std::size_t workers, std::size_t stripes = 1000) {
    DistributionPass pass(source, nothing_yet(), 0);
    return finished(pass, workers, stripes);
}

Error error_of_reading(const KeySource& source, std::size_t workers) {
    return error_of([&] { read(source, workers); });
}

class Workers : public ::testing::TestWithParam<std::size_t> {};

INSTANTIATE_TEST_SUITE_P(DistributionPass, Workers, ::testing::Range<std::size_t>(1, 9));

TEST_P(Workers, ReadTheSameResult) {
    const MemorySource source(100);
    const Distribution alone = read(source, 1);
    EXPECT_EQ(alone.tallies().records, 1000U);
    EXPECT_EQ(read(source, GetParam()).to_bytes(), alone.to_bytes());
}

TEST_P(Workers, ReadTheSameResultFromATextFile) {
    std::string content;
    for (std::uint32_t i = 0; i < 30'000; ++i) {
        content +=
            (i % 10 == 0 ? "" : "flight-" + std::to_string(i * i % 977)) + (i % 4 == 0 ? "\r\n" : "\n");
    }
    const TemporaryFile file(content);
    const TextFile source(file.path(), {.block_bytes = 4096, .stripe_bytes = 4096, .max_key_bytes = 4096});
    const Distribution alone = read(source, 1);
    EXPECT_EQ(alone.tallies().records, 30'000U);
    EXPECT_EQ(alone.tallies().empty_keys, 3000U);
    EXPECT_EQ(read(source, GetParam()).to_bytes(), alone.to_bytes());
}

TEST_P(Workers, ReadTheSameResultInStepsOfAnySize) {
    const MemorySource source(100);
    const Distribution at_once = read(source, 1);
    for (const std::size_t stripes : {1U, 3U, 16U, 17U, 99U}) {
        EXPECT_EQ(read(source, GetParam(), stripes).to_bytes(), at_once.to_bytes()) << stripes;
    }
}

TEST_P(Workers, GoOnFromWhatWasReadBefore) {
    const MemorySource source(100);
    DistributionPass first(source, nothing_yet(), 0);
    EXPECT_TRUE(first.step(37, GetParam()));
    EXPECT_EQ(first.next_stripe(), 37U);
    EXPECT_EQ(first.result().tallies().records, 370U);
    DistributionPass second(source, first.result(), first.next_stripe());
    const Distribution both = finished(second, GetParam());
    EXPECT_EQ(both.tallies().records, 1000U);
    EXPECT_EQ(both.tallies().partitions.records(0), read(source, 1).tallies().partitions.records(0));
}

TEST_P(Workers, MayBeMoreThanThereAreStripes) {
    EXPECT_EQ(read(MemorySource(2), GetParam()).tallies().records, 20U);
    EXPECT_EQ(read(MemorySource(0), GetParam()).tallies().records, 0U);
}

TEST_P(Workers, ReportTheErrorOfTheFirstBadStripe) {
    const MemorySource source(100, [](std::size_t stripe) {
        if (stripe == 40 || stripe == 41 || stripe > 50) {
            throw Error(ErrorCode::source_malformed, "stripe " + std::to_string(stripe));
        }
    });
    const Error error = error_of_reading(source, GetParam());
    EXPECT_STREQ(error.what(), "stripe 40");
    EXPECT_EQ(error.code(), ErrorCode::source_malformed);
}

TEST(DistributionPass, ReportsTheFirstBadStripeEvenWhenALaterOneFailsEarlier) {
    std::mutex mutex;
    std::condition_variable changed;
    bool later_has_failed = false;
    const MemorySource source(10, [&](std::size_t stripe) {
        std::unique_lock lock(mutex);
        if (stripe == 3) {
            changed.wait(lock, [&] { return later_has_failed; });
            throw Error(ErrorCode::source_malformed, "stripe 3");
        }
        if (stripe == 5) {
            later_has_failed = true;
            changed.notify_all();
            throw Error(ErrorCode::source_malformed, "stripe 5");
        }
    });
    EXPECT_STREQ(error_of_reading(source, 2).what(), "stripe 3");
}

TEST(DistributionPass, PassesOnErrorsThatAreNotOurs) {
    const MemorySource source(10, [](std::size_t stripe) {
        if (stripe == 5) {
            throw std::bad_alloc();
        }
    });
    EXPECT_THROW(read(source, 3), std::bad_alloc);
}

TEST(DistributionPass, ReadsEachStripeOnceAndALanesInOrder) {
    std::mutex mutex;
    std::vector<std::size_t> opened;
    const MemorySource source(50, [&](std::size_t stripe) {
        const std::scoped_lock lock(mutex);
        opened.push_back(stripe);
    });
    DistributionPass pass(source, nothing_yet(), 5);
    finished(pass, 4, 7);
    for (std::size_t lane = 0; lane < DistributionPass::kLanes; ++lane) {
        std::vector<std::size_t> of_lane;
        std::ranges::copy_if(opened, std::back_inserter(of_lane), [lane](std::size_t stripe) {
            return stripe % DistributionPass::kLanes == lane;
        });
        EXPECT_TRUE(std::ranges::is_sorted(of_lane)) << "hot keys depend on the order of arrival";
    }
    std::ranges::sort(opened);
    std::vector<std::size_t> expected(45);
    std::iota(expected.begin(), expected.end(), 5U);
    EXPECT_EQ(opened, expected);
}

}  // namespace
}  // namespace kafka_architect
