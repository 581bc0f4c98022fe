#include "kafka_architect/build_info.hpp"

#include <gtest/gtest.h>

namespace kafka_architect {
namespace {

TEST(BuildInfo, SaysWhatABugReportNeeds) {
    const BuildInfo info = build_info();
    EXPECT_TRUE(info.compiler.starts_with("gcc ") || info.compiler.starts_with("clang ") ||
                info.compiler.starts_with("msvc "))
        << info.compiler;
    EXPECT_FALSE(info.build_type.empty());
    EXPECT_FALSE(info.architecture.empty());
}

}  // namespace
}  // namespace kafka_architect
