// Fields of JSON lines as columns. That they are those of Python's json module is tested in tests/property.
#include "kafka_architect/json_lines.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "support/error_of.hpp"
#include "support/text.hpp"

namespace kafka_architect {
namespace {

using testing::bytes;
using testing::error_of;
using Values = std::vector<std::optional<std::string>>;
using Paths = std::vector<std::vector<std::string>>;

Values values_of(const FieldColumn& column) {
    EXPECT_EQ(column.validity.size(), (column.size() + 7) / 8);
    EXPECT_EQ(static_cast<std::size_t>(column.offsets.back()), column.bytes.size());
    Values out;
    std::size_t nulls = 0;
    for (std::size_t row = 0; row < column.size(); ++row) {
        const bool present = ((column.validity[row / 8] >> (row % 8)) & 1U) != 0;
        nulls += present ? 0U : 1U;
        out.push_back(present ? std::optional<std::string>({column.bytes.begin() + column.offsets[row],
                                                            column.bytes.begin() + column.offsets[row + 1]})
                              : std::nullopt);
    }
    EXPECT_EQ(column.nulls, nulls);
    return out;
}

std::vector<FieldColumn> read(const Paths& paths, const std::string& text) {
    JsonLines lines(paths);
    // Memory of its own: AddressSanitizer sees its end.
    const std::vector<std::uint8_t> block(text.begin(), text.end());
    EXPECT_TRUE(lines.read(block).empty()) << text;
    return lines.take();
}

Values read_one(const std::string& text) {
    return values_of(read({{"key"}}, text)[0]);
}

TEST(JsonLines, AFieldIsAColumnWithARowForEachLine) {
    EXPECT_EQ(
        read_one(
            "{\"key\": \"a\"}\n\n \t\r\n{\"other\": [1, {\"key\": 2}]}\r\n{\"key\": null}\n{\"key\":\"\"}"),
        (Values{"a", {}, {}, ""}));
}

TEST(JsonLines, WhatIsNoStringIsItsOwnText) {
    EXPECT_EQ(
        read_one("{\"key\": -1.5e3}\n{\"key\":true }\n{\"key\": [1, \"]\"]}\n{\"key\": {\"a\": \"}\"}}\n"),
        (Values{"-1.5e3", "true", "[1, \"]\"]", "{\"a\": \"}\"}"}));
}

TEST(JsonLines, MissingFieldsAndNumbersAreCounted) {
    const std::vector<FieldColumn> columns =
        read({{"key"}, {"n"}}, "{\"key\": null, \"n\": 7}\n{\"n\": \"8\"}\n{\"n\": -9}\n");
    EXPECT_EQ(columns[0].nulls, 3U);
    EXPECT_EQ(columns[0].missing, 2U);
    EXPECT_EQ(columns[0].numbers, 0U);
    EXPECT_EQ(columns[1].nulls, 0U);
    EXPECT_EQ(columns[1].numbers, 2U);
}

TEST(JsonLines, PathsLeadIntoObjectsAndToThem) {
    const std::vector<FieldColumn> columns =
        read({{"order"}, {"order", "id"}, {"id"}},
             "{\"order\": {\"x\": {\"id\": 1}, \"id\": 2}, \"id\": 3}\n{\"order\": 4}\n");
    EXPECT_EQ(values_of(columns[0]), (Values{"{\"x\": {\"id\": 1}, \"id\": 2}", "4"}));
    EXPECT_EQ(values_of(columns[1]), (Values{"2", {}}));
    EXPECT_EQ(values_of(columns[2]), (Values{"3", {}}));
}

TEST(JsonLines, OfAFieldThatIsThereTwiceTheFirstCounts) {
    EXPECT_EQ(read_one("{\"key\": 1, \"key\": 2}\n"), (Values{"1"}));
}

TEST(JsonLines, EscapesAreThoseOfJsonAndNamesHaveThemToo) {
    EXPECT_EQ(read_one(R"({"\u006bey": "\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC"})"),
              (Values{"\"\\/\b\f\n\r\tA\u00e9\u20ac"}));
    EXPECT_EQ(values_of(read({{"a\"b\n"}}, R"({"a\"b\n": 1})")[0]), (Values{"1"}));
}

TEST(JsonLines, APairOfSurrogatesIsACharacterAndHalfOfOneAQuestionMark) {
    EXPECT_EQ(read_one(R"({"key": "\ud83d\ude00"})"), (Values{"\U0001F600"}));
    EXPECT_EQ(read_one(R"({"key": "\ud83d"})"), (Values{"?"}));
    EXPECT_EQ(read_one(R"({"key": "\ude00\ud83dx"})"), (Values{"??x"}));
    EXPECT_EQ(read_one(R"({"key": "\ud83d\u0041"})"), (Values{"?A"}));
}

TEST(JsonLines, WhatIsNoEscapeAndNoUtf8StaysAsItIs) {
    EXPECT_EQ(read_one("{\"key\": \"\\q\xff\xfe\"}"), (Values{"\\q\xff\xfe"}));
    EXPECT_EQ(read_one(R"({"key": "\u00"})"), (Values{std::string(1, '\0')}));
    EXPECT_EQ(read_one(R"({"key": "\u00zz"})"), (Values{"?zz"}));
}

TEST(JsonLines, ABlockHasWhatItsLinesHaveOneByOne) {
    const std::vector<std::string> texts{"{\"key\": \"a\"}\n", "\n", "{\"a\": {\"b\": \"\\n\"}}\r\n",
                                         "{\"key\": null, \"a\": {\"b\": 7}}\n"};
    const Paths paths{{"key"}, {"a", "b"}};
    JsonLines one_by_one(paths);
    std::string all;
    for (const std::string& text : texts) {
        EXPECT_TRUE(one_by_one.read(bytes(text)).empty());
        all += text;
    }
    const std::vector<FieldColumn> lines = one_by_one.take();
    const std::vector<FieldColumn> block = read(paths, all);
    for (std::size_t i = 0; i < paths.size(); ++i) {
        EXPECT_EQ(values_of(lines[i]), values_of(block[i]));
        EXPECT_EQ(lines[i].missing, block[i].missing);
    }
    EXPECT_EQ(one_by_one.take()[0].size(), 0U) << "what was taken is gone";
}

struct Bad {
    std::string line;
    std::size_t offset;
    std::string reason;
};

TEST(JsonLines, ABadLineIsNamedAndThoseBeforeItAreThere) {
    const std::string good = "{\"key\": \"a\"}\n";
    for (const Bad& bad :
         {Bad{"[1]", 0, "expected an object"}, Bad{"{\"key\": \"a", 9, "a string does not end"},
          Bad{"{\"x\": 1", 7, "the line ends inside of an object"}, Bad{"{\"x\" 1}", 5, "expected ':'"},
          Bad{"{\"x\": }", 6, "expected a value"}, Bad{"{x: 1}", 1, "expected '\"'"},
          Bad{"{\"x\": 1 2}", 8, "expected ','"}, Bad{"{\"x\": \"\\\"}", 7, "a string does not end"},
          Bad{"{\"x\": [[}", 9, "the line ends inside of an object"}}) {
        JsonLines lines({{"key"}});
        const std::vector<BadLine> found = lines.read(bytes(good + bad.line + "\n" + good));
        ASSERT_EQ(found.size(), 1U) << bad.line;
        EXPECT_EQ(found[0].offset, good.size() + bad.offset) << bad.line;
        EXPECT_EQ(found[0].reason, bad.reason) << bad.line;
        EXPECT_EQ(values_of(lines.take()[0]), (Values{"a"})) << bad.line;
    }
}

// What lies in a field that is stepped over ends where it would end if it was looked for.
TEST(JsonLines, AValueEndsWhereAnotherBegins) {
    const std::string line = R"({"a": {"b": 1{"}, "key": 2})";
    for (const Paths& paths : {Paths{{"key"}}, Paths{{"key"}, {"a", "c"}}}) {
        JsonLines lines(paths);
        EXPECT_EQ(lines.read(bytes(line)).size(), 1U);
    }
}

TEST(JsonLines, PathsNameFieldsEachOnce) {
    const std::vector<std::string> deep(64, "a");
    for (const Paths& paths : {Paths{{}}, Paths{{"a"}, {"a"}}, Paths{deep}}) {
        EXPECT_EQ(error_of([&] { const JsonLines lines(paths); }).code(), ErrorCode::invalid_argument);
    }
}

}  // namespace
}  // namespace kafka_architect
