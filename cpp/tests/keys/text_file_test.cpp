// A text file hands out the same keys however it is cut into blocks and stripes.
#include "kafka_architect/text_file.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

#include "support/key_list.hpp"
#include "support/temporary_file.hpp"

namespace kafka_architect {
namespace {

using testing::TemporaryFile;
using testing::text;
using Keys = std::vector<std::string>;

constexpr std::size_t kPage = 4096;
constexpr TextFileOptions kSmall{.block_bytes = kPage, .stripe_bytes = kPage, .max_key_bytes = 1U << 24U};

Keys read_stripe(KeyReader& reader, std::size_t stripe) {
    Keys keys;
    KeyBatch batch;
    reader.open_stripe(stripe);
    while (reader.next(batch)) {
        EXPECT_GT(batch.size, 0U);
        EXPECT_LE(batch.size, kBatchKeys);
        EXPECT_EQ(batch.validity, nullptr) << "a text file has no way to write a null key";
        for (std::size_t i = 0; i < batch.size; ++i) {
            EXPECT_LE(batch.starts[i] + batch.lengths[i] + kReadPadding, batch.readable);
            keys.push_back(text(batch.key(i)));
        }
    }
    EXPECT_FALSE(reader.next(batch)) << "a stripe that has ended stays ended";
    return keys;
}

Keys read_with(const std::string& content, const TextFileOptions& options) {
    const TemporaryFile file(content);
    const TextFile source(file.path(), options);
    const std::unique_ptr<KeyReader> reader = source.reader();
    Keys keys;
    for (std::size_t stripe = 0; stripe < source.stripes(); ++stripe) {
        const Keys more = read_stripe(*reader, stripe);
        keys.insert(keys.end(), more.begin(), more.end());
    }
    return keys;
}

Keys split_naively(const std::string& content) {
    Keys keys;
    std::size_t begin = 0;
    for (std::size_t lf = content.find('\n'); lf != std::string::npos; lf = content.find('\n', begin)) {
        const bool cr = lf > begin && content[lf - 1] == '\r';
        keys.push_back(content.substr(begin, lf - begin - (cr ? 1 : 0)));
        begin = lf + 1;
    }
    if (begin < content.size()) {
        keys.push_back(content.substr(begin));
    }
    return keys;
}

void expect_naive_keys(const std::string& content, const TextFileOptions& options = kSmall) {
    EXPECT_EQ(read_with(content, options), split_naively(content));
}

TEST(TextFile, ReadsOneKeyPerLine) {
    EXPECT_EQ(read_with("IAH\nMIA\r\n\nBQN", {}), (Keys{"IAH", "MIA", "", "BQN"}));
}

TEST(TextFile, ReadsSmallFiles) {
    for (const char* content :
         {"", "\n", "\r\n", "\r", "a", "a\n", "a\r\n", "a\r", "\n\n\n", "\na", "a\n\n"}) {
        SCOPED_TRACE(::testing::PrintToString(std::string(content)));
        expect_naive_keys(content);
        expect_naive_keys(content, {});
    }
}

TEST(TextFile, KeepsEveryByteOfAKey) {
    std::string content;
    for (int byte = 0; byte < 256; ++byte) {
        content += {static_cast<char>(byte), 'k', static_cast<char>(byte), '\n'};
    }
    expect_naive_keys(content);
}

// A line may end anywhere around the edge of a block or a stripe.
class EdgeOfAStripe : public ::testing::TestWithParam<std::size_t> {};

TEST_P(EdgeOfAStripe, DoesNotChangeTheKeys) {
    const std::size_t edge = GetParam();
    for (std::size_t at = edge - 4; at <= edge + 2; ++at) {
        for (const char* end : {"\n", "\r\n", "\n\n", "\r\n\r\n", "\n\r\n", "\r", "\r\r\n", "\nb\n", ""}) {
            for (const std::size_t after : {std::size_t{0}, std::size_t{1}, std::size_t{5000}}) {
                const std::string content =
                    "first\n" + std::string(at - 6, 'a') + end + std::string(after, 'z');
                SCOPED_TRACE("a line of " + std::to_string(at) + " bytes, then " +
                             ::testing::PrintToString(end));
                expect_naive_keys(content);
                expect_naive_keys(content + "\n");
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(TextFile, EdgeOfAStripe, ::testing::Values(kPage, 2 * kPage, 3 * kPage),
                         ::testing::PrintToStringParamName());

TEST(TextFile, GivesEachLineToTheStripeInWhichTheLineBeforeItEnds) {
    const std::string first(kPage - 1, 'a');
    const TemporaryFile file(first + "\nb\nc\n");
    const TextFile source(file.path(), kSmall);
    const std::unique_ptr<KeyReader> reader = source.reader();
    ASSERT_EQ(source.stripes(), 2U);
    EXPECT_EQ(read_stripe(*reader, 0), (Keys{first, "b"})) << "b follows an LF inside stripe 0";
    EXPECT_EQ(read_stripe(*reader, 1), Keys{"c"});
}

TEST(TextFile, GivesALineThatBeginsAtItsEdgeToTheNextStripeOnlyIfTheLfIsThere) {
    const std::string first(kPage, 'a');
    const TemporaryFile file(first + "\nb\n");
    const TextFile source(file.path(), kSmall);
    const std::unique_ptr<KeyReader> reader = source.reader();
    EXPECT_EQ(read_stripe(*reader, 0), Keys{first});
    EXPECT_EQ(read_stripe(*reader, 1), Keys{"b"});
}

TEST(TextFile, ReadsStripesInAnyOrder) {
    std::string content;
    for (int i = 0; i < 5000; ++i) {
        content += "key-" + std::to_string(i * i) + (i % 3 == 0 ? "\r\n" : "\n");
    }
    const TemporaryFile file(content);
    const TextFile source(file.path(), kSmall);
    const std::unique_ptr<KeyReader> reader = source.reader();
    ASSERT_GT(source.stripes(), 10U);
    std::vector<Keys> backwards(source.stripes());
    for (std::size_t stripe = source.stripes(); stripe-- > 0;) {
        backwards[stripe] = read_stripe(*reader, stripe);
    }
    Keys keys;
    for (const Keys& more : backwards) {
        keys.insert(keys.end(), more.begin(), more.end());
    }
    EXPECT_EQ(keys, split_naively(content));
}

TEST(TextFile, MayLeaveAStripeHalfRead) {
    std::string content;
    for (int i = 0; i < 30'000; ++i) {
        content += "k\r\n";
    }
    const TemporaryFile file(content);
    const TextFile source(file.path(),
                          {.block_bytes = kPage, .stripe_bytes = 16 * kPage, .max_key_bytes = kPage});
    const std::unique_ptr<KeyReader> reader = source.reader();
    KeyBatch batch;
    reader->open_stripe(0);
    ASSERT_TRUE(reader->next(batch));
    EXPECT_EQ(read_stripe(*reader, 0), Keys(16 * kPage / 3 + 1, "k"));
}

TEST(TextFile, HandsOutAtMostABatchAtATime) {
    expect_naive_keys(std::string(3 * kBatchKeys + 1, '\n'), {});
    expect_naive_keys(std::string(kBatchKeys, '\n'), {});
}

TEST(TextFile, ReadsKeysLongerThanBlocksStripesAndHeadroom) {
    constexpr std::size_t kHeadroom = 16 * kPage;
    for (const std::size_t length : {kPage - 1, kPage, kPage + 1, kHeadroom - 1, kHeadroom, kHeadroom + 1,
                                     2 * kHeadroom + kPage, 5 * kHeadroom + 7}) {
        SCOPED_TRACE(length);
        const std::string key(length, 'k');
        expect_naive_keys(key);
        expect_naive_keys("a\n" + key + "\nb\n");
        expect_naive_keys("a\r\n" + key + "\r\n" + key + "\r\nb");
    }
}

TEST(TextFile, ReadsALongKeyThatBeginsAnywhereAroundTheEndOfABlock) {
    // What is carried from block to block then fits the headroom exactly, or is a byte more or less.
    for (std::size_t before = kPage - 4; before <= kPage + 4; ++before) {
        SCOPED_TRACE(before);
        const std::string content =
            std::string(before - 1, 'a') + '\n' + std::string(20 * kPage, 'k') + "\r\nb\n";
        expect_naive_keys(content);
        expect_naive_keys(content,
                          {.block_bytes = kPage, .stripe_bytes = 64 * kPage, .max_key_bytes = 1U << 24U});
    }
}

TEST(TextFile, GivesNoLineToStripesInsideOneLongKey) {
    const TemporaryFile file("a\n" + std::string(10 * kPage, 'k') + "\nb\n");
    const TextFile source(file.path(), kSmall);
    const std::unique_ptr<KeyReader> reader = source.reader();
    ASSERT_EQ(source.stripes(), 11U);
    EXPECT_EQ(read_stripe(*reader, 0).size(), 2U);
    for (std::size_t stripe = 1; stripe < 10; ++stripe) {
        EXPECT_EQ(read_stripe(*reader, stripe), Keys{}) << stripe;
    }
    EXPECT_EQ(read_stripe(*reader, 10), Keys{"b"});
}

TEST(TextFile, SaysWhereStripesBegin) {
    const TemporaryFile file(std::string(2 * kPage + 1, '\n'));
    const TextFile source(file.path(), kSmall);
    EXPECT_EQ(source.size_bytes(), 2 * kPage + 1);
    EXPECT_EQ(source.stripes(), 3U);
    EXPECT_EQ(source.stripe_offset(0), 0U);
    EXPECT_EQ(source.stripe_offset(2), 2 * kPage);
    EXPECT_EQ(source.stripe_offset(3), 2 * kPage + 1) << "behind the last stripe: the end";
}

TEST(TextFile, HasNoStripesWhenItIsEmpty) {
    const TemporaryFile file("");
    EXPECT_EQ(TextFile(file.path()).stripes(), 0U);
}

}  // namespace
}  // namespace kafka_architect
