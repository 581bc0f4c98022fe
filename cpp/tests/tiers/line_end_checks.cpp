// The line end kernel: block lengths, offsets, densities, CRs, and outputs that fill up.
#include <random>

#include "tiers/checks.hpp"
#include "tiers/end_of_memory.hpp"

namespace kafka_architect::tiers {

namespace {

constexpr std::size_t kLongest = 200;  // three of the kernels' steps of 64 bytes, and some

Difference compare_at_the_end(const Kernels& kernels, std::span<const std::uint8_t> text, std::size_t begin,
                              std::size_t capacity, EndOfMemory& memory) {
    const Difference difference = compare_line_ends(kernels, memory.copy(text), begin, capacity);
    if (!difference) {
        return {};
    }
    return *difference + " (" + std::to_string(text.size()) + " bytes from " + std::to_string(begin) +
           ", capacity " + std::to_string(capacity) + ")";
}

// About one line end in `sparseness` bytes; bytes that differ from LF and CR in one bit are among the rest.
std::vector<std::uint8_t> random_text(std::size_t size, std::uint32_t sparseness, bool carriage_returns,
                                      std::mt19937& random) {
    constexpr std::uint8_t kOthers[] = {'k', 0x8a, 0x8d, 0x0b, 0x0c, 0x00, 0xff, 0x2a};
    std::vector<std::uint8_t> text(size);
    for (std::uint8_t& byte : text) {
        byte = random() % sparseness == 0                       ? std::uint8_t{'\n'}
               : carriage_returns && random() % sparseness == 0 ? std::uint8_t{'\r'}
                                                                : kOthers[random() % std::size(kOthers)];
    }
    return text;
}

}  // namespace

Difference check_line_end_densities(const Kernels& kernels) {
    EndOfMemory memory(kLongest);
    std::mt19937 random(2026);
    for (std::size_t size = 0; size <= kLongest; ++size) {
        for (const std::uint32_t sparseness : {1U, 2U, 5U, 20U, 100U, 0xffffffffU}) {
            for (const bool carriage_returns : {false, true}) {
                const std::vector<std::uint8_t> text =
                    random_text(size, sparseness, carriage_returns, random);
                for (const std::size_t begin :
                     {std::size_t{0}, size / 3, size - (size > 0 ? 1U : 0U), size}) {
                    for (const std::size_t capacity : {64U, 65U, 100U, 4096U}) {
                        if (Difference difference =
                                compare_at_the_end(kernels, text, begin, capacity, memory)) {
                            return difference;
                        }
                    }
                }
            }
        }
    }
    return {};
}

// One LF or one CR, anywhere.
Difference check_line_end_places(const Kernels& kernels) {
    EndOfMemory memory(kLongest);
    for (std::size_t size = 0; size <= kLongest; ++size) {
        std::vector<std::uint8_t> text(size, 'k');
        for (std::size_t at = 0; at < size; ++at) {
            for (const char end : {'\n', '\r'}) {
                text[at] = static_cast<std::uint8_t>(end);
                if (Difference difference = compare_at_the_end(kernels, text, at / 2, 64, memory)) {
                    return difference;
                }
            }
            text[at] = 'k';
        }
    }
    return {};
}

// Outputs that are full before the text ends, and a scan that goes on from there.
Difference check_line_end_capacities(const Kernels& kernels) {
    constexpr std::size_t kSize = 10'000;
    EndOfMemory memory(kSize);
    std::mt19937 random(7);
    for (const std::uint32_t sparseness : {1U, 2U, 3U, 10U, 70U}) {
        const std::vector<std::uint8_t> text = random_text(kSize, sparseness, sparseness == 3, random);
        const std::span<const std::uint8_t> block = memory.copy(text);
        for (const std::size_t capacity :
             {64U, 65U, 66U, 100U, 127U, 128U, 129U, 200U, 1000U, 4096U, 20'000U}) {
            std::vector<std::uint32_t> starts(capacity);
            for (std::size_t begin = 0; begin < kSize;) {
                if (Difference difference = compare_line_ends(kernels, block, begin, capacity)) {
                    return *difference + " (from " + std::to_string(begin) + ", capacity " +
                           std::to_string(capacity) + ")";
                }
                begin =
                    kScalarKernels.find_line_ends(block.data(), begin, kSize, starts.data(), capacity).next;
            }
        }
    }
    return {};
}

}  // namespace kafka_architect::tiers
