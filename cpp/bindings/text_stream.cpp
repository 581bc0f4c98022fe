// Keys of numpy's text: UTF-32 of fixed width, padded with NULs.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "kafka_architect/error.hpp"
#include "key_bytes.hpp"
#include "key_streams.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::kBatchKeys;
using kafka_architect::KeyBatch;
using kafka_architect::KeyBatchBuilder;
using kafka_architect::kMaxKeyBytes;

constexpr std::uint32_t kLastCharacter = 0x10ffff;

// Each character is read once and checked as it is written: another thread may change the array meanwhile.
class Utf8 {
public:
    std::span<const std::uint8_t> encode(const PinnedArray& keys, std::size_t place) {
        const std::uint8_t* characters = keys.entry(place);
        std::size_t length = keys.width() / 4;
        while (length > 0 && read(characters + 4 * (length - 1), keys.swapped()) == 0) {
            --length;
        }
        bytes_.clear();
        for (std::size_t i = 0; i < length; ++i) {
            append(read(characters + 4 * i, keys.swapped()), place);
        }
        if (bytes_.size() > kMaxKeyBytes) {
            throw too_long(name_of_key(place), bytes_.size());
        }
        return bytes_;
    }

private:
    static std::uint32_t read(const std::uint8_t* at, bool swapped) {
        std::array<std::uint8_t, 4> character{};
        std::memcpy(character.data(), at, 4);
        if (swapped) {
            std::ranges::reverse(character);
        }
        return std::bit_cast<std::uint32_t>(character);
    }

    void append(std::uint32_t code, std::size_t place) {
        if (code < 0x80U) {
            bytes_.push_back(static_cast<std::uint8_t>(code));
            return;
        }
        if (code >= 0xd800U && code <= 0xdfffU) {
            throw lone_surrogate(name_of_key(place));
        }
        if (code > kLastCharacter) {
            throw Error(ErrorCode::invalid_argument,
                        name_of_key(place) + " is no text: it has the character " + std::to_string(code) +
                            ", and Unicode ends at " + std::to_string(kLastCharacter));
        }
        // The first byte says how many follow, six bits in each.
        const unsigned following = 1U + (code < 0x800U ? 0U : 1U) + (code < 0x10000U ? 0U : 1U);
        const std::uint32_t lead = (0xff00U >> (following + 1)) & 0xffU;
        bytes_.push_back(static_cast<std::uint8_t>(lead | (code >> (6 * following))));
        for (unsigned left = following; left > 0; --left) {
            bytes_.push_back(static_cast<std::uint8_t>(0x80U | ((code >> (6 * (left - 1))) & 0x3fU)));
        }
    }

    std::vector<std::uint8_t> bytes_;
};

class TextStream final : public KeyStream {
public:
    explicit TextStream(std::unique_ptr<PinnedArray> array) : array_(std::move(array)) {}

    [[nodiscard]] std::size_t size() const noexcept override { return array_->size(); }
    [[nodiscard]] std::size_t key_bytes() const noexcept override { return array_->size() * array_->width(); }
    [[nodiscard]] bool needs_gil() const noexcept override { return false; }

    void hold() override {
        SignalClock clock;
        const py::gil_scoped_release without_gil;
        while (next_ < size()) {
            fill(held_.emplace_back());
            if (clock.due()) {
                const py::gil_scoped_acquire with_gil;
                answer_signals();
            }
        }
    }

    bool next(KeyBatch& batch) override {
        if (next_held_ < held_.size()) {
            batch = held_[next_held_++].batch();
            return true;
        }
        builder_.clear();
        fill(builder_);
        batch = builder_.batch();
        return batch.size > 0;
    }

private:
    void fill(KeyBatchBuilder& builder) {
        std::size_t bytes_in_batch = 0;
        for (; next_ < size() && builder.size() < kBatchKeys && bytes_in_batch < kCopiedBatchBytes; ++next_) {
            if (array_->masked(next_)) {
                builder.append_null();
                continue;
            }
            const std::span<const std::uint8_t> key = utf8_.encode(*array_, next_);
            builder.append(key);
            bytes_in_batch += key.size();
        }
    }

    std::unique_ptr<PinnedArray> array_;
    Utf8 utf8_;
    KeyBatchBuilder builder_;
    std::vector<KeyBatchBuilder> held_;
    std::size_t next_held_ = 0;
    std::size_t next_ = 0;
};

}  // namespace

std::unique_ptr<KeyStream> stream_of_text(std::unique_ptr<PinnedArray> array) {
    return std::make_unique<TextStream>(std::move(array));
}
