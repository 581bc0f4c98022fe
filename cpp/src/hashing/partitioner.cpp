#include "kafka_architect/partitioner.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "kafka_architect/error.hpp"
#include "kafka_architect/hashes.hpp"
#include "kafka_architect/murmur2.hpp"
#include "simd/kernels.hpp"

namespace kafka_architect {

namespace {

constexpr auto kHashed = Keyless::hashed;
constexpr auto kChosen = Keyless::producer_chooses;

// One line per partitioner: name, hash, fold, null key, empty key.
constexpr std::array kPartitioners{
    Partitioner{"murmur2", KeyHash::murmur2, Fold::masked, kChosen, kHashed},
    Partitioner{"murmur2_random", KeyHash::murmur2, Fold::masked, kChosen, kHashed},
    Partitioner{"consistent", KeyHash::crc32, Fold::unsign, kHashed, kHashed},
    Partitioner{"consistent_random", KeyHash::crc32, Fold::unsign, kChosen, kChosen},
    Partitioner{"fnv1a", KeyHash::fnv1a, Fold::absolute, kHashed, kHashed},
    Partitioner{"fnv1a_random", KeyHash::fnv1a, Fold::absolute, kChosen, kHashed},
    Partitioner{"sarama", KeyHash::fnv1a, Fold::absolute, kChosen, kHashed},
    Partitioner{"sarama_reference", KeyHash::fnv1a, Fold::masked, kChosen, kHashed},
    Partitioner{"crc32_balancer", KeyHash::crc32, Fold::unsign, kChosen, kChosen},
    Partitioner{"crc32", KeyHash::crc32, Fold::unsign, kChosen, kHashed},
    Partitioner{"unsigned_murmur2", KeyHash::murmur2, Fold::unsign, kChosen, kHashed},
    Partitioner{"kafkajs_legacy", KeyHash::kafkajs_legacy, Fold::masked, kChosen, kHashed},
    Partitioner{"java_hash_code", KeyHash::java_string, Fold::absolute_or_zero, kChosen, kHashed},
    Partitioner{"xxhash32", KeyHash::xxhash32, Fold::unsign, kChosen, kChosen},
};

}  // namespace

std::span<const Partitioner> all_partitioners() noexcept {
    return kPartitioners;
}

const Partitioner& partitioner_named(std::string_view name) {
    const auto* const found = std::ranges::find(kPartitioners, name, &Partitioner::name);
    if (found == kPartitioners.end()) {
        std::string known;
        for (const Partitioner& partitioner : kPartitioners) {
            known += (known.empty() ? "" : ", ") + std::string(partitioner.name);
        }
        throw Error(ErrorCode::invalid_argument,
                    "unknown partitioner '" + std::string(name) + "': expected one of " + known);
    }
    return *found;
}

std::uint32_t hash_key(KeyHash hash, std::span<const std::uint8_t> key) noexcept {
    switch (hash) {
        case KeyHash::murmur2: return murmur2(key);
        case KeyHash::crc32: return crc32(key);
        case KeyHash::fnv1a: return fnv1a(key);
        case KeyHash::java_string: return java_string_hash(key);
        case KeyHash::xxhash32: return xxhash32(key);
        case KeyHash::kafkajs_legacy: return kafkajs_legacy_hash(key);
    }
    return 0;
}

void hash_batch(KeyHash hash, const KeyBatch& batch, std::uint32_t* out) {
    if (hash == KeyHash::murmur2) {
        kernels().murmur2(batch,
                          {.partitioner = out, .fingerprint_high = nullptr, .fingerprint_low = nullptr});
        return;
    }
    for (std::size_t i = 0; i < batch.size; ++i) {
        out[i] = hash_key(hash, batch.key(i));
    }
}

}  // namespace kafka_architect
