// Hash kernels: all lengths, all batch sizes, and blocks that end where reading must end.
#include <algorithm>
#include <random>

#include "tiers/checks.hpp"
#include "tiers/end_of_memory.hpp"

namespace kafka_architect::tiers {

namespace {

constexpr std::uint32_t kLongest = 300;  // past the longest key that the vector kernels take (256)
constexpr std::size_t kMostKeys = 70;    // past four of the widest registers

std::vector<std::uint8_t> random_bytes(std::size_t count) {
    std::mt19937 random(static_cast<std::uint32_t>(count));
    std::vector<std::uint8_t> bytes(count);
    std::ranges::generate(bytes, [&] { return static_cast<std::uint8_t>(random()); });
    return bytes;
}

// Keys behind one another, `gap` bytes apart; the block ends `padding` bytes behind the last.
struct Keys {
    std::vector<std::uint32_t> starts;
    std::vector<std::uint32_t> lengths;
    std::size_t end = 0;

    void append(std::uint32_t length, std::uint32_t gap = 0) {
        starts.push_back(static_cast<std::uint32_t>(end) + gap);
        lengths.push_back(length);
        end += gap + length;
    }
    [[nodiscard]] KeyBatch in(std::span<const std::uint8_t> block) const {
        return {.bytes = block.data(),
                .readable = block.size(),
                .starts = starts.data(),
                .lengths = lengths.data(),
                .validity = nullptr,
                .size = starts.size()};
    }
};

Difference compare_at_the_end(const Kernels& kernels, const Keys& keys, std::span<const std::uint8_t> bytes,
                              std::size_t padding, EndOfMemory& memory) {
    const Difference difference =
        compare_hashes(kernels, keys.in(memory.copy(bytes.first(keys.end + padding))));
    if (!difference) {
        return {};
    }
    const auto [shortest, longest] = std::ranges::minmax(keys.lengths);
    return *difference + " (" + std::to_string(keys.lengths.size()) + " keys of " + std::to_string(shortest) +
           " to " + std::to_string(longest) + " bytes, " + std::to_string(padding) + " bytes of padding)";
}

}  // namespace

Difference check_one_length(const Kernels& kernels) {
    const std::vector<std::uint8_t> bytes = random_bytes(kLongest * kMostKeys + kReadPadding);
    EndOfMemory memory(bytes.size());
    for (std::uint32_t length = 0; length <= kLongest; ++length) {
        Keys keys;
        for (std::size_t count = 0; count <= kMostKeys; ++count) {
            for (const std::size_t padding : {std::size_t{0}, kReadPadding}) {
                if (Difference difference = compare_at_the_end(kernels, keys, bytes, padding, memory)) {
                    return difference;
                }
            }
            keys.append(length);
        }
    }
    return {};
}

Difference check_mixed_lengths(const Kernels& kernels) {
    constexpr std::size_t kRounds = 2000;
    constexpr std::size_t kGap = 3;
    const std::vector<std::uint8_t> bytes = random_bytes((1024 + kGap) * 100 + kReadPadding);
    EndOfMemory memory(bytes.size());
    std::mt19937 random(2026);
    for (std::size_t round = 0; round < kRounds; ++round) {
        Keys keys;
        const auto longest = static_cast<std::uint32_t>(1U << (random() % 11));
        const auto gap = static_cast<std::uint32_t>(random() % (kGap + 1));
        const std::size_t count = 1 + random() % 100;
        for (std::size_t i = 0; i < count; ++i) {
            // Now and then a key that sends its whole register to the scalar path.
            const std::uint32_t most = random() % 50 == 0 ? 1024 : longest;
            keys.append(static_cast<std::uint32_t>(random() % (most + 1)), gap);
        }
        for (const std::size_t padding : {std::size_t{0}, round % (kReadPadding + 1), kReadPadding}) {
            if (Difference difference = compare_at_the_end(kernels, keys, bytes, padding, memory)) {
                return difference;
            }
        }
        // The same keys in another order, some of them twice: starts need not ascend.
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t j = random() % count;
            keys.starts[i] = keys.starts[j];
            keys.lengths[i] = keys.lengths[j];
        }
        if (Difference difference = compare_at_the_end(kernels, keys, bytes, 0, memory)) {
            return difference;
        }
    }
    return {};
}

// Blocks of less than a register, whole and cut, with every padding up to one column of the kernels.
Difference check_short_blocks(const Kernels& kernels) {
    const std::vector<std::uint8_t> bytes = random_bytes(20 * 40 + 80);
    EndOfMemory memory(bytes.size());
    for (std::uint32_t length = 0; length < 20; ++length) {
        for (std::size_t count = 1; count < 40; ++count) {
            Keys keys;
            for (std::size_t i = 0; i < count; ++i) {
                keys.append(length);
            }
            for (std::size_t padding = 0; padding <= 40; ++padding) {
                if (Difference difference = compare_at_the_end(kernels, keys, bytes, padding, memory)) {
                    return difference;
                }
            }
        }
    }
    return {};
}

}  // namespace kafka_architect::tiers
