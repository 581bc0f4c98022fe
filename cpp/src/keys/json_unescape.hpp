// What a JSON string means (RFC 8259, section 7), as the bytes that a producer in Java makes of it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kafka_architect {

// Appends the bytes of a string's inside, which does not end in half an escape. Never more than it has: a
// pair of surrogates is one character of UTF-8, half a pair a question mark, as in Java. What is no escape of
// JSON's stays as it is, and so do bytes that are no UTF-8.
void unescape_json(std::span<const std::uint8_t> text, std::vector<std::uint8_t>& into);

}  // namespace kafka_architect
