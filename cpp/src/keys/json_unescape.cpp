#include "keys/json_unescape.hpp"

#include <cstddef>
#include <string_view>

namespace kafka_architect {

namespace {

using Bytes = std::vector<std::uint8_t>;

void append_utf8(std::uint32_t code, Bytes& into) {
    if (code < 0x80U) {
        into.push_back(static_cast<std::uint8_t>(code));
        return;
    }
    const unsigned following = 1U + (code < 0x800U ? 0U : 1U) + (code < 0x10000U ? 0U : 1U);
    const std::uint32_t lead = (0xff00U >> (following + 1)) & 0xffU;
    into.push_back(static_cast<std::uint8_t>(lead | (code >> (6 * following))));
    for (unsigned left = following; left > 0; --left) {
        into.push_back(static_cast<std::uint8_t>(0x80U | ((code >> (6 * (left - 1))) & 0x3fU)));
    }
}

class Unescaper {
public:
    Unescaper(std::span<const std::uint8_t> text, Bytes& into) : text_(text), into_(into) {}

    void run() {
        while (next_ < text_.size()) {
            const std::uint8_t byte = text_[next_++];
            if (byte == '\\') {
                escape();
            } else {
                into_.push_back(byte);
            }
        }
    }

private:
    void escape() {
        const std::uint8_t kind = text_[next_++];  // a string does not end in a single backslash
        static constexpr std::string_view kNames = "\"\\/bfnrt";
        static constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
        if (const std::size_t found = kNames.find(static_cast<char>(kind)); found != std::string_view::npos) {
            into_.push_back(static_cast<std::uint8_t>(kMeant[found]));
        } else if (kind == 'u') {
            append_utf8(character(), into_);
        } else {
            next_ -= 1;  // an escape that JSON does not have stays as it is
            into_.push_back('\\');
        }
    }

    // Half of a pair alone has no UTF-8: Java writes a question mark for it, and so does its producer.
    std::uint32_t character() {
        const std::uint32_t first = four_digits();
        if (first < 0xd800U || first > 0xdfffU) {
            return first;
        }
        if (first < 0xdc00U && next_ + 6 <= text_.size() && text_[next_] == '\\' && text_[next_ + 1] == 'u') {
            const std::size_t back = next_;
            next_ += 2;
            const std::uint32_t second = four_digits();
            if (second >= 0xdc00U && second <= 0xdfffU) {
                return 0x10000U + ((first - 0xd800U) << 10U) + (second - 0xdc00U);
            }
            next_ = back;
        }
        return '?';
    }

    // What are no digits stay where they are.
    std::uint32_t four_digits() {
        std::uint32_t code = 0;
        for (int i = 0; i < 4 && next_ < text_.size(); ++i) {
            const std::uint8_t digit = text_[next_];
            if (digit >= '0' && digit <= '9') {
                code = code << 4U | (digit - std::uint32_t{'0'});
            } else if ((digit | 0x20U) >= 'a' && (digit | 0x20U) <= 'f') {
                code = code << 4U | ((digit | 0x20U) - std::uint32_t{'a'} + 10U);
            } else {
                return '?';
            }
            ++next_;
        }
        return code;
    }

    std::span<const std::uint8_t> text_;
    Bytes& into_;
    std::size_t next_ = 0;
};

}  // namespace

void unescape_json(std::span<const std::uint8_t> text, std::vector<std::uint8_t>& into) {
    Unescaper(text, into).run();
}

}  // namespace kafka_architect
