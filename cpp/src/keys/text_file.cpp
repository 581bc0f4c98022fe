#include "kafka_architect/text_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

#include "kafka_architect/error.hpp"
#include "kafka_architect/line_splitter.hpp"
#include "kafka_architect/table_sizes.hpp"
#include "keys/positional_file.hpp"

namespace kafka_architect {

namespace {

using table_sizes::kPageBytes;
// Room in front of a block for the line that the previous block cut; more is made when a line needs it.
constexpr std::size_t kInitialHeadroom = 16 * kPageBytes;

struct AlignedFree {
    void operator()(std::uint8_t* memory) const noexcept {
        ::operator delete[](memory, std::align_val_t{kPageBytes});
    }
};
using AlignedBytes = std::unique_ptr<std::uint8_t[], AlignedFree>;

AlignedBytes allocate_pages(std::size_t bytes) {
    return AlignedBytes(static_cast<std::uint8_t*>(::operator new[](bytes, std::align_val_t{kPageBytes})));
}

constexpr std::size_t round_up_to_page(std::size_t bytes) {
    return (bytes + kPageBytes - 1) / kPageBytes * kPageBytes;
}

// The buffer holds [headroom | block | padding]. Blocks are read to the page-aligned place behind the
// headroom; what is left of the previous block, the beginning of a line, is moved directly in front of it.
class TextReader final : public KeyReader {
public:
    TextReader(const PositionalFile& file, const TextFileOptions& options)
        : file_(file), options_(options), block_bytes_(options.block_bytes), buffer_(allocate()) {}

    void open_stripe(std::size_t stripe) override {
        read_offset_ = static_cast<std::uint64_t>(stripe) * options_.stripe_bytes;
        stripe_end_ = std::min<std::uint64_t>(read_offset_ + options_.stripe_bytes, file_.size_bytes());
        line_begin_ = scanned_ = data_end_ = headroom_;
        tail_bytes_ = kPageBytes;
        carriage_returns_ = false;
        done_ = false;
        in_previous_line_ = stripe > 0;
    }

    bool next(KeyBatch& batch) override {
        while (!done_) {
            if (const std::size_t lines = split(); lines > 0) {
                batch = {.bytes = buffer_.get(),
                         .readable = data_end_ + kReadPadding,
                         .starts = starts_.data(),
                         .lengths = lengths_.data(),
                         .validity = nullptr,
                         .size = lines};
                return true;
            }
            refill();
        }
        return false;
    }

private:
    [[nodiscard]] AlignedBytes allocate() const {
        return allocate_pages(headroom_ + block_bytes_ + kReadPadding);
    }

    // File offset of the byte at `position` of the buffer.
    [[nodiscard]] std::uint64_t offset_of(std::size_t position) const {
        return read_offset_ - (data_end_ - position);
    }

    // Splits the lines that are complete; 0 when more bytes are needed.
    std::size_t split() {
        if (in_previous_line_ && !skip_previous_line()) {
            return 0;
        }
        // Past the stripe's end only the line that began inside is ours.
        const bool finishing = read_offset_ > stripe_end_;
        const std::size_t capacity = finishing ? 1 : kBatchKeys;
        starts_[0] = static_cast<std::uint32_t>(line_begin_);
        const LineScan scan =
            find_line_ends(buffer_.get(), scanned_, data_end_, starts_.data() + 1, capacity);
        scanned_ = scan.next;
        carriage_returns_ = carriage_returns_ || scan.carriage_return;
        if (scan.lines == 0) {
            return at_end_of_file() ? take_last_line() : 0;
        }
        line_begin_ = starts_[scan.lines];
        done_ = finishing;
        line_lengths(buffer_.get(), starts_.data(), scan.lines, carriage_returns_, lengths_.data());
        refuse_long_lines(scan.lines);
        return scan.lines;
    }

    void refuse_long_lines(std::size_t lines) const {
        if (data_end_ - starts_[0] <= options_.max_key_bytes) {
            return;  // nearly always: no line can be longer than all that is there
        }
        for (std::size_t i = 0; i < lines; ++i) {
            if (lengths_[i] > options_.max_key_bytes) {
                refuse_long_line(starts_[i]);
            }
        }
    }

    [[noreturn]] void refuse_long_line(std::size_t begin) const {
        throw Error(ErrorCode::source_malformed,
                    file_.path() + ": the line at byte " + std::to_string(offset_of(begin)) +
                        " is longer than " + std::to_string(options_.max_key_bytes) +
                        " bytes, more than a Kafka key can sensibly be; expected one key per line, "
                        "ended by LF. Is this a binary or compressed file?");
    }

