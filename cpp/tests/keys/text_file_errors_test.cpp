// What is no file of keys is refused with a code, a place and a cure.
#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <string>

#include "kafka_architect/text_file.hpp"
#include "support/error_of.hpp"
#include "support/temporary_file.hpp"

namespace kafka_architect {
namespace {

using testing::error_of;
using testing::TemporaryFile;

constexpr std::size_t kPage = 4096;
constexpr std::size_t kLongest = 3 * kPage;
constexpr TextFileOptions kSmall{.block_bytes = kPage, .stripe_bytes = kPage, .max_key_bytes = kLongest};

void read_all(const TextFile& source) {
    const std::unique_ptr<KeyReader> reader = source.reader();
    KeyBatch batch;
    for (std::size_t stripe = 0; stripe < source.stripes(); ++stripe) {
        reader->open_stripe(stripe);
        while (reader->next(batch)) {
        }
    }
}

bool says(const Error& error, const std::string& words) {
    return std::string(error.what()).find(words) != std::string::npos;
}

TEST(TextFileErrors, NamesAFileThatIsMissing) {
    const Error error = error_of([] { TextFile("no/such/file"); });
    EXPECT_EQ(error.code(), ErrorCode::source_unreadable);
    EXPECT_EQ(error.os_error(), ENOENT);
    EXPECT_TRUE(says(error, "no/such/file: cannot open")) << error.what();
}

TEST(TextFileErrors, RefusesADirectory) {
    const Error error = error_of([] { TextFile(std::filesystem::temp_directory_path().string()); });
    EXPECT_EQ(error.code(), ErrorCode::source_unreadable);
    EXPECT_EQ(error.os_error(), EISDIR);
}

TEST(TextFileErrors, RefusesAPathWithANulWhichTheSystemWouldCutShort) {
    const TemporaryFile file("IAH\n");
    const Error error = error_of([&] { TextFile(file.path() + std::string("\0.gz", 4)); });
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
}

TEST(TextFileErrors, SaysWhereALineIsTooLong) {
    const TemporaryFile file("IAH\n" + std::string(10 * kPage, 'k'));
    const TextFile source(file.path(), kSmall);
    const Error error = error_of([&] { read_all(source); });
    EXPECT_EQ(error.code(), ErrorCode::source_malformed);
    EXPECT_TRUE(says(error, "the line at byte 4 is longer than 12288 bytes")) << error.what();
    EXPECT_TRUE(says(error, "binary or compressed file?")) << error.what();
}

TEST(TextFileErrors, CanGoOnWithAnotherStripeAfterAnError) {
    const TemporaryFile file(std::string(5 * kPage, 'k') + "\nIAH\n");
    const TextFile source(file.path(), kSmall);
    const std::unique_ptr<KeyReader> reader = source.reader();
    KeyBatch batch;
    reader->open_stripe(0);
    EXPECT_THROW(reader->next(batch), Error);
    reader->open_stripe(5);
    ASSERT_TRUE(reader->next(batch));
    EXPECT_EQ(batch.size, 1U);
    EXPECT_FALSE(reader->next(batch));
}

TEST(TextFileErrors, SaysThatAFileBecameShorter) {
    const TemporaryFile file(std::string(10 * kPage, '\n'));
    const TextFile source(file.path(), kSmall);
    file.truncate(kPage + 1);
    const Error error = error_of([&] { read_all(source); });
    EXPECT_EQ(error.code(), ErrorCode::source_malformed);
    EXPECT_TRUE(says(error, "40960 bytes when opened, now it ends at byte 4097")) << error.what();
}

TEST(TextFileErrors, WantsBlocksAndStripesOfWholePages) {
    const TemporaryFile file("IAH\n");
    for (const auto& [block, stripe] : {std::pair{std::size_t{0}, kPage},
                                        {kPage, std::size_t{0}},
                                        {kPage + 1, kPage},
                                        {kPage, kPage - 1}}) {
        const TextFileOptions options{.block_bytes = block, .stripe_bytes = stripe, .max_key_bytes = kPage};
        const Error error = error_of([&] { TextFile(file.path(), options); });
        EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
        EXPECT_TRUE(says(error, "multiples of 4096")) << error.what();
    }
}

TEST(TextFileErrors, WantsKeysThatFitItsPositions) {
    const TemporaryFile file("IAH\n");
    const TextFileOptions options{.block_bytes = kPage, .stripe_bytes = kPage, .max_key_bytes = kMaxKeyBytes};
    const Error error = error_of([&] { TextFile(file.path(), options); });
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
    EXPECT_TRUE(says(error, "max_key_bytes")) << error.what();
}

}  // namespace
}  // namespace kafka_architect
