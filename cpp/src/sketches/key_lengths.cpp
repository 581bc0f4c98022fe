#include "kafka_architect/key_lengths.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <limits>

#include "base/byte_stream.hpp"
#include "kafka_architect/key_batch.hpp"

namespace kafka_architect {

std::size_t KeyLengths::range_of(std::uint32_t length) noexcept {
    return length < kExact ? length : kExact + static_cast<std::size_t>(std::bit_width(length)) - 9;
}

void KeyLengths::add(std::span<const std::uint32_t> lengths) {
    if (lengths.empty()) {
        return;
    }
    std::uint64_t sum = 0;
    std::uint32_t unlike_first = 0;
    for (const std::uint32_t length : lengths) {
        sum += length;
        unlike_first |= length ^ lengths.front();
    }
    total_bytes_ += sum;
    // Keys of one length are usual (UUIDs, Longs), and each increment of the one counter would wait for the
    // one before it.
    if (unlike_first == 0) {
        keys_[range_of(lengths.front())] += lengths.size();
        return;
    }
    for (std::size_t done = 0; done < lengths.size(); done += kBatchKeys) {
        add_mixed(lengths.subspan(done, std::min(kBatchKeys, lengths.size() - done)));
    }
}

void KeyLengths::add(std::uint32_t length, std::uint64_t keys) {
    total_bytes_ += length * keys;
    keys_[range_of(length)] += keys;
}

// Most keys of a topic have one of a few lengths: eight histograms take turns, so that an increment seldom
// waits for the one before it.
void KeyLengths::add_mixed(std::span<const std::uint32_t> lengths) {
    constexpr std::size_t kTurns = 8;
    static_assert(kBatchKeys / kTurns <= std::numeric_limits<std::uint16_t>::max());
    std::array<std::array<std::uint16_t, kRanges>, kTurns> recent{};
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        ++recent[i % kTurns][range_of(lengths[i])];
    }
    for (const auto& turn : recent) {
        for (std::size_t range = 0; range < kRanges; ++range) {
            keys_[range] += turn[range];
        }
    }
}

void KeyLengths::merge(const KeyLengths& other) {
    total_bytes_ += other.total_bytes_;
    std::ranges::transform(keys_, other.keys_, keys_.begin(), std::plus{});
}

std::vector<KeyLengths::Range> KeyLengths::ranges() const {
    std::vector<Range> out;
    for (std::size_t range = 0; range < kRanges; ++range) {
        if (keys_[range] == 0) {
            continue;
        }
        const auto shortest = range < kExact ? static_cast<std::uint32_t>(range) : 1U << (range - kExact + 8);
        const auto longest = range < kExact ? shortest : 2 * shortest - 1;
        out.push_back({.shortest = shortest, .longest = longest, .keys = keys_[range]});
    }
    return out;
}

void KeyLengths::write(ByteWriter& to) const {
    to.number(total_bytes_);
    to.numbers<std::uint64_t>(keys_);
}

KeyLengths KeyLengths::read(ByteReader& from) {
    KeyLengths out;
    out.total_bytes_ = from.number<std::uint64_t>();
    from.numbers<std::uint64_t>(out.keys_);
    return out;
}

void KeyLengths::check(std::uint64_t keys, std::uint64_t empty) const {
    std::uint64_t counted = 0;
    std::uint64_t bytes = total_bytes_;
    for (const Range& range : ranges()) {
        check_state(add_up(counted, range.keys, keys), "it has lengths of more keys than it counted");
        check_state(range.shortest == 0 || range.keys <= bytes / range.shortest,
                    "its keys have more bytes than it counted");
        bytes -= range.keys * range.shortest;
    }
    check_state(counted == keys && keys_[0] == empty, "it has lengths of other keys than it counted");
    // What is left, keys of a range have beyond its shortest.
    for (const Range& range : ranges()) {
        const std::uint64_t most = range.longest - range.shortest;
        bytes = most > 0 && range.keys >= bytes / most + 1 ? 0 : bytes - range.keys * most;
    }
    check_state(bytes == 0, "its keys have fewer bytes than it counted");
}

}  // namespace kafka_architect
