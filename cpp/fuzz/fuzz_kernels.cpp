// Every tier of this machine against scalar, on inputs that the fuzzer thinks of; the comparisons are those
// of the tier tests.
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "kafka_architect/instruction_set.hpp"
#include "require.hpp"
#include "tiers/comparisons.hpp"
#include "tiers/end_of_memory.hpp"

namespace kafka_architect::fuzz {
namespace {

constexpr std::size_t kMostBytes = 1U << 16U;

// Takes an input apart from its front.
class Input {
public:
    explicit Input(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    std::uint32_t number(std::size_t width) {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < width; ++i) {
            value = (value << 8U) | (bytes_.empty() ? 0U : bytes_.front());
            bytes_ = bytes_.subspan(bytes_.empty() ? 0 : 1);
        }
        return value;
    }
    std::vector<std::uint32_t> numbers(std::size_t most) {
        std::vector<std::uint32_t> out;
        while (!bytes_.empty() && out.size() < most) {
            out.push_back(number(4));
        }
        return out;
    }
    [[nodiscard]] std::span<const std::uint8_t> rest() const { return bytes_; }

private:
    std::span<const std::uint8_t> bytes_;
};

void require_equal(const tiers::Difference& difference) {
    require(!difference, difference ? difference->c_str() : "");
}

// Keys anywhere in the block, overlapping too, all of them inside.
void hashes(const Kernels& kernels, Input input, tiers::EndOfMemory& memory) {
    const std::size_t keys = input.number(1) % 80;
    std::vector<std::uint32_t> starts;
    std::vector<std::uint32_t> lengths;
    for (std::size_t i = 0; i < keys; ++i) {
        starts.push_back(input.number(1));
        lengths.push_back(input.number(1) * (1 + starts.back() % 2));
    }
    const std::span<const std::uint8_t> block = memory.copy(input.rest());
    const auto size = static_cast<std::uint32_t>(block.size());
    for (std::size_t i = 0; i < keys; ++i) {
        starts[i] = std::min(starts[i], size);
        lengths[i] = std::min(lengths[i], size - starts[i]);
    }
    require_equal(tiers::compare_hashes(kernels, {.bytes = block.data(),
                                                  .readable = block.size(),
                                                  .starts = starts.data(),
                                                  .lengths = lengths.data(),
                                                  .validity = nullptr,
                                                  .size = keys}));
}

void line_ends(const Kernels& kernels, Input input, tiers::EndOfMemory& memory) {
    const std::size_t begin = input.number(1);
    const std::size_t capacity = 64 + input.number(1);
    const std::span<const std::uint8_t> block = memory.copy(input.rest());
    require_equal(tiers::compare_line_ends(kernels, block, std::min(begin, block.size()), capacity));
}

void numbers(const Kernels& kernels, Input input) {
    const std::uint32_t edge = input.number(4);
    const std::vector<std::uint32_t> values = input.numbers(200);
    require_equal(tiers::compare_remainders(kernels, values, std::max(edge, 1U)));
    require_equal(tiers::compare_selection(kernels, values, edge));
}

void heavy(const Kernels& kernels, Input input) {
    tiers::HeavyStream stream;
    stream.buckets = 1U << (input.number(1) % 5);
    stream.keys_per_call = 1 + input.number(1);
    stream.stop_when_full = input.number(1) % 2 == 1;
    // One byte per key: few enough that they meet again. Its low bits choose the bucket.
    for (const std::uint8_t key : input.rest()) {
        stream.selected.push_back(static_cast<std::uint32_t>(stream.low.size()));
        stream.high.push_back(key / 128U);
        stream.low.push_back((key % 128U) << 5U);
    }
    require_equal(tiers::compare_heavy(kernels, stream));
}

void run(std::span<const std::uint8_t> bytes) {
    static tiers::EndOfMemory memory(kMostBytes);
    if (bytes.size() > kMostBytes) {
        return;
    }
    Input input(bytes);
    const std::uint32_t kernel = input.number(1) % 4;
    for (const InstructionSet isa : available_instruction_sets()) {
        const Kernels& kernels = *kernels_of(isa);
        switch (kernel) {
            case 0: hashes(kernels, input, memory); break;
            case 1: line_ends(kernels, input, memory); break;
            case 2: numbers(kernels, input); break;
            default: heavy(kernels, input); break;
        }
    }
}

}  // namespace
}  // namespace kafka_architect::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    kafka_architect::fuzz::run({data, size});
    return 0;
}
