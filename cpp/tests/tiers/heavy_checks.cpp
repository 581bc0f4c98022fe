// The counting loop of HeavyKeys: tables that overflow, keys that come back, fingerprints at the edges.
#include <algorithm>
#include <numeric>
#include <random>

#include "tiers/checks.hpp"

namespace kafka_architect::tiers {

namespace {

// A fingerprint whose bucket is `bucket` in any table of that many buckets, and which differs from others by
// `key`, in both halves.
void append(HeavyStream& stream, std::uint32_t bucket, std::uint32_t key) {
    stream.high.push_back(key);
    stream.low.push_back((bucket << 7U) | (key & 0x7fU));
}

Difference compare(const Kernels& kernels, HeavyStream stream, const char* what) {
    if (stream.selected.empty()) {
        stream.selected.resize(stream.low.size());
        std::iota(stream.selected.begin(), stream.selected.end(), 0U);
    }
    for (const bool stop_when_full : {false, true}) {
        stream.stop_when_full = stop_when_full;
        for (const std::size_t keys_per_call : {std::size_t{1}, std::size_t{100}, stream.low.size()}) {
            stream.keys_per_call = keys_per_call;
            if (Difference difference = compare_heavy(kernels, stream)) {
                return *difference + " (" + what + ", " + std::to_string(stream.buckets) + " buckets, " +
                       std::to_string(keys_per_call) + " keys per call" +
                       (stop_when_full ? ", stopping when full)" : ")");
            }
        }
    }
    return {};
}

}  // namespace

// From tables that hold every key to tables in which almost none stays.
Difference check_heavy_random(const Kernels& kernels) {
    std::mt19937 random(2026);
    for (const std::uint32_t buckets : {1U, 2U, 64U, 1024U}) {
        for (const std::uint32_t distinct : {4U, 8U, 9U, 100U, 10'000U}) {
            HeavyStream stream{.buckets = buckets};
            for (std::size_t i = 0; i < 5000; ++i) {
                // The product of two: some keys are far busier than others.
                const auto key =
                    static_cast<std::uint32_t>((random() % distinct) * (random() % distinct) / distinct);
                append(stream, key * 0x9e3779b1U, key);
                if (random() % 8 != 0) {
                    stream.selected.push_back(static_cast<std::uint32_t>(i));
                }
            }
            if (Difference difference = compare(kernels, std::move(stream), "random")) {
                return difference;
            }
        }
    }
    return {};
}

Difference check_heavy_adversarial(const Kernels& kernels) {
    // Nine keys in turn for eight places: every ninth takes one off all.
    HeavyStream in_turn;
    // A bucket filled to different heights, worn down to nothing, and filled again by the keys of before.
    HeavyStream worn_down{.buckets = 4};
    // Equal halves and all-zero fingerprints: a free place has the fingerprint of its last key, or 0.
    HeavyStream look_alikes{.buckets = 2};
    for (std::uint32_t i = 0; i < 3000; ++i) {
        append(in_turn, 0, i % 9);
        append(worn_down, 3, i % 300 < 100 ? i % 8 : i % 300 < 200 ? 1000 + i : (i * i) % 8);
        look_alikes.high.push_back(i % 3 == 0 ? 0 : i % 5);
        look_alikes.low.push_back(i % 7 == 0 ? 0 : (i % 4) << 7U);
    }
    if (Difference difference = compare(kernels, std::move(in_turn), "nine keys in turn")) {
        return difference;
    }
    if (Difference difference = compare(kernels, std::move(worn_down), "worn down and filled again")) {
        return difference;
    }
    return compare(kernels, std::move(look_alikes), "look-alikes");
}

}  // namespace kafka_architect::tiers
