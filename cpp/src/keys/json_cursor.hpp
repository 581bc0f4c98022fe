// JsonCursor: steps over the values of one line of JSON, and says where it is no JSON.
//
// In a header: it is most of the time that JSON lines take, and its user's loops want it inline.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <span>
#include <string>
#include <utility>

namespace kafka_architect {

class MalformedJson : public std::exception {
public:
    MalformedJson(const std::uint8_t* where, std::string why) : at(where), reason(std::move(why)) {}
    [[nodiscard]] const char* what() const noexcept override { return reason.c_str(); }

    const std::uint8_t* at;
    std::string reason;
};

// The bytes of one line, read from its beginning; never past its end.
class JsonCursor {
public:
    JsonCursor(const std::uint8_t* begin, const std::uint8_t* end) : at_(begin), end_(end) {}

    [[nodiscard]] const std::uint8_t* at() const { return at_; }
    [[nodiscard]] bool at_end() const { return at_ == end_; }

    void skip_spaces() {
        while (at_ != end_ && is_space(*at_)) {
            ++at_;
        }
    }
    [[nodiscard]] std::uint8_t peek() const {
        if (at_ == end_) {
            throw MalformedJson(at_, "the line ends inside of an object");
        }
        return *at_;
    }
    [[nodiscard]] bool take(char wanted) {
        if (peek() != static_cast<std::uint8_t>(wanted)) {
            return false;
        }
        ++at_;
        return true;
    }
    void expect(char wanted) {
        if (!take(wanted)) {
            throw MalformedJson(at_, std::string("expected '") + wanted + "'");
        }
    }

    // What is between the quotes, escapes as they are.
    [[nodiscard]] std::span<const std::uint8_t> string(bool& escaped) {
        expect('"');
        const std::uint8_t* const begin = at_;
        const std::uint8_t* from = at_;
        escaped = false;
        for (;;) {
            const void* found =
                from == end_ ? nullptr : std::memchr(from, '"', static_cast<std::size_t>(end_ - from));
            if (found == nullptr) {
                throw MalformedJson(begin, "a string does not end");
            }
            const auto* quote = static_cast<const std::uint8_t*>(found);
            const std::uint8_t* slash = quote;
            while (slash != begin && slash[-1] == '\\') {
                --slash;
            }
            if ((quote - slash) % 2 == 0) {
                at_ = quote + 1;
                const auto length = static_cast<std::size_t>(quote - begin);
                escaped = length > 0 && std::memchr(begin, '\\', length) != nullptr;
                return {begin, length};
            }
            from = quote + 1;
        }
    }
    void skip_string() {
        bool escaped = false;
        static_cast<void>(string(escaped));
    }

    // Steps over a value and returns its text.
    std::span<const std::uint8_t> value() {
        const std::uint8_t* const begin = at_;
        const std::uint8_t first = peek();
        if (first == '"') {
            skip_string();
        } else if (first == '{' || first == '[') {
            skip_nested();
        } else {
            while (at_ != end_ && !ends_literal(*at_)) {
                ++at_;
            }
            if (at_ == begin) {
                throw MalformedJson(at_, "expected a value");
            }
        }
        return {begin, static_cast<std::size_t>(at_ - begin)};
    }

private:
    [[nodiscard]] static bool is_space(std::uint8_t byte) {
        return byte == ' ' || byte == '\t' || byte == '\r';
    }
    // At what begins another value too: what is stepped over inside of an object ends where it would end
    // alone.
    [[nodiscard]] static bool ends_literal(std::uint8_t byte) {
        return byte == ',' || byte == '}' || byte == ']' || byte == '{' || byte == '[' || byte == '"' ||
               is_space(byte);
    }
    void skip_nested() {
        ++at_;  // what opens it
        for (std::size_t depth = 1; depth > 0;) {
            switch (peek()) {
                case '"': skip_string(); continue;
                case '{':
                case '[': ++depth; break;
                case '}':
                case ']': --depth; break;
                default: break;
            }
            ++at_;
        }
    }

    const std::uint8_t* at_;
    const std::uint8_t* end_;
};

}  // namespace kafka_architect
