#include "kafka_architect/line_splitter.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/text.hpp"

namespace kafka_architect {
namespace {

using testing::bytes;

struct Split {
    std::vector<std::string> lines;
    std::string rest;  // the beginning of a line that is not complete
};

bool operator==(const Split& a, const Split& b) {
    return a.lines == b.lines && a.rest == b.rest;
}

void PrintTo(const Split& split, std::ostream* out) {
    *out << ::testing::PrintToString(split.lines) << " and " << ::testing::PrintToString(split.rest);
}

// Splits as a reader does: scan, stop when the output is full, go on from there.
Split split(const std::string& block, std::size_t capacity, bool strip_carriage_returns = true) {
    const std::uint8_t* data = bytes(block).data();
    Split out;
    std::size_t line_begin = 0;
    std::size_t scanned = 0;
    while (scanned < block.size()) {
        std::vector<std::uint32_t> starts(capacity + 1);
        std::vector<std::uint32_t> lengths(capacity + 1);
        starts[0] = static_cast<std::uint32_t>(line_begin);
        const LineScan scan = find_line_ends(data, scanned, block.size(), starts.data() + 1, capacity);
        EXPECT_LE(scan.lines, capacity);
        EXPECT_GT(scan.next, scanned) << "a scan that finds bytes goes on";
        EXPECT_LE(scan.next, block.size());
        line_lengths(data, starts.data(), scan.lines, strip_carriage_returns, lengths.data());
        for (std::size_t i = 0; i < scan.lines; ++i) {
            out.lines.push_back(block.substr(starts[i], lengths[i]));
        }
        scanned = scan.next;
        line_begin = starts[scan.lines];
    }
    out.rest = block.substr(line_begin);
    return out;
}

Split split_naively(const std::string& block, bool strip_carriage_returns = true) {
    Split out;
    for (const char byte : block) {
        if (byte != '\n') {
            out.rest.push_back(byte);
            continue;
        }
        if (strip_carriage_returns && out.rest.ends_with('\r')) {
            out.rest.pop_back();
        }
        out.lines.push_back(std::move(out.rest));
        out.rest.clear();
    }
    return out;
}

// Every text of the given length over LF, CR and a letter.
template <typename Visit>
void for_each_text(std::size_t length, Visit visit) {
    std::string text(length, 'a');
    std::size_t texts = 1;
    for (std::size_t i = 0; i < length; ++i) {
        texts *= 3;
    }
    for (std::size_t number = 0; number < texts; ++number) {
        std::size_t digits = number;
        for (char& byte : text) {
            byte = "a\n\r"[digits % 3];
            digits /= 3;
        }
        visit(text);
    }
}

TEST(LineSplitter, EndsAKeyAtLfAndDropsOneCrBeforeIt) {
    EXPECT_EQ(split("IAH\nMIA\r\n\n\r\nA\r\r\nB\rC\nrest", 64),
              (Split{{"IAH", "MIA", "", "", "A\r", "B\rC"}, "rest"}));
}

TEST(LineSplitter, KeepsCarriageReturnsWhenAskedTo) {
    EXPECT_EQ(split("IAH\r\n\r\n", 64, false), (Split{{"IAH\r", "\r"}, ""}));
}

TEST(LineSplitter, SplitsEveryShortTextAsANaiveReaderDoes) {
    for (std::size_t length = 0; length <= 9; ++length) {
        for_each_text(length, [](const std::string& text) {
            for (const std::size_t capacity : {1U, 2U, 64U}) {
                ASSERT_EQ(split(text, capacity), split_naively(text));
            }
        });
    }
}

TEST(LineSplitter, SplitsShortTextsAtAnyPlaceOfALongBlock) {
    for (std::size_t before = 0; before < 140; ++before) {
        for_each_text(4, [before](const std::string& text) {
            const std::string block = std::string(before, 'k') + text + std::string(70, 'k');
            ASSERT_EQ(split(block, 64), split_naively(block)) << "after " << before << " bytes";
        });
    }
}

TEST(LineSplitter, StopsWhenTheOutputIsFullAndGoesOn) {
    const std::string block(1000, '\n');
    std::vector<std::uint32_t> starts(1000);
    for (const std::size_t capacity : {1U, 63U, 64U, 65U, 100U, 999U, 1000U}) {
        const LineScan scan = find_line_ends(bytes(block).data(), 0, block.size(), starts.data(), capacity);
        EXPECT_LE(scan.lines, capacity);
        EXPECT_GT(scan.lines + 64, capacity) << "stopped although there was room for 64 more";
        EXPECT_EQ(scan.next, scan.lines) << "directly behind the last line end it reports";
        EXPECT_EQ(starts[scan.lines - 1], scan.lines);
        EXPECT_EQ(split(block, capacity), split_naively(block));
    }
}

TEST(LineSplitter, NeverWritesBehindItsOutput) {
    constexpr std::uint32_t kUntouched = 0xdeadbeefU;
    const std::string block(500, '\n');
    for (std::size_t capacity = 1; capacity < 200; ++capacity) {
        std::vector<std::uint32_t> starts(capacity + 64, kUntouched);
        find_line_ends(bytes(block).data(), 0, block.size(), starts.data(), capacity);
        for (std::size_t i = capacity; i < starts.size(); ++i) {
            ASSERT_EQ(starts[i], kUntouched) << "capacity " << capacity;
        }
    }
}

TEST(LineSplitter, LooksAtNothingOutsideItsRange) {
    const std::string block = "\n\r" + std::string(100, 'k') + "\r\n";
    std::vector<std::uint32_t> starts(64);
    const LineScan scan = find_line_ends(bytes(block).data(), 2, 102, starts.data(), starts.size());
    EXPECT_EQ(scan.lines, 0U);
    EXPECT_EQ(scan.next, 102U);
    EXPECT_FALSE(scan.carriage_return);
}

TEST(LineSplitter, SaysWhetherItSawACarriageReturn) {
    for (std::size_t at = 0; at < 200; ++at) {
        std::string block(200, 'k');
        std::vector<std::uint32_t> starts(64);
        EXPECT_FALSE(find_line_ends(bytes(block).data(), 0, 200, starts.data(), 64).carriage_return);
        block[at] = '\r';
        EXPECT_TRUE(find_line_ends(bytes(block).data(), 0, 200, starts.data(), 64).carriage_return) << at;
    }
}

TEST(LineSplitter, FindsNothingInNothing) {
    std::vector<std::uint32_t> starts(64);
    const LineScan scan = find_line_ends(bytes("\n").data(), 0, 0, starts.data(), starts.size());
    EXPECT_EQ(scan.lines, 0U);
    EXPECT_EQ(scan.next, 0U);
    EXPECT_FALSE(scan.carriage_return);
}

TEST(LineSplitter, TakesEveryOtherByteAsPartOfAKey) {
    std::string every_byte;
    for (int byte = 0; byte < 256; ++byte) {
        if (byte != '\n') {
            every_byte.push_back(static_cast<char>(byte));
        }
    }
    EXPECT_EQ(split(every_byte + "\n", 64), (Split{{every_byte}, ""}));
}

}  // namespace
}  // namespace kafka_architect