    // The line that began before this stripe belongs to an earlier one.
    bool skip_previous_line() {
        const std::size_t fresh = data_end_ - scanned_;
        const void* found = std::memchr(buffer_.get() + scanned_, '\n', fresh);
        if (found == nullptr) {
            line_begin_ = scanned_ = data_end_;
            done_ = read_offset_ >= stripe_end_;
            return false;
        }
        line_begin_ = scanned_ =
            static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - buffer_.get()) + 1;
        in_previous_line_ = false;
        return true;
    }

    [[nodiscard]] bool at_end_of_file() const {
        return read_offset_ == file_.size_bytes() && !in_previous_line_;
    }

    std::size_t take_last_line() {
        done_ = true;
        lengths_[0] = static_cast<std::uint32_t>(data_end_ - line_begin_);
        refuse_long_lines(1);
        return lengths_[0] > 0 ? 1 : 0;
    }

    void refill() {
        if (done_) {
            return;
        }
        carry_line();
        const std::size_t bytes = next_read_bytes();
        file_.read_at(read_offset_, buffer_.get() + headroom_, bytes);
        data_end_ = headroom_ + bytes;
        read_offset_ += bytes;
        // Kernels load whole registers past a key's end, so these bytes must have a value.
        std::memset(buffer_.get() + data_end_, 0, kReadPadding);
    }

    // Moves the line that the block cut to where it will be continued.
    void carry_line() {
        const std::size_t carried = data_end_ - line_begin_;
        // One byte more: it may be the CR of a line end.
        if (carried > options_.max_key_bytes + 1) {
            refuse_long_line(line_begin_);
        }
        if (carried <= headroom_) {
            std::memmove(buffer_.get() + headroom_ - carried, buffer_.get() + line_begin_, carried);
        } else {
            // Both parts double with the line, so that a long line is moved a few times and not per block.
            const AlignedBytes old = std::move(buffer_);
            headroom_ = round_up_to_page(2 * carried);
            block_bytes_ = std::max(block_bytes_, round_up_to_page(carried));
            buffer_ = allocate();
            std::memcpy(buffer_.get() + headroom_ - carried, old.get() + line_begin_, carried);
        }
        line_begin_ = headroom_ - carried;
        scanned_ = data_end_ = headroom_;
    }

    std::size_t next_read_bytes() {
        if (read_offset_ < stripe_end_) {
            return static_cast<std::size_t>(
                std::min<std::uint64_t>(block_bytes_, stripe_end_ - read_offset_));
        }
        // Finishing the last line: it usually ends within the next page, so ask for little at first.
        const std::size_t bytes = tail_bytes_;
        tail_bytes_ = std::min(tail_bytes_ * 2, block_bytes_);
        return static_cast<std::size_t>(std::min<std::uint64_t>(bytes, file_.size_bytes() - read_offset_));
    }

    const PositionalFile& file_;
    const TextFileOptions& options_;
    std::size_t headroom_ = kInitialHeadroom;
    std::size_t block_bytes_;
    AlignedBytes buffer_;

    std::uint64_t read_offset_ = 0;  // file offset of the next byte to read
    std::uint64_t stripe_end_ = 0;
    std::size_t line_begin_ = 0;  // where the line that is not yet handed out begins
    std::size_t scanned_ = 0;     // no LF between line_begin_ and here
    std::size_t data_end_ = 0;
    std::size_t tail_bytes_ = kPageBytes;
    bool in_previous_line_ = false;
    bool carriage_returns_ = false;
    bool done_ = true;

    std::array<std::uint32_t, kBatchKeys + 1> starts_{};
    std::array<std::uint32_t, kBatchKeys + 1> lengths_{};
};

}  // namespace

TextFile::TextFile(const std::string& path, TextFileOptions options)
    : file_(std::make_unique<PositionalFile>(path)), options_(options) {
    const bool aligned = options.block_bytes % kPageBytes == 0 && options.stripe_bytes % kPageBytes == 0;
    if (!aligned || options.block_bytes == 0 || options.stripe_bytes == 0) {
        throw Error(ErrorCode::invalid_argument,
                    "block_bytes and stripe_bytes must be multiples of " + std::to_string(kPageBytes));
    }
    if (options.max_key_bytes > kMaxKeyBytes / 4) {
        throw Error(ErrorCode::invalid_argument,
                    "max_key_bytes must not be above " + std::to_string(kMaxKeyBytes / 4));
    }
}

TextFile::~TextFile() = default;

std::size_t TextFile::stripes() const noexcept {
    return static_cast<std::size_t>((size_bytes() + options_.stripe_bytes - 1) / options_.stripe_bytes);
}

std::uint64_t TextFile::size_bytes() const noexcept {
    return file_->size_bytes();
}

std::uint64_t TextFile::stripe_offset(std::size_t stripe) const noexcept {
    return std::min<std::uint64_t>(static_cast<std::uint64_t>(stripe) * options_.stripe_bytes, size_bytes());
}

std::unique_ptr<KeyReader> TextFile::reader() const {
    return std::make_unique<TextReader>(*file_, options_);
}

}  // namespace kafka_architect
