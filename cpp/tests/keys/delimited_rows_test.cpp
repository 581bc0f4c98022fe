// Rows of CSV, wherever blocks are cut and 64 bytes end.
#include "kafka_architect/delimited_rows.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "kafka_architect/error.hpp"
#include "keys/special_bytes.hpp"

namespace kafka_architect {
namespace {

using Strings = std::vector<std::string>;

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// The column of a text that comes in blocks of `step` bytes.
Strings column(std::string_view text, std::size_t place, std::size_t width, std::size_t step) {
    DelimitedRows rows({place}, width, ',');
    std::string rest;
    for (std::size_t at = 0; at <= text.size(); at += step) {
        const bool last = at + step > text.size();
        rest += text.substr(at, step);
        EXPECT_FALSE(rows.read(bytes_of(rest), last).has_value());
        rest.erase(0, rows.consumed());
    }
    EXPECT_EQ(rest, "");
    const FieldColumn found = rows.take().front();
    Strings out;
    for (std::size_t i = 0; i < found.size(); ++i) {
        out.emplace_back(found.value(i));
    }
    return out;
}

TEST(DelimitedRows, AreTheSameForBlocksOfAnySize) {
    const std::string text = "a,1\r\n\"b,\"\"c\"\"\n\",2\n\n,3\n" + std::string(70, 'd') + ",4\n\"\"e,5";
    const Strings expected{"a", "b,\"c\"\n", "", std::string(70, 'd'), "e"};
    for (std::size_t step = 1; step <= text.size() + 1; ++step) {
        EXPECT_EQ(column(text, 0, 2, step), expected) << "blocks of " << step;
        EXPECT_EQ(column(text, 1, 2, step), (Strings{"1", "2", "3", "4", "5"}));
    }
}

TEST(DelimitedRows, StopBeforeABadRow) {
    DelimitedRows rows({0}, 2, ',');
    const std::optional<BadRow> bad = rows.read(bytes_of("a,1\nb\nc,3\n"), true);
    ASSERT_TRUE(bad.has_value());
    EXPECT_EQ(bad->offset, 4U);
    EXPECT_EQ(bad->reason, "expected 2 fields, found 1");
    EXPECT_EQ(rows.consumed(), 4U);
    EXPECT_EQ(rows.take().front().size(), 1U);
}

TEST(DelimitedRows, ARowOfOneEmptyFieldIsABlankLineUnlessQuoted) {
    EXPECT_EQ(column("\n\"\"\n\r\nx\n", 0, 1, 3), (Strings{"", "x"}));
}

TEST(DelimitedRows, RefuseDelimitersThatMeanSomethingElse) {
    for (const char byte : {'"', '\n', '\r', '\0'}) {
        EXPECT_THROW(DelimitedRows({0}, 1, static_cast<std::uint8_t>(byte)), Error);
    }
    EXPECT_THROW(DelimitedRows({1}, 1, ','), Error);
    EXPECT_THROW(DelimitedRows({0, 0}, 1, ','), Error);
}

TEST(SpecialBytes, AreFoundInOrder) {
    for (std::size_t size = 0; size < 200; ++size) {
        std::string text(size, '.');
        std::vector<std::size_t> expected;
        for (std::size_t at = 0; at < size; at += 1 + at % 7) {
            text[at] = ",\n\""[at % 3];
            expected.push_back(at);
        }
        SpecialBytes specials(bytes_of(text), {',', '\n', '"'});
        for (const std::size_t at : expected) {
            EXPECT_EQ(specials.next(), at);
        }
        EXPECT_EQ(specials.next(), size);
        EXPECT_EQ(specials.next(), size);
    }
}

TEST(FieldColumn, IsJoinedAndHasNulls) {
    DelimitedRows rows({0, 1}, 2, ',');
    EXPECT_FALSE(rows.read(bytes_of("a,1\nNULL,2\n"), true).has_value());
    const std::vector<FieldColumn> columns = rows.take();
    const FieldColumn keys = null_where(columns[0], "NULL");
    EXPECT_EQ(keys.nulls, 1U);
    const std::vector<FieldPart> parts{&keys, std::string_view(":"), &columns[1]};
    const FieldColumn both = joined(parts);
    EXPECT_EQ(both.value(0), "a:1");
    EXPECT_TRUE(both.is_null(1));
    const std::vector<FieldPart> none{std::string_view(":")};
    EXPECT_THROW(static_cast<void>(joined(none)), Error);
}

}  // namespace
}  // namespace kafka_architect
