#include "kafka_architect/json_lines.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <string_view>
#include <utility>

#include "kafka_architect/error.hpp"

namespace kafka_architect {

namespace {

using Bytes = std::vector<std::uint8_t>;

// Where objects lie in each other deeper than this, something is wrong.
constexpr std::size_t kDeepest = 64;
constexpr std::size_t kMostColumnBytes = std::numeric_limits<std::int32_t>::max();

struct Malformed {
    const std::uint8_t* at;
    std::string reason;
};

[[nodiscard]] bool is_space(std::uint8_t byte) {
    return byte == ' ' || byte == '\t' || byte == '\r';
}

[[nodiscard]] bool ends_literal(std::uint8_t byte) {
    return byte == ',' || byte == '}' || byte == ']' || is_space(byte);
}

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

// The bytes of one line, read from its beginning; never past its end.
class Cursor {
public:
    Cursor(const std::uint8_t* begin, const std::uint8_t* end) : at_(begin), end_(end) {}

    [[nodiscard]] const std::uint8_t* at() const { return at_; }
    [[nodiscard]] bool at_end() const { return at_ == end_; }

    void skip_spaces() {
        while (at_ != end_ && is_space(*at_)) {
            ++at_;
        }
    }
    [[nodiscard]] std::uint8_t peek() const {
        if (at_ == end_) {
            throw Malformed{at_, "the line ends inside of an object"};
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
            throw Malformed{at_, std::string("expected '") + wanted + "'"};
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
                throw Malformed{begin, "a string does not end"};
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
                throw Malformed{at_, "expected a value"};
            }
        }
        return {begin, static_cast<std::size_t>(at_ - begin)};
    }

private:
    void skip_nested() {
        std::size_t depth = 0;
        do {
            switch (peek()) {
                case '"': skip_string(); continue;
                case '{':
                case '[': ++depth; break;
                case '}':
                case ']': --depth; break;
                default: break;
            }
            ++at_;
        } while (depth > 0);
    }

    const std::uint8_t* at_;
    const std::uint8_t* end_;
};

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

bool equals(std::span<const std::uint8_t> text, std::string_view wanted) {
    return text.size() == wanted.size() && std::memcmp(text.data(), wanted.data(), wanted.size()) == 0;
}

}  // namespace

// One line: what was found of each path.
class JsonLines::Line {
public:
    Line(JsonLines& lines, Cursor cursor) : lines_(lines), cursor_(cursor) {}

    // Where the values lie, so that a line that turns out to be malformed adds to no column.
    void read(std::vector<std::span<const std::uint8_t>>& values) {
        left_ = lines_.paths_.size();
        cursor_.skip_spaces();
        if (cursor_.peek() != '{') {
            throw Malformed{cursor_.at(), "expected an object"};
        }
        object(0, values);
    }

private:
    // The members of the object at `depth`, whose fields lie in those of `within_`.
    void object(std::size_t depth, std::vector<std::span<const std::uint8_t>>& values) {
        cursor_.expect('{');
        cursor_.skip_spaces();
        if (cursor_.take('}')) {
            return;
        }
        for (;;) {
            member(depth, values);
            if (left_ == 0) {
                return;  // the rest of the line is of no interest
            }
            cursor_.skip_spaces();
            if (cursor_.take('}')) {
                return;
            }
            cursor_.expect(',');
            cursor_.skip_spaces();
        }
    }

    void member(std::size_t depth, std::vector<std::span<const std::uint8_t>>& values) {
        bool escaped = false;
        std::span<const std::uint8_t> name = cursor_.string(escaped);
        if (escaped) {
            name_.clear();
            Unescaper(name, name_).run();
            name = name_;
        }
        const bool deeper = wanted_inside(depth, name);
        const std::size_t leaf = wanted_leaf(depth, name);
        cursor_.skip_spaces();
        cursor_.expect(':');
        cursor_.skip_spaces();
        if (deeper && cursor_.peek() == '{' && depth + 1 < kDeepest) {
            within_.emplace_back(reinterpret_cast<const char*>(name.data()), name.size());
            const std::uint8_t* const begin = cursor_.at();
            object(depth + 1, values);
            within_.pop_back();
            if (leaf != kNone) {
                found(leaf, {begin, static_cast<std::size_t>(cursor_.at() - begin)}, values);
            }
            return;
        }
        const std::span<const std::uint8_t> value = cursor_.value();
        if (leaf != kNone) {
            found(leaf, value, values);
        }
    }

