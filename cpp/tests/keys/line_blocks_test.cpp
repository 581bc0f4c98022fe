// Text in blocks: the same keys wherever it is cut, and lines that are refused where they begin.
#include "kafka_architect/line_blocks.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/error_of.hpp"
#include "support/key_list.hpp"
#include "support/text.hpp"

namespace kafka_architect {
namespace {

using testing::bytes;
using testing::error_of;
using testing::Key;
using Keys = std::vector<Key>;

void append(const KeyBatch& batch, Keys& keys) {
    EXPECT_GT(batch.size, 0U);
    EXPECT_LE(batch.size, kBatchKeys);
    for (std::size_t i = 0; i < batch.size; ++i) {
        EXPECT_LE(batch.starts[i] + batch.lengths[i], batch.readable);
        EXPECT_TRUE(!batch.is_null(i) || batch.lengths[i] == 0) << "a null key has no bytes";
    }
    const Keys more = testing::keys_of(batch);
    keys.insert(keys.end(), more.begin(), more.end());
}

// Each block in memory of its own, of which nothing is left when the next one comes.
void feed(LineBlocks& lines, const std::string& text, Keys& keys) {
    const std::vector<std::uint8_t> block(text.begin(), text.end());
    lines.open(block);
    KeyBatch batch;
    while (lines.next(batch)) {
        append(batch, keys);
    }
}

Keys read(LineBlocks& lines, const std::vector<std::string>& blocks) {
    Keys keys;
    std::size_t fed = 0;
    for (const std::string& block : blocks) {
        feed(lines, block, keys);
        fed += block.size();
        EXPECT_EQ(lines.position_bytes(), fed);
    }
    KeyBatch batch;
    if (lines.finish(batch)) {
        append(batch, keys);
    }
    EXPECT_FALSE(lines.finish(batch)) << "the last line is there once";
    return keys;
}

Keys read(const std::vector<std::string>& blocks, const LineBlocksOptions& options = {}) {
    LineBlocks lines(options);
    return read(lines, blocks);
}

LineBlocksOptions with_null_text(const std::string& text) {
    LineBlocksOptions options;
    options.null_text = std::vector<std::uint8_t>(text.begin(), text.end());
    return options;
}

LineBlocksOptions with_delimiter(char delimiter) {
    LineBlocksOptions options;
    options.delimiter = static_cast<std::uint8_t>(delimiter);
    return options;
}

TEST(LineBlocks, EndALineAtLfAndDropOneCrBeforeIt) {
    EXPECT_EQ(read({"IAH\nMIA\r\n\n\r\nA\r\r\nB\rC\nrest\r"}),
              (Keys{"IAH", "MIA", "", "", "A\r", "B\rC", "rest\r"}));
}

TEST(LineBlocks, HaveTheSameKeysWhereverTheTextIsCut) {
    const std::string text = "IAH\r\nnull\n\r\n\nA:1\r\r\n:B\n" + std::string(300, 'k') + "\r\nnull\r\nrest";
    LineBlocksOptions both = with_null_text("null");
    both.delimiter = static_cast<std::uint8_t>(':');
    for (const LineBlocksOptions& options :
         {LineBlocksOptions(), with_null_text("null"), with_delimiter(':'), both}) {
        const Keys whole = read({text}, options);
        for (std::size_t first = 0; first <= text.size(); ++first) {
            for (const std::size_t second : {first, (first + text.size()) / 2, text.size()}) {
                ASSERT_EQ(
                    read({text.substr(0, first), text.substr(first, second - first), text.substr(second)},
                         options),
                    whole)
                    << first << " and " << second;
            }
        }
    }
}

TEST(LineBlocks, HandOutEveryLineOfALongBlockInItsOrder) {
    std::string text;
    Keys expected;
    for (std::size_t i = 0; i < 2 * kBatchKeys + 5; ++i) {
        text += std::to_string(i) + '\n';
        expected.emplace_back(std::to_string(i));
    }
    EXPECT_EQ(read({text}), expected);
}

TEST(LineBlocks, HaveNoLineBehindTheLastLf) {
    EXPECT_EQ(read({"a\n", ""}), (Keys{"a"}));
    EXPECT_EQ(read({"", "\n"}), (Keys{""}));
    EXPECT_TRUE(read({}).empty());
}

TEST(LineBlocks, ANullTextIsANullKeyAndOnlyAllOfIt) {
    EXPECT_EQ(read({"null\nnul\nnulls\n\nnu", "ll"}, with_null_text("null")),
              (Keys{{}, "nul", "nulls", "", {}}));
    EXPECT_EQ(read({"a\n\nb"}, with_null_text("")), (Keys{"a", {}, "b"}));
}

TEST(LineBlocks, AKeyEndsAtItsFirstDelimiterAndALineWithoutOneHasNoKey) {
    LineBlocks lines(with_delimiter(':'));
    EXPECT_EQ(read(lines, {"a:1\nof the value\n:", "\nb:2:3\nand"}), (Keys{"a", "", "b"}));
    EXPECT_EQ(lines.lines_without_key(), 2U);
}

TEST(LineBlocks, RefuseALineThatIsTooLongWhereItBeginsAndCountThoseBefore) {
    const std::string text = "abc\n12345678\r\n123456789\nx\n";
    LineBlocksOptions options;
    options.max_line_bytes = 8;
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        LineBlocks lines(options);
        Keys keys;
        const Error error = error_of([&] {
            feed(lines, text.substr(0, cut), keys);
            feed(lines, text.substr(cut), keys);
        });
        ASSERT_EQ(error.code(), ErrorCode::source_malformed);
        ASSERT_TRUE(std::string(error.what()).starts_with("the line at byte 14 is longer than 8 bytes"))
            << error.what() << " cut at " << cut;
        ASSERT_EQ(keys, (Keys{"abc", "12345678"})) << "cut at " << cut;
    }
}

TEST(LineBlocks, KeepNoMoreOfALineThatNeverEndsThanALineMayHave) {
    LineBlocksOptions options;
    options.max_line_bytes = 10;
    LineBlocks lines(options);
    Keys keys;
    feed(lines, std::string(11, 'x'), keys);  // the last may be the CR of a line end
    EXPECT_EQ(error_of([&] { feed(lines, "x", keys); }).code(), ErrorCode::source_malformed);
    EXPECT_TRUE(keys.empty());
}

}  // namespace
}  // namespace kafka_architect
