#include "kafka_architect/error.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <stdexcept>

namespace kafka_architect {
namespace {

TEST(Error, CarriesACodeAMessageAndWhatTheSystemSaid) {
    const Error error(ErrorCode::source_unreadable, "keys.txt: cannot open", ENOENT);
    EXPECT_EQ(error.code(), ErrorCode::source_unreadable);
    EXPECT_STREQ(error.what(), "keys.txt: cannot open");
    EXPECT_EQ(error.os_error(), ENOENT);
}

TEST(Error, HasNoSystemErrorUnlessTheSystemRefused) {
    EXPECT_EQ(Error(ErrorCode::invalid_argument, "0 partitions").os_error(), 0);
}

TEST(Error, IsAStandardException) {
    EXPECT_THROW(throw Error(ErrorCode::wrong_type, "an int"), std::runtime_error);
}

}  // namespace
}  // namespace kafka_architect
