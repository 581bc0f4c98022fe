#include <bit>
#include <cstring>

#include "simd/kernels.hpp"
#include "simd/scalar_hash.hpp"

namespace kafka_architect {

void hash_one_by_one(const KeyBatch& batch, std::size_t first, std::size_t last, Wanted wanted,
                     HashColumns out) noexcept {
    for (std::size_t i = first; i < last; ++i) {
        const std::span<const std::uint8_t> key = batch.key(i);
        if (wanted != Wanted::fingerprint) {
            out.partitioner[i] = murmur2_of(key);
        }
        if (wanted != Wanted::murmur2) {
            const Fingerprint fingerprint = fingerprint_of(key);
            out.fingerprint_high[i] = fingerprint.high;
            out.fingerprint_low[i] = fingerprint.low;
        }
    }
}

void scan_byte_by_byte(const std::uint8_t* data, std::size_t end, std::uint32_t* line_starts,
                       std::size_t capacity, LineScan& scan) noexcept {
    const std::size_t begin = scan.next;
    while (scan.lines < capacity && scan.next < end) {
        const void* found = std::memchr(data + scan.next, '\n', end - scan.next);
        if (found == nullptr) {
            scan.next = end;
            break;
        }
        scan.next = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - data) + 1;
        line_starts[scan.lines++] = static_cast<std::uint32_t>(scan.next);
    }
    scan.carriage_return =
        scan.carriage_return || std::memchr(data + begin, '\r', scan.next - begin) != nullptr;
}

namespace {

template <Wanted kWanted>
void hash_batch(const KeyBatch& batch, HashColumns out) noexcept {
    hash_one_by_one(batch, 0, batch.size, kWanted, out);
}

LineScan find_line_ends_scalar(const std::uint8_t* data, std::size_t begin, std::size_t end,
                               std::uint32_t* line_starts, std::size_t capacity) noexcept {
    LineScan scan{.lines = 0, .next = begin, .carriage_return = false};
    scan_byte_by_byte(data, end, line_starts, capacity, scan);
    return scan;
}

void remainders(const std::uint32_t* values, std::size_t count, const Remainder& remainder,
                std::uint32_t* out) noexcept {
    for (std::size_t i = 0; i < count; ++i) {
        out[i] = remainder(values[i]);
    }
}

std::size_t select_up_to(const std::uint32_t* values, std::size_t count, std::uint32_t limit,
                         std::uint32_t* out) noexcept {
    std::size_t selected = 0;
    for (std::size_t i = 0; i < count; ++i) {
        out[selected] = static_cast<std::uint32_t>(i);
        selected += values[i] <= limit ? 1U : 0U;
    }
    return selected;
}

std::size_t select_raising(const std::uint8_t* registers, std::uint32_t index_shift,
                           const std::uint32_t* fingerprints_high, const std::uint32_t* fingerprints_low,
                           std::size_t count, std::uint32_t* out) noexcept {
    std::size_t selected = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t rank = static_cast<std::uint32_t>(std::countl_zero(fingerprints_high[i])) + 1;
        out[selected] = static_cast<std::uint32_t>(i);
        selected += rank > registers[fingerprints_low[i] >> index_shift] ? 1U : 0U;
    }
    return selected;
}

std::uint32_t count_trailing_zeros(std::uint32_t bits) {
    return static_cast<std::uint32_t>(std::countr_zero(bits));
}

std::uint32_t match_eight(const std::uint64_t* words, std::uint64_t wanted) {
    std::uint32_t bits = 0;
    for (std::uint32_t i = 0; i < kHeavyWays; ++i) {
        bits |= (words[i] == wanted ? 1U : 0U) << i;
    }
    return bits;
}

void subtract_one_from_eight(std::uint64_t* words) {
    for (std::size_t i = 0; i < kHeavyWays; ++i) {
        words[i] -= 1;
    }
}

#include "simd/heavy_body.inl"

}  // namespace

const Kernels kScalarKernels{.murmur2 = hash_batch<Wanted::murmur2>,
                             .murmur2_and_fingerprint = hash_batch<Wanted::both>,
                             .fingerprint = hash_batch<Wanted::fingerprint>,
                             .find_line_ends = find_line_ends_scalar,
                             .remainders = remainders,
                             .select_up_to = select_up_to,
                             .select_raising = select_raising,
                             .count_heavy = count_heavy};

}  // namespace kafka_architect
