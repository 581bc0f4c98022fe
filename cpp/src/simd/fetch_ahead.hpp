// Asks for bytes that are read soon, so that they are there by then.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace kafka_architect {

inline void fetch_ahead(std::span<const std::uint8_t> bytes) noexcept {
#if defined(__GNUC__) || defined(__clang__)
    constexpr std::size_t kCacheLine = 64;
    for (std::size_t i = 0; i < bytes.size(); i += kCacheLine) {
        __builtin_prefetch(&bytes[i]);
    }
#else
    static_cast<void>(bytes);
#endif
}

}  // namespace kafka_architect
