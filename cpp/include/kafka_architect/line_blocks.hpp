// LineBlocks: one key per line, from blocks of text that somebody else reads or decompresses.
//
// A line may lie in two blocks or in many; what a block leaves unfinished is kept for the next one. Lines end
// as in a TextFile: at LF, with one CR directly before it, and the last line may lack its LF.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "kafka_architect/key_batch.hpp"
#include "kafka_architect/line_splitter.hpp"

namespace kafka_architect {

struct LineBlocksOptions {
    // A line longer than this is an error: no Kafka record carries such a key, the text is something else.
    std::size_t max_line_bytes = std::size_t{16} << 20U;
    // A key that reads like this is null.
    std::optional<std::vector<std::uint8_t>> null_text;
    // The key ends where this byte is found first; a line without it belongs to the value of the line before
    // and has no key.
    std::optional<std::uint8_t> delimiter;
};

class LineBlocks {
public:
    explicit LineBlocks(LineBlocksOptions options) : options_(std::move(options)) {}

    // Goes on with `block`, which must stay as long as `next` reads it. Throws Error (invalid_argument) for
    // one that 32-bit positions cannot address.
    void open(std::span<const std::uint8_t> block);
    // The next keys that are complete, valid until the next call; false where the block has no more.
    // Throws Error (source_malformed) for a line that is too long.
    bool next(KeyBatch& batch);
    // The last line, if the text does not end in LF.
    bool finish(KeyBatch& batch);

    // Bytes of all blocks so far.
    [[nodiscard]] std::uint64_t position_bytes() const noexcept { return before_ + block_.size(); }
    // Lines without the delimiter.
    [[nodiscard]] std::uint64_t lines_without_key() const noexcept { return lines_without_key_; }

private:
    [[nodiscard]] bool carry_on(KeyBatch& batch);
    [[nodiscard]] KeyBatch carried_line(bool ended);
    [[nodiscard]] KeyBatch keys_of(const std::uint8_t* bytes, std::size_t readable, std::size_t lines);
    std::size_t cut_at_delimiters(const std::uint8_t* bytes, std::size_t lines);
    [[nodiscard]] const std::uint8_t* validity(const std::uint8_t* bytes, std::size_t lines);
    void keep(std::span<const std::uint8_t> rest);
    [[nodiscard]] std::size_t lines_before_a_long_one(std::size_t lines) const;
    [[noreturn]] void refuse_long_line(std::uint64_t offset) const;

    LineBlocksOptions options_;
    std::span<const std::uint8_t> block_;
    std::uint64_t before_ = 0;    // bytes of the blocks before this one
    std::size_t line_begin_ = 0;  // where the line that is not yet handed out begins
    std::size_t scanned_ = 0;     // no LF between line_begin_ and here
    bool carriage_returns_ = false;
    std::uint64_t lines_without_key_ = 0;
    std::vector<std::uint8_t> carried_;  // the beginning of a line whose end is still to come
    std::uint64_t carried_offset_ = 0;   // where it begins
    bool carrying_ = false;

    std::array<std::uint32_t, kBatchKeys + 1> starts_{};
    std::array<std::uint32_t, kBatchKeys + 1> lengths_{};
    std::array<std::uint8_t, kBatchKeys / 8> validity_{};
};

}  // namespace kafka_architect
