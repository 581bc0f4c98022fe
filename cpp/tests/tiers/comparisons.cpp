#include "tiers/comparisons.hpp"

#include <algorithm>
#include <memory>

namespace kafka_architect::tiers {

namespace {

constexpr std::uint32_t kGuard = 0xdeadbeefU;

// Room for `size` words and a guard word behind them, which a build without AddressSanitizer needs to notice
// a word too many; what goes further, AddressSanitizer sees.
class Output {
public:
    explicit Output(std::size_t size) : size_(size), words_(std::make_unique<std::uint32_t[]>(size + 1)) {
        std::fill_n(words_.get(), size + 1, kGuard);
    }
    [[nodiscard]] std::uint32_t* data() const { return words_.get(); }
    [[nodiscard]] std::span<const std::uint32_t> first(std::size_t count) const {
        return {words_.get(), std::min(count, size_)};
    }
    [[nodiscard]] bool overrun() const { return words_[size_] != kGuard; }
    [[nodiscard]] bool untouched() const {
        return std::all_of(words_.get(), words_.get() + size_,
                           [](std::uint32_t word) { return word == kGuard; });
    }

private:
    std::size_t size_;
    std::unique_ptr<std::uint32_t[]> words_;
};

std::string number(std::uint64_t value) {
    return std::to_string(value);
}

Difference compare_words(const char* what, const Output& expected, const Output& found, std::size_t count) {
    if (found.overrun()) {
        return std::string(what) + ": written behind the last of " + number(count);
    }
    const std::span<const std::uint32_t> scalar = expected.first(count);
    const auto [at, ours] = std::ranges::mismatch(scalar, found.first(count));
    if (at == scalar.end()) {
        return {};
    }
    return std::string(what) + "[" + number(static_cast<std::size_t>(at - scalar.begin())) + "] is " +
           number(*ours) + ", scalar has " + number(*at);
}

struct Columns {
    explicit Columns(std::size_t keys) : murmur2(keys), high(keys), low(keys) {}
    [[nodiscard]] HashColumns out() const {
        return {
            .partitioner = murmur2.data(), .fingerprint_high = high.data(), .fingerprint_low = low.data()};
    }
    Output murmur2;
    Output high;
    Output low;
};

Difference compare_columns(const Columns& expected, const Columns& found, std::size_t keys) {
    if (Difference difference = compare_words("murmur2", expected.murmur2, found.murmur2, keys)) {
        return difference;
    }
    if (Difference difference = compare_words("fingerprint_high", expected.high, found.high, keys)) {
        return difference;
    }
    return compare_words("fingerprint_low", expected.low, found.low, keys);
}

// The memory behind a HeavyTable.
struct HeavyMemory {
    explicit HeavyMemory(std::size_t buckets)
        : fingerprints(buckets * kHeavyWays),
          counts(buckets * kHeavyWays),
          decrements(buckets),
          stored(buckets) {}

    HeavyTable table() {
        return {.fingerprints = fingerprints.data(),
                .counts = counts.data(),
                .decrements = decrements.data(),
                .stored = stored.data(),
                .bucket_mask = static_cast<std::uint32_t>(decrements.size() - 1)};
    }
    bool operator==(const HeavyMemory&) const = default;

