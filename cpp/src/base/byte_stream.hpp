// Serialised state: little-endian whatever the machine, and bounds-checked when it is read back.
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kafka_architect {

class ByteWriter {
public:
    template <std::unsigned_integral T>
    void number(T value) {
        // One word to the compiler; byte by byte it would look for room each time.
        std::array<std::uint8_t, sizeof(T)> word{};
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            word[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * i));
        }
        bytes(word);
    }
    void real(double value) { number(std::bit_cast<std::uint64_t>(value)); }
    void bytes(std::span<const std::uint8_t> data);
    void text(std::string_view data) {
        number(static_cast<std::uint32_t>(data.size()));
        bytes({reinterpret_cast<const std::uint8_t*>(data.data()), data.size()});
    }
    template <std::unsigned_integral T>
    void numbers(std::span<const T> values) {
        if constexpr (std::endian::native == std::endian::little) {
            bytes({reinterpret_cast<const std::uint8_t*>(values.data()), values.size_bytes()});
        } else {
            for (const T value : values) {
                number(value);
            }
        }
    }

    [[nodiscard]] const std::vector<std::uint8_t>& written() const noexcept { return out_; }

private:
    std::vector<std::uint8_t> out_;
};

class ByteReader {
public:
    explicit ByteReader(std::span<const std::uint8_t> data) : data_(data) {}

    template <std::unsigned_integral T>
    T number() {
        const std::span<const std::uint8_t> part = bytes(sizeof(T));
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            value |= static_cast<std::uint64_t>(part[i]) << (8 * i);
        }
        return static_cast<T>(value);
    }
    double real() { return std::bit_cast<double>(number<std::uint64_t>()); }
    // A view into the data; throws Error (state_corrupt) when it ends before that.
    std::span<const std::uint8_t> bytes(std::size_t count);
    std::string text(std::size_t longest);
    template <std::unsigned_integral T>
    void numbers(std::span<T> into) {
        if constexpr (std::endian::native == std::endian::little) {
            const std::span<const std::uint8_t> part = bytes(into.size_bytes());
            if (!into.empty()) {
                std::memcpy(into.data(), part.data(), part.size());
            }
        } else {
            for (T& value : into) {
                value = number<T>();
            }
        }
    }

    [[nodiscard]] std::size_t position() const noexcept { return at_; }
    [[nodiscard]] std::size_t left() const noexcept { return data_.size() - at_; }

private:
    std::span<const std::uint8_t> data_;
    std::size_t at_ = 0;
};

// Throws Error (state_corrupt) that names `impossible`, unless `holds`: for what a right checksum cannot
// tell.
void check_state(bool holds, const char* impossible);

// `sum` += `more`, and whether that is still within `most`, which `sum` was.
[[nodiscard]] constexpr bool add_up(std::uint64_t& sum, std::uint64_t more, std::uint64_t most) noexcept {
    const bool within = more <= most - sum;
    sum += within ? more : 0;
    return within;
}

}  // namespace kafka_architect
