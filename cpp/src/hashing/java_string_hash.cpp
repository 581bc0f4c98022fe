#include <cstddef>

#include "kafka_architect/hashes.hpp"

namespace kafka_architect {

namespace {

constexpr std::uint32_t kReplacement = 0xfffd;

struct Decoded {
    std::uint32_t code_point;
    std::size_t bytes;  // consumed; at least 1
};

constexpr bool is_continuation(std::uint8_t byte) {
    return (byte & 0xc0U) == 0x80U;
}

// What may follow a lead byte: the length of the sequence and the range of its second byte, which excludes
// overlong forms and what lies beyond U+10FFFF. Surrogates get past it, as they do in Java's decoder.
struct Lead {
    std::size_t length;
    std::uint8_t second_low;
    std::uint8_t second_high;
};

constexpr Lead lead_of(std::uint8_t byte) {
    if (byte >= 0xc2 && byte <= 0xdf) {
        return {2, 0x80, 0xbf};
    }
    if (byte >= 0xe0 && byte <= 0xef) {
        return {3, static_cast<std::uint8_t>(byte == 0xe0 ? 0xa0 : 0x80), 0xbf};
    }
    if (byte >= 0xf0 && byte <= 0xf4) {
        return {4, static_cast<std::uint8_t>(byte == 0xf0 ? 0x90 : 0x80),
                static_cast<std::uint8_t>(byte == 0xf4 ? 0x8f : 0xbf)};
    }
    return {0, 0, 0};
}

// The next code point; a maximal malformed part becomes one U+FFFD.
Decoded decode(const std::uint8_t* at, std::size_t left) {
    if (at[0] < 0x80) {
        return {at[0], 1};
    }
    const Lead lead = lead_of(at[0]);
    if (lead.length == 0 || left < 2 || at[1] < lead.second_low || at[1] > lead.second_high) {
        return {kReplacement, 1};
    }
    std::uint32_t code_point = ((at[0] & (0x7fU >> lead.length)) << 6U) | (at[1] & 0x3fU);
    for (std::size_t i = 2; i < lead.length; ++i) {
        if (i >= left || !is_continuation(at[i])) {
            return {kReplacement, i};
        }
        code_point = (code_point << 6U) | (at[i] & 0x3fU);
    }
    // A surrogate half, three bytes together: Java replaces them by one character, not by three.
    const bool surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
    return {surrogate ? kReplacement : code_point, lead.length};
}

}  // namespace

std::uint32_t java_string_hash(std::span<const std::uint8_t> key) noexcept {
    std::uint32_t hash = 0;
    for (std::size_t i = 0; i < key.size();) {
        const Decoded next = decode(key.data() + i, key.size() - i);
        i += next.bytes;
        if (next.code_point >= 0x10000) {
            const std::uint32_t offset = next.code_point - 0x10000;
            hash = hash * 31 + (0xd800 + (offset >> 10U));
            hash = hash * 31 + (0xdc00 + (offset & 0x3ffU));
        } else {
            hash = hash * 31 + next.code_point;
        }
    }
    return hash;
}

}  // namespace kafka_architect