    std::vector<std::uint64_t> fingerprints;
    std::vector<std::uint64_t> counts;
    std::vector<std::uint64_t> decrements;
    std::vector<std::uint8_t> stored;
};

}  // namespace

Difference compare_hashes(const Kernels& kernels, const KeyBatch& batch) {
    const Columns expected(batch.size);
    kScalarKernels.murmur2_and_fingerprint(batch, expected.out());
    const Columns both(batch.size);
    kernels.murmur2_and_fingerprint(batch, both.out());
    if (Difference difference = compare_columns(expected, both, batch.size)) {
        return "murmur2_and_fingerprint: " + *difference;
    }
    const Columns alone(batch.size);
    kernels.fingerprint(batch, alone.out());
    if (!alone.murmur2.untouched() || alone.murmur2.overrun()) {
        return "fingerprint: wrote to the partitioner's column";
    }
    std::copy_n(expected.murmur2.data(), batch.size, alone.murmur2.data());
    if (Difference difference = compare_columns(expected, alone, batch.size)) {
        return "fingerprint: " + *difference;
    }
    return {};
}

Difference compare_line_ends(const Kernels& kernels, std::span<const std::uint8_t> block, std::size_t begin,
                             std::size_t capacity) {
    const Output expected(capacity);
    const LineScan want =
        kScalarKernels.find_line_ends(block.data(), begin, block.size(), expected.data(), capacity);
    const Output found(capacity);
    const LineScan have = kernels.find_line_ends(block.data(), begin, block.size(), found.data(), capacity);
    if (have.lines != want.lines || have.next != want.next) {
        return "find_line_ends: " + number(have.lines) + " lines up to byte " + number(have.next) +
               ", scalar has " + number(want.lines) + " up to " + number(want.next);
    }
    if (have.carriage_return != want.carriage_return) {
        return std::string("find_line_ends: ") + (have.carriage_return ? "a" : "no") + " CR, unlike scalar";
    }
    if (found.overrun()) {
        return "find_line_ends: written behind its capacity of " + number(capacity);
    }
    return compare_words("line_starts", expected, found, want.lines);
}

Difference compare_remainders(const Kernels& kernels, std::span<const std::uint32_t> values,
                              std::uint32_t divisor) {
    const Remainder remainder(divisor);
    const Output expected(values.size());
    kScalarKernels.remainders(values.data(), values.size(), remainder, expected.data());
    const Output found(values.size());
    kernels.remainders(values.data(), values.size(), remainder, found.data());
    if (Difference difference = compare_words("remainders", expected, found, values.size())) {
        return *difference + ", divisor " + number(divisor);
    }
    // Scalar multiplies as well; division is the truth.
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (expected.data()[i] != values[i] % divisor) {
            return "remainders: scalar gives " + number(expected.data()[i]) + " for " + number(values[i]) +
                   " mod " + number(divisor);
        }
    }
    return {};
}

Difference compare_selection(const Kernels& kernels, std::span<const std::uint32_t> values,
                             std::uint32_t limit) {
    const Output expected(values.size());
    const std::size_t want =
        kScalarKernels.select_up_to(values.data(), values.size(), limit, expected.data());
    const Output found(values.size());
    const std::size_t have = kernels.select_up_to(values.data(), values.size(), limit, found.data());
    if (have != want) {
        return "select_up_to " + number(limit) + ": " + number(have) + " values, scalar has " + number(want);
    }
    if (found.overrun()) {
        return "select_up_to: written behind its room";
    }
    return compare_words("select_up_to", expected, found, want);
}

Difference compare_heavy(const Kernels& kernels, const HeavyStream& stream) {
    HeavyMemory expected(stream.buckets);
    HeavyMemory found(stream.buckets);
    bool stop = stream.stop_when_full;
    for (std::size_t first = 0; first < stream.selected.size();) {
        const std::size_t count = std::min(stream.keys_per_call, stream.selected.size() - first);
        const std::uint32_t* const selected = stream.selected.data() + first;
        const Output wanted(count);
        const HeavyProgress want = kScalarKernels.count_heavy(
            expected.table(), stream.high.data(), stream.low.data(), selected, count, stop, wanted.data());
        const Output ours(count);
        const HeavyProgress have = kernels.count_heavy(found.table(), stream.high.data(), stream.low.data(),
                                                       selected, count, stop, ours.data());
        if (have.taken != want.taken || have.wanted != want.wanted) {
            return "count_heavy: " + number(have.taken) + " taken and " + number(have.wanted) +
                   " wanted, scalar has " + number(want.taken) + " and " + number(want.wanted);
        }
        if (Difference difference = compare_words("count_heavy wanted", wanted, ours, want.wanted)) {
            return difference;
        }
        if (!(found == expected)) {
            return "count_heavy: the tables differ after selected key " + number(first + want.taken);
        }
        if (want.taken < count && !stop) {
            return "count_heavy: scalar stopped though it was not asked to";
        }
        stop = stop && want.taken == count;
        first += want.taken;
    }
    return {};
}

}  // namespace kafka_architect::tiers
