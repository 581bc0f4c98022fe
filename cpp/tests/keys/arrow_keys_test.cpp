#include "kafka_architect/arrow_keys.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "support/error_of.hpp"
#include "support/key_list.hpp"

namespace kafka_architect {
namespace {

using testing::error_of;
using testing::Key;

// A string array over these buffers; the schema is what the test says.
struct Column {
    std::array<const void*, 3> buffers{};
    ArrowSchema schema{};
    ArrowArray array{};

    Column(const char* format, std::int64_t rows, std::array<const void*, 3> given, std::int64_t used)
        : buffers(given) {
        schema.format = format;
        array.length = rows;
        array.n_buffers = used;
        array.buffers = buffers.data();
        array.release = [](ArrowArray* released) { released->release = nullptr; };
    }
    Column(const Column&) = delete;
    Column& operator=(const Column&) = delete;
    ~Column() = default;

    [[nodiscard]] ArrowKeys keys() const {
        ArrowKeys out(arrow_key_type(schema, "keys"), arrow_rows(array, "keys"), "keys");
        out.check();
        return out;
    }
};

std::vector<Key> all(const ArrowKeys& keys) {
    const auto scratch = std::make_unique<ArrowScratch>();
    std::vector<Key> out;
    while (out.size() < keys.size()) {
        const std::vector<Key> batch = testing::keys_of(keys.batch(out.size(), *scratch));
        out.insert(out.end(), batch.begin(), batch.end());
    }
    return out;
}

constexpr std::array<std::int32_t, 5> kOffsets{0, 1, 3, 3, 6};
constexpr std::array<char, 6> kBytes{'a', 'b', 'c', 'd', 'e', 'f'};

TEST(ArrowKeys, ReadsKeysWhereTheyAre) {
    const Column column("u", 4, {nullptr, kOffsets.data(), kBytes.data()}, 3);
    EXPECT_EQ(all(column.keys()), (std::vector<Key>{"a", "bc", "", "def"}));
    const auto scratch = std::make_unique<ArrowScratch>();
    EXPECT_EQ(static_cast<const void*>(column.keys().batch(0, *scratch).bytes), kBytes.data());
}

TEST(ArrowKeys, ANullRowHasNoBytesWhateverItsOffsetsSay) {
    constexpr std::uint8_t kPresent = 0b1101;
    const Column column("z", 4, {&kPresent, kOffsets.data(), kBytes.data()}, 3);
    EXPECT_EQ(all(column.keys()), (std::vector<Key>{"a", {}, "", "def"}));
}

TEST(ArrowKeys, AnOffsetMovesTheBitmapToo) {
    constexpr std::uint8_t kPresent = 0b1011;
    Column column("z", 3, {&kPresent, kOffsets.data(), kBytes.data()}, 3);
    column.array.offset = 1;
    EXPECT_EQ(all(column.keys()), (std::vector<Key>{"bc", {}, "def"}));
}

// Under UBSan also: nothing may be added to the null pointer of a buffer that nobody needs.
TEST(ArrowKeys, NoRowsNeedNoBuffersWhateverTheirOffset) {
    for (const char* format : {"u", "U", "w:5", "l"}) {
        const std::int64_t used = format[0] == 'u' || format[0] == 'U' ? 3 : 2;
        Column column(format, 0, {nullptr, nullptr, nullptr}, used);
        column.array.offset = 4;
        EXPECT_EQ(arrow_rows(column.array, "keys").first, 0U) << format;
        EXPECT_TRUE(all(column.keys()).empty()) << format;
    }
    Column dictionary("u", 4, {nullptr, kOffsets.data(), kBytes.data()}, 3);
    Column codes("s", 0, {nullptr, nullptr, nullptr}, 2);
    codes.array.offset = 4;
    codes.schema.dictionary = &dictionary.schema;
    codes.array.dictionary = &dictionary.array;
    EXPECT_TRUE(all(codes.keys()).empty());
}

TEST(ArrowKeys, ManyRowsAcrossBatchesWithABitmapThatBeginsWithinAByte) {
    constexpr std::size_t kRows = 3 * kBatchKeys + 17;
    std::vector<std::int64_t> offsets;
    std::vector<std::uint8_t> present(kRows / 8 + 2);
    std::string bytes;
    std::vector<Key> expected;
    for (std::size_t i = 0; i < kRows; ++i) {
        offsets.push_back(static_cast<std::int64_t>(bytes.size()));
        const std::string key = std::to_string(i * i);
        bytes += key;
        const bool is_there = i % 7 != 3;
        present[i >> 3U] = static_cast<std::uint8_t>(present[i >> 3U] | (is_there ? 1U << (i & 7U) : 0U));
        if (i >= 5) {
            expected.push_back(is_there ? Key(key) : Key());
        }
    }
    offsets.push_back(static_cast<std::int64_t>(bytes.size()));
    Column column("U", kRows - 5, {present.data(), offsets.data(), bytes.data()}, 3);
    column.array.offset = 5;
    EXPECT_EQ(all(column.keys()), expected);
}

TEST(ArrowKeys, OffsetsThatChangeAfterTheCheckStayWithinWhatWasChecked) {
    std::array<std::int32_t, 5> offsets = kOffsets;
    const Column column("u", 4, {nullptr, offsets.data(), kBytes.data()}, 3);
    const ArrowKeys keys = column.keys();
    offsets = {-7, 1'000'000, 2, -1, 2'000'000'000};
    for (const Key& key : all(keys)) {
        ASSERT_TRUE(key);
        EXPECT_LE(key->size(), kBytes.size());
    }
}

TEST(ArrowKeys, FallingOffsetsAreRefusedWithTheirRow) {
    constexpr std::array<std::int32_t, 4> kFalling{0, 5, 2, 6};
    const Column column("u", 3, {nullptr, kFalling.data(), kBytes.data()}, 3);
    EXPECT_EQ(
        std::string(error_of([&] { (void)column.keys(); }).what()),
        "keys[1]: the Arrow array says that the key lies between the offsets 5 and 2: offsets must not be "
        "negative, fall, or lead beyond any memory");
}

TEST(ArrowKeys, NumbersAreBigEndian) {
    constexpr std::array<std::int32_t, 2> kNumbers{1, -2};
    const Column column("i", 2, {nullptr, kNumbers.data(), nullptr}, 2);
    EXPECT_EQ(all(column.keys()),
              (std::vector<Key>{std::string("\0\0\0\1", 4), std::string("\xff\xff\xff\xfe", 4)}));
}

TEST(ArrowKeys, FloatsHaveNoKeyBytes) {
    const Column column("g", 0, {nullptr, nullptr, nullptr}, 2);
    EXPECT_EQ(error_of([&] { (void)column.keys(); }).code(), ErrorCode::wrong_type);
}

TEST(ArrowOwner, ReleasesOnceWhateverMoves) {
    static int released = 0;
    released = 0;
    ArrowArray array{};
    array.release = [](ArrowArray* done) {
        ++released;
        done->release = nullptr;
    };
    {
        OwnedArrowArray first(array);
        EXPECT_EQ(array.release, nullptr);
        OwnedArrowArray second(std::move(first));
        OwnedArrowArray third;
        third = std::move(second);
        EXPECT_FALSE(third.empty());
    }
    EXPECT_EQ(released, 1);
}

}  // namespace
}  // namespace kafka_architect
