#include "kafka_architect/json_lines.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <string_view>
#include <utility>

#include "kafka_architect/error.hpp"
#include "keys/json_cursor.hpp"
#include "keys/json_unescape.hpp"

namespace kafka_architect {

namespace {

using Bytes = std::vector<std::uint8_t>;

// Where objects lie in each other deeper than this, something is wrong.
constexpr std::size_t kDeepest = 64;
constexpr std::size_t kMostColumnBytes = std::numeric_limits<std::int32_t>::max();

bool equals(std::span<const std::uint8_t> text, std::string_view wanted) {
    return text.size() == wanted.size() && std::memcmp(text.data(), wanted.data(), wanted.size()) == 0;
}

}  // namespace

// One line: what was found of each path.
class JsonLines::Line {
public:
    Line(JsonLines& lines, JsonCursor cursor) : lines_(lines), cursor_(cursor) {}

    // Where the values lie, so that a line that turns out to be malformed adds to no column.
    void read(std::vector<std::span<const std::uint8_t>>& values) {
        left_ = lines_.paths_.size();
        cursor_.skip_spaces();
        if (cursor_.peek() != '{') {
            throw MalformedJson(cursor_.at(), "expected an object");
        }
        object(0, values);
    }

private:
    // The members of the object at `depth`, whose fields lie in those of `within_`. It and `member` call each
    // other no deeper than kDeepest.
    // NOLINTNEXTLINE(misc-no-recursion)
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

    // NOLINTNEXTLINE(misc-no-recursion)
    void member(std::size_t depth, std::vector<std::span<const std::uint8_t>>& values) {
        bool escaped = false;
        std::span<const std::uint8_t> name = cursor_.string(escaped);
        if (escaped) {
            name_.clear();
            unescape_json(name, name_);
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
    JsonCursor cursor_;
    std::vector<std::string> within_;
    Bytes name_;
    std::size_t left_ = 0;
};

JsonLines::JsonLines(std::vector<std::vector<std::string>> paths)
    : paths_(std::move(paths)), columns_(paths_.size()) {
    for (const std::vector<std::string>& path : paths_) {
        if (path.empty() || path.size() >= kDeepest || std::ranges::count(paths_, path) > 1) {
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
            unescape_json(inside, column.bytes);
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
        JsonCursor cursor(at, line_end);
        cursor.skip_spaces();
        if (!cursor.at_end()) {
            std::ranges::fill(values, std::span<const std::uint8_t>());
            try {
                Line(*this, cursor).read(values);
            } catch (const MalformedJson& malformed) {
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
