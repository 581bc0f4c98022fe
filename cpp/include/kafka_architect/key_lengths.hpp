// KeyLengths: how long the keys are, exactly up to 255 bytes and in powers of two beyond.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kafka_architect {

class ByteReader;
class ByteWriter;

class KeyLengths {
public:
    struct Range {
        std::uint32_t shortest;
        std::uint32_t longest;
        std::uint64_t keys;
    };

    void add(std::span<const std::uint32_t> lengths);
    // The same length `keys` times.
    void add(std::uint32_t length, std::uint64_t keys);
    void merge(const KeyLengths& other);

    // The ranges that have keys, shortest first.
    [[nodiscard]] std::vector<Range> ranges() const;
    [[nodiscard]] std::uint64_t total_bytes() const noexcept { return total_bytes_; }

    // Throws Error (state_corrupt) unless these are the lengths of so many keys, so many of them empty.
    void check(std::uint64_t keys, std::uint64_t empty) const;

    void write(ByteWriter& to) const;
    static KeyLengths read(ByteReader& from);

private:
    static constexpr std::size_t kExact = 256;
    static constexpr std::size_t kRanges = kExact + 23;  // 2^8..2^9-1, ..., 2^30..2^31-1

    void add_mixed(std::span<const std::uint32_t> lengths);
    static std::size_t range_of(std::uint32_t length) noexcept;

    std::array<std::uint64_t, kRanges> keys_{};
    std::uint64_t total_bytes_ = 0;
};

}  // namespace kafka_architect
