#include "tiers/state_digest.hpp"

#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "kafka_architect/distribution_pass.hpp"
#include "kafka_architect/hashes.hpp"

namespace kafka_architect::tiers {

namespace {

constexpr std::size_t kStripes = 40;

// Stripes of 2,000 keys: a few hot ones, thousands of others, empty ones and nulls.
class SomeKeys final : public KeySource {
public:
    [[nodiscard]] std::size_t stripes() const noexcept override { return kStripes; }
    [[nodiscard]] std::uint64_t size_bytes() const noexcept override { return kStripes; }
    [[nodiscard]] std::uint64_t stripe_offset(std::size_t stripe) const noexcept override { return stripe; }
    [[nodiscard]] std::unique_ptr<KeyReader> reader() const override { return std::make_unique<Reader>(); }

private:
    class Reader final : public KeyReader {
    public:
        void open_stripe(std::size_t stripe) override {
            builder_.clear();
            std::mt19937 random(static_cast<std::uint32_t>(stripe));
            for (std::size_t i = 0; i < 2000; ++i) {
                const std::uint32_t kind = static_cast<std::uint32_t>(random()) % 20;
                if (kind == 0) {
                    builder_.append_null();
                    continue;
                }
                std::string key;
                if (kind > 1) {
                    const std::uint32_t most = kind < 10 ? 10 : 30'000;
                    key = "customer-" + std::to_string(random() % most);
                    key.append(kind == 11 ? random() % 400 : 0, '-');
                }
                builder_.append({reinterpret_cast<const std::uint8_t*>(key.data()), key.size()});
            }
            done_ = false;
        }
        bool next(KeyBatch& batch) override {
            batch = builder_.batch();
            return !std::exchange(done_, true);
        }

    private:
        KeyBatchBuilder builder_;
        bool done_ = true;
    };
};

std::vector<std::uint8_t> read_with(std::size_t workers, const char* partitioner) {
    const SomeKeys keys;
    DistributionPass pass(keys,
                          Distribution({.partitioner = partitioner_named(partitioner),
                                        .partition_counts = {12, 24, 48, 7, 1021},
                                        .what_if_counts = {1, 2, 3, 5, 100'000},
                                        .topic_partitions = 12}),
                          0);
    while (pass.step(17, workers)) {
    }
    Distribution out = pass.result();
    // Sizes and observed partitions come with batches, not with sources.
    KeyBatch batch;
    const std::unique_ptr<KeyReader> reader = keys.reader();
    reader->open_stripe(0);
    while (reader->next(batch)) {
        std::vector<std::uint64_t> sizes(batch.size);
        std::vector<std::uint32_t> partitions(batch.size);
        for (std::size_t i = 0; i < batch.size; ++i) {
            sizes[i] = i * i % 10'007;
            partitions[i] = static_cast<std::uint32_t>(i % 12);
        }
        out.add(batch, {.sizes = sizes, .partitions = partitions, .counts = {}});
    }
    return out.to_bytes();
}

}  // namespace

std::uint32_t state_digest() {
    std::uint32_t digest = 0;
    for (const char* partitioner : {"murmur2", "consistent_random"}) {
        const std::vector<std::uint8_t> state = read_with(1, partitioner);
        if (read_with(3, partitioner) != state) {
            throw std::logic_error(std::string(partitioner) +
                                   ": three workers came to another state than one");
        }
        digest = (digest * 31) + crc32(state);
    }
    return digest;
}

}  // namespace kafka_architect::tiers
