// LineBlocks against a splitter that anyone can follow: the same keys, the same lines without one and the
// same refusal, in whatever blocks the text comes.
//
// Input: options, the longest line, a byte for the place of the cut, then the text with its repeats
// shortened.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kafka_architect/error.hpp"
#include "kafka_architect/line_blocks.hpp"
#include "lines.hpp"
#include "loads.hpp"
#include "repeats.hpp"
#include "require.hpp"

namespace kafka_architect::fuzz {
namespace {

constexpr std::size_t kMostBytes = 768;
constexpr std::size_t kOptionBytes = 3;
constexpr std::uint8_t kDelimiter = ':';
constexpr std::string_view kNullText = "null";

struct Found {
    std::vector<std::optional<std::string>> keys;
    std::uint64_t lines_without_key = 0;
    std::optional<std::size_t> too_long;  // where the line begins that is refused

    bool operator==(const Found&) const = default;
};

Found expected(std::string_view text, const LineBlocksOptions& options) {
    Found found;
    for (std::string_view key : lines_of(text)) {
        if (key.size() > options.max_line_bytes) {
            found.too_long = static_cast<std::size_t>(key.data() - text.data());
            return found;
        }
        if (options.delimiter) {
            const std::size_t end = key.find(static_cast<char>(*options.delimiter));
            if (end == std::string_view::npos) {
                ++found.lines_without_key;
                continue;
            }
            key = key.substr(0, end);
        }
        const bool is_null = options.null_text && key == kNullText;
        found.keys.push_back(is_null ? std::optional<std::string>() : std::string(key));
    }
    return found;
}

void append_keys(const KeyBatch& batch, Found& found) {
    require(batch.size > 0 && batch.size <= kBatchKeys, "a batch has between 1 and kBatchKeys keys");
    load_all({batch.bytes, batch.readable});
    for (std::size_t i = 0; i < batch.size; ++i) {
        require(std::size_t{batch.starts[i]} + batch.lengths[i] <= batch.readable,
                "a key lies in what may be read");
        require(!batch.is_null(i) || batch.lengths[i] == 0, "a null key has no bytes");
        const std::span<const std::uint8_t> key = batch.key(i);
        found.keys.push_back(batch.is_null(i)
                                 ? std::optional<std::string>()
                                 : std::string(reinterpret_cast<const char*>(key.data()), key.size()));
    }
}

std::size_t offset_in(const Error& error) {
    const std::string_view said = error.what();
    constexpr std::string_view kBefore = "the line at byte ";
    require(error.code() == ErrorCode::source_malformed && said.starts_with(kBefore),
            "the only fault is a line that is too long");
    return std::stoul(std::string(said.substr(kBefore.size())));
}

// The first block ends at `cut`, the others have `block_bytes`; each in memory of its own, so that
// AddressSanitizer sees its borders.
Found read(std::string_view text, const LineBlocksOptions& options, std::size_t cut,
           std::size_t block_bytes) {
    Found found;
    LineBlocks lines(options);
    KeyBatch batch;
    try {
        for (std::size_t at = 0, end = cut; at < text.size() || end == 0;) {
            const std::vector<std::uint8_t> block(text.begin() + static_cast<std::ptrdiff_t>(at),
                                                  text.begin() + static_cast<std::ptrdiff_t>(end));
            lines.open(block);
            while (lines.next(batch)) {
                append_keys(batch, found);
            }
            require(lines.position_bytes() == end, "the bytes of all blocks");
            at = end;
            end = std::min(text.size(), at + block_bytes);
            if (at == end) {
                break;
            }
        }
        while (lines.finish(batch)) {
            append_keys(batch, found);
        }
        require(lines.position_bytes() == text.size(), "all of it was read");
    } catch (const Error& error) {
        found.too_long = offset_in(error);
    }
    found.lines_without_key = lines.lines_without_key();
    return found;
}

void run(std::span<const std::uint8_t> input) {
    if (input.size() < kOptionBytes) {
        return;
    }
    LineBlocksOptions options;
    options.max_line_bytes = input[1] == 0 ? kMostBytes : input[1];
    if ((input[0] & 1U) != 0) {
        options.delimiter = kDelimiter;
    }
    if ((input[0] & 2U) != 0) {
        options.null_text = std::vector<std::uint8_t>(kNullText.begin(), kNullText.end());
    }
    const std::string text = expand_repeats(input.subspan(kOptionBytes), kMostBytes);
    const std::size_t whole = std::max<std::size_t>(text.size(), 1);
    const Found wanted = expected(text, options);
    require(read(text, options, text.size(), whole) == wanted, "one block has the text's lines");
    // A byte reaches every place of a short text, and every third of the longest.
    const std::size_t cut = text.size() < 256 ? input[2] % (text.size() + 1) : 3U * input[2] % text.size();
    require(read(text, options, cut, whole) == wanted, "two blocks have the same");
    require(read(text, options, cut, 1 + input[0] / 4U) == wanted, "and so have many");
}

}  // namespace
}  // namespace kafka_architect::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    kafka_architect::fuzz::run({data, size});
    return 0;
}