    void found(std::size_t path, std::span<const std::uint8_t> value,
               std::vector<std::span<const std::uint8_t>>& values) {
        if (values[path].data() == nullptr) {
            values[path] = value;
            --left_;
        }
    }

    [[nodiscard]] bool is_here(const std::vector<std::string>& path, std::size_t depth) const {
        return path.size() > depth && std::equal(within_.begin(), within_.end(), path.begin());
    }
    [[nodiscard]] std::size_t wanted_leaf(std::size_t depth, std::span<const std::uint8_t> name) const {
        for (std::size_t i = 0; i < lines_.paths_.size(); ++i) {
            const auto& path = lines_.paths_[i];
            if (path.size() == depth + 1 && equals(name, path[depth]) && is_here(path, depth)) {
                return i;
            }
        }
        return kNone;
    }
    [[nodiscard]] bool wanted_inside(std::size_t depth, std::span<const std::uint8_t> name) const {
        return std::ranges::any_of(lines_.paths_, [&](const std::vector<std::string>& path) {
            return path.size() > depth + 1 && equals(name, path[depth]) && is_here(path, depth);
        });
    }

    static constexpr std::size_t kNone = SIZE_MAX;

    JsonLines& lines_;
    Cursor cursor_;
    std::vector<std::string> within_;
    Bytes name_;
    std::size_t left_ = 0;
};

JsonLines::JsonLines(std::vector<std::vector<std::string>> paths)
    : paths_(std::move(paths)), columns_(paths_.size()) {
    for (std::size_t i = 0; i < paths_.size(); ++i) {
        if (paths_[i].empty() || paths_[i].size() >= kDeepest || std::ranges::count(paths_, paths_[i]) > 1) {
            throw Error(ErrorCode::invalid_argument, "the paths must name fields, each path once");
        }
    }
}

std::vector<FieldColumn> JsonLines::take() {
    std::vector<FieldColumn> out(paths_.size());
    std::swap(out, columns_);
    return out;
}

namespace {

void append(FieldColumn& column, std::span<const std::uint8_t> value) {
    if (value.data() == nullptr) {
        ++column.missing;
        column.append(false);
        return;
    }
    if (equals(value, "null")) {
        column.append(false);
        return;
    }
    if (value.front() == '"') {
        const std::span<const std::uint8_t> inside = value.subspan(1, value.size() - 2);
        if (inside.empty() || std::memchr(inside.data(), '\\', inside.size()) == nullptr) {
            column.bytes.insert(column.bytes.end(), inside.begin(), inside.end());
        } else {
            Unescaper(inside, column.bytes).run();
        }
    } else {
        column.numbers += value.front() == '-' || (value.front() >= '0' && value.front() <= '9') ? 1U : 0U;
        column.bytes.insert(column.bytes.end(), value.begin(), value.end());
    }
    column.append(true);
}

}  // namespace

std::vector<BadLine> JsonLines::read(std::span<const std::uint8_t> block) {
    if (block.size() > kMostColumnBytes / 2) {
        throw Error(ErrorCode::invalid_argument,
                    "a block of lines has " + std::to_string(block.size()) + " bytes: at most " +
                        std::to_string(kMostColumnBytes / 2) + " can be read at once");
    }
    std::vector<std::span<const std::uint8_t>> values(paths_.size());
    const std::uint8_t* at = block.data();
    const std::uint8_t* const end = block.data() + block.size();
    while (at != end) {
        const void* found = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
        const auto* line_end = found == nullptr ? end : static_cast<const std::uint8_t*>(found);
        Cursor cursor(at, line_end);
        cursor.skip_spaces();
        if (!cursor.at_end()) {
            std::ranges::fill(values, std::span<const std::uint8_t>());
            try {
                Line(*this, cursor).read(values);
            } catch (const Malformed& malformed) {
                return {{.offset = static_cast<std::size_t>(malformed.at - block.data()),
                         .reason = malformed.reason}};
            }
            for (std::size_t i = 0; i < columns_.size(); ++i) {
                append(columns_[i], values[i]);
            }
        }
        at = line_end == end ? end : line_end + 1;
    }
    return {};
}

}  // namespace kafka_architect
