// Keys as text in tests, bytes in the core.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kafka_architect::testing {

inline std::span<const std::uint8_t> bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string text(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace kafka_architect::testing
