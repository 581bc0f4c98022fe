#include "kafka_architect/build_info.hpp"

namespace kafka_architect {

namespace {

std::string compiler() {
#ifdef __clang__
    return std::string("clang ") + __clang_version__;
#elif defined(__GNUC__)
    return std::string("gcc ") + __VERSION__;
#elif defined(_MSC_VER)
    return "msvc " + std::to_string(_MSC_FULL_VER);
#else
    return "unknown";
#endif
}

constexpr const char* architecture() {
#if defined(__x86_64__) || defined(_M_X64)
    return "x86-64";
#elif defined(__aarch64__) || defined(_M_ARM64)
    return "aarch64";
#else
    return "other";
#endif
}

}  // namespace

BuildInfo build_info() {
    return {.compiler = compiler(), .build_type = KA_BUILD_TYPE, .architecture = architecture()};
}

}  // namespace kafka_architect
