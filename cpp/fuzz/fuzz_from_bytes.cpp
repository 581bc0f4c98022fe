// Distribution::from_bytes takes any bytes: it throws Error (state_corrupt), or gives a state that can be
// used like any other and is written to bytes that are read back to the same.
//
// The first byte of an input says whether the rest is a whole file or a payload with its zeros shortened.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kafka_architect/distribution.hpp"
#include "kafka_architect/error.hpp"
#include "require.hpp"
#include "saved_state.hpp"
#include "zero_runs.hpp"

namespace kafka_architect::fuzz {
namespace {

// Twice what states of small tables take.
constexpr std::size_t kMostBytes = std::size_t{1} << 13U;
// Counting and merging take most of the time: by the checksum, so that an input does the same every time.
constexpr unsigned kGoesOnEvery = 4;

std::optional<Distribution> parse(std::span<const std::uint8_t> bytes) {
    try {
        return Distribution::from_bytes(bytes);
    } catch (const Error& error) {
        require(error.code() == ErrorCode::state_corrupt, "hostile bytes are a corrupt state");
        return {};
    }
}

void look_at_everything(const Distribution& state) {
    (void)state.distinct_keys();
    (void)state.sampled_keys();
    (void)state.heavy().unlisted_at_most(state.heavy().heaviest(20));
    (void)state.heavy().cells().estimate();
    (void)state.tallies().key_lengths.ranges();
    (void)state.tallies().cardinality.estimate();
    for (const PartitionCounts* counts : {&state.tallies().partitions, &state.tallies().what_if}) {
        for (std::size_t i = 0; i < counts->partition_counts().size(); ++i) {
            require(counts->records(i).size() == counts->partition_counts()[i], "one number per partition");
            (void)counts->bytes(i);
        }
    }
    if (state.bytes()) {
        (void)state.bytes()->heavy.heaviest(20);
    }
    if (state.observed()) {
        (void)state.observed()->keys.smallest();
        require(state.observed()->keys.rate() > 0, "a sample is of some keys");
    }
}

void add_some_keys(Distribution& state) {
    KeyBatchBuilder builder;
    std::vector<std::uint64_t> sizes;
    std::vector<std::uint32_t> partitions;
    for (std::uint32_t i = 0; i < 60; ++i) {
        const std::string key = std::to_string(i % 40);
        builder.append({reinterpret_cast<const std::uint8_t*>(key.data()), key.size()});
        sizes.push_back(i);
        // Any are right where nobody told how many there are.
        partitions.push_back(state.settings().topic_partitions > 0 ? 0 : i % 9);
    }
    state.add(builder.batch(), {.sizes = sizes, .partitions = partitions, .counts = {}});
}

// Counts and merges; what comes of that is a state like any other.
void go_on(Distribution& state) {
    try {
        Distribution sum = state;
        sum.merge(state);
        add_some_keys(state);
        state.merge(sum);
    } catch (const Error& error) {
        require(error.code() == ErrorCode::state_incompatible || error.code() == ErrorCode::invalid_argument,
                "a state that is full takes no more, and nothing else goes wrong");
    }
    look_at_everything(state);
    require(parse(state.to_bytes()).has_value(), "what counting and merging come to can be read");
}

void run(std::span<const std::uint8_t> input) {
    if (input.empty()) {
        return;
    }
    const std::span<const std::uint8_t> rest = input.subspan(1);
    if (input[0] % 2 == 0) {
        (void)parse(rest);
        return;
    }
    const std::vector<std::uint8_t> file = with_header(expand_zeros(rest, kMostBytes));
    std::optional<Distribution> state = parse(file);
    if (!state) {
        return;
    }
    look_at_everything(*state);
    const std::vector<std::uint8_t> written = state->to_bytes();
    if (written != file) {
        const std::optional<Distribution> again = parse(written);
        require(again.has_value(), "what is written can be read");
        require(again->to_bytes() == written, "what is read back is written as the same bytes");
    }
    if (file[kChecksumAt] % kGoesOnEvery == 0) {
        go_on(*state);
    }
}

}  // namespace
}  // namespace kafka_architect::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    kafka_architect::fuzz::run({data, size});
    return 0;
}
