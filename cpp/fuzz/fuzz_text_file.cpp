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
#include "lines.hpp"
#include "loads.hpp"
#include "memory_file.hpp"
#include "repeats.hpp"
#include "require.hpp"

namespace kafka_architect::fuzz {
namespace {

constexpr std::size_t kPage = table_sizes::kPageBytes;
constexpr std::size_t kMostBytes = 12 * kPage;

// Each with an LF behind it, which no key has.
void append_keys(const KeyBatch& batch, std::string& to) {
    for (std::size_t i = 0; i < batch.size; ++i) {
        require(std::size_t{batch.starts[i]} + batch.lengths[i] + kReadPadding <= batch.readable,
                "keys are padded");
        const std::span<const std::uint8_t> key = batch.key(i);
        to.append(reinterpret_cast<const char*>(key.data()), key.size());
        to.push_back('\n');
    }
}

std::string read_stripe(KeyReader& reader, std::size_t stripe) {
    std::string keys;
    KeyBatch batch;
    reader.open_stripe(stripe);
    while (reader.next(batch)) {
        require(batch.size > 0 && batch.size <= kBatchKeys, "a batch has between 1 and kBatchKeys keys");
        append_keys(batch, keys);
        load_all({batch.bytes + batch.starts[0], batch.readable - batch.starts[0]});
    }
    return keys;
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
    const std::vector<std::string_view> lines = lines_of(text);
    const TextFile source(file.path(), options);
    const std::unique_ptr<KeyReader> reader = source.reader();
    try {
        // Last stripe first with the same reader: each stripe depends on the file alone.
        std::vector<std::string> stripes(source.stripes());
        for (std::size_t stripe = stripes.size(); stripe > 0; --stripe) {
            stripes[stripe - 1] = read_stripe(*reader, stripe - 1);
        }
        std::string found;
        for (const std::string& keys : stripes) {
            found += keys;
        }
        std::string expected;
        for (const std::string_view line : lines) {
            expected.append(line).push_back('\n');
        }
        require(found == expected, "the file's lines, in its order, each once");
    } catch (const Error& error) {
        require(error.code() == ErrorCode::source_malformed, "the only fault is a line that is too long");
        // The CR of a line end is not part of the key, but the reader has not seen the LF yet.
        const bool too_long = std::ranges::any_of(
            lines, [&](const std::string_view line) { return line.size() + 1 > options.max_key_bytes; });
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
