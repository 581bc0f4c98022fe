// Asks for bytes that are read soon, so that they are there by then.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace kafka_architect {

// To the first cache, or no nearer than the second where it is used only after as much else.
enum class Nearness : int { second_cache = 2, first_cache = 3 };

template <Nearness nearness = Nearness::first_cache>
void fetch_ahead(std::span<const std::uint8_t> bytes) noexcept {
#if defined(__GNUC__) || defined(__clang__)
    constexpr std::size_t kCacheLine = 64;
    for (std::size_t i = 0; i < bytes.size(); i += kCacheLine) {
        __builtin_prefetch(&bytes[i], 0, static_cast<int>(nearness));
    }
#else
    static_cast<void>(bytes);
#endif
}

}  // namespace kafka_architect
