// TextFile: a file with one key per line, read in page-aligned blocks.
//
// Lines end at LF; one CR directly before the LF belongs to the line end. The last line may lack its LF.
// An empty line is an empty key. Bytes are taken as they are: NUL and invalid UTF-8 are key bytes.
//
// A stripe owns the lines whose preceding LF lies inside it (the first stripe also the first line), and
// reads on past its end to finish its last line. So every line has exactly one owner and no reader needs
// the byte before its stripe: page-aligned reads were three times as fast as reads from `start - 1`.
//
// The file's size is taken when it is opened: what is appended later is not read, and a file that became
// shorter is an error. Memory per reader: one block, and about three times the longest line if that is
// longer than the block.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "kafka_architect/key_source.hpp"

namespace kafka_architect {

class PositionalFile;

struct TextFileOptions {
    // A block must fit the L2 cache beside the counters: it is read, split and hashed while it is there.
    std::size_t block_bytes = std::size_t{256} << 10U;
    std::size_t stripe_bytes = std::size_t{16} << 20U;
    // A line longer than this is an error: no Kafka record carries such a key, the file is something else.
    std::size_t max_key_bytes = std::size_t{16} << 20U;
};

class TextFile final : public KeySource {
public:
    // `path` is UTF-8 on Windows and bytes elsewhere. Throws Error (source_unreadable) when the operating
    // system refuses, when the path is a directory, or when it is not a regular file.
    explicit TextFile(const std::string& path, TextFileOptions options = {});
    TextFile(const TextFile&) = delete;
    TextFile& operator=(const TextFile&) = delete;
    ~TextFile() override;

    [[nodiscard]] std::size_t stripes() const noexcept override;
    [[nodiscard]] std::uint64_t size_bytes() const noexcept override;
    [[nodiscard]] std::uint64_t stripe_offset(std::size_t stripe) const noexcept override;
    [[nodiscard]] std::unique_ptr<KeyReader> reader() const override;

private:
    std::unique_ptr<PositionalFile> file_;
    TextFileOptions options_;
};

}  // namespace kafka_architect
