// TextFile against a splitter that anyone can follow: the same keys in the same order, whatever the sizes of
// blocks and stripes and in whatever order the stripes are read.
//
// Input: three bytes of options, then the file with its repeats shortened.
#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kafka_architect/error.hpp"
#include "kafka_architect/table_sizes.hpp"
#include "kafka_architect/text_file.hpp"
#include "memory_file.hpp"
#include "repeats.hpp"
#include "require.hpp"

namespace kafka_architect::fuzz {
namespace {

constexpr std::size_t kPage = table_sizes::kPageBytes;
constexpr std::size_t kMostBytes = 24 * kPage;

// A CR directly before an LF belongs to the line end; what follows the last LF is a line if it has bytes.
std::vector<std::string> split_naively(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (end != std::string_view::npos && line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        lines.emplace_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::vector<std::string> read_stripe(KeyReader& reader, std::size_t stripe) {
    std::vector<std::string> lines;
    KeyBatch batch;
    reader.open_stripe(stripe);
    while (reader.next(batch)) {
        require(batch.size > 0 && batch.size <= kBatchKeys, "a batch has between 1 and kBatchKeys keys");
        for (std::size_t i = 0; i < batch.size; ++i) {
            require(std::size_t{batch.starts[i]} + batch.lengths[i] + kReadPadding <= batch.readable,
                    "keys are padded");
            const std::span<const std::uint8_t> key = batch.key(i);
            lines.emplace_back(reinterpret_cast<const char*>(key.data()), key.size());
        }
        // AddressSanitizer must not object to any byte that kernels are told they may load.
        std::uint8_t all = 0;
        for (std::size_t i = 0; i < batch.readable - batch.starts[0]; ++i) {
            all = static_cast<std::uint8_t>(all ^ batch.bytes[batch.starts[0] + i]);
        }
        [[maybe_unused]] const volatile std::uint8_t loads_must_happen = all;
    }
    return lines;
}

void run(std::span<const std::uint8_t> input) {
    static const MemoryFile file;
    if (input.size() < 3) {
        return;
    }
    const TextFileOptions options{
        .block_bytes = kPage * (1U + input[0] % 3U),
        .stripe_bytes = kPage * (1U + input[1] % 4U),
        .max_key_bytes = input[2] % 2 == 0 ? 4 * kMostBytes : input[2] * std::size_t{5}};
    const std::string text = expand_repeats(input.subspan(3), kMostBytes);
    file.write(text);
    const std::vector<std::string> expected = split_naively(text);
    const TextFile source(file.path(), options);
    const std::unique_ptr<KeyReader> reader = source.reader();
    try {
        std::vector<std::string> found;
        // Last stripe first with the same reader: each stripe depends on the file alone.
        for (std::size_t stripe = source.stripes(); stripe > 0; --stripe) {
            std::vector<std::string> lines = read_stripe(*reader, stripe - 1);
            lines.insert(lines.end(), found.begin(), found.end());
            found = std::move(lines);
        }
        require(found == expected, "the file's lines, in its order, each once");
    } catch (const Error& error) {
        require(error.code() == ErrorCode::source_malformed, "the only fault is a line that is too long");
        // The CR of a line end is not part of the key, but the reader has not seen the LF yet.
        const bool too_long = std::ranges::any_of(
            expected, [&](const std::string& line) { return line.size() + 1 > options.max_key_bytes; });
        require(too_long, "no line is called too long that is not");
    }
}

}  // namespace
}  // namespace kafka_architect::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    kafka_architect::fuzz::run({data, size});
    return 0;
}
