// Memory whose last byte is the last that may be read.
//
// Kernels load whole registers, and a load past the end mostly goes unnoticed. Under AddressSanitizer every
// block is an allocation of its own. Elsewhere it ends where a page that may not be touched begins, so that
// a plain build notices too: under qemu there is no AddressSanitizer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace kafka_architect::tiers {

class EndOfMemory {
public:
    explicit EndOfMemory(std::size_t most_bytes);
    EndOfMemory(const EndOfMemory&) = delete;
    EndOfMemory& operator=(const EndOfMemory&) = delete;
    ~EndOfMemory();

    // A copy of `bytes` that ends at the end; valid until the next call.
    [[nodiscard]] std::span<const std::uint8_t> copy(std::span<const std::uint8_t> bytes);

private:
    struct Memory;
    std::unique_ptr<Memory> memory_;
};

}  // namespace kafka_architect::tiers
