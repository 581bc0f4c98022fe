// How long one core needs to hash keys that are in memory (murmur2) and to count them per partition, for
// every instruction-set tier of this machine.
//
//     hash_and_count FILE KEYS ROUNDS PARTITIONS
//
// Takes the first KEYS lines of FILE, which must have 36 bytes each. In every round each tier goes once over
// all keys, so that a busy neighbour slows all tiers and not one. The counting is that of PartitionCounts:
// remainders by the tier's kernel, four histograms that take turns. Prints JSON: nanoseconds per key of every
// round, and the records per partition, on which all tiers must agree. Exit code 2 = it could not run.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <fstream>
#include <iostream>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "kafka_architect/instruction_set.hpp"
#include "kafka_architect/key_batch.hpp"
#include "kafka_architect/remainder.hpp"
#include "simd/kernels.hpp"

namespace kafka_architect {
namespace {

constexpr std::size_t kKeyBytes = 36;
constexpr std::size_t kSubHistograms = 4;
constexpr std::uint32_t kWithoutSign = 0x7fffffff;

struct Tier {
    InstructionSet isa;
    const Kernels* kernels;
    std::vector<double> ns_per_key;
};

// Keys without separators, as a numpy array of fixed-width bytes holds them.
struct PackedKeys {
    std::vector<std::uint8_t> bytes;
    std::size_t size = 0;
};

PackedKeys read_keys(const std::string& path, std::size_t size) {
    std::ifstream file(path, std::ios::binary);
    PackedKeys keys{.bytes = std::vector<std::uint8_t>(size * kKeyBytes + kReadPadding), .size = size};
    std::array<char, kKeyBytes + 1> line{};
    for (std::size_t i = 0; i < size; ++i) {
        file.read(line.data(), line.size());
        if (!file || line.back() != '\n') {
            throw std::runtime_error(path + ": expected " + std::to_string(size) + " lines of 36 bytes");
        }
        std::ranges::copy(std::span(line).first<kKeyBytes>(),
                          keys.bytes.begin() + static_cast<std::ptrdiff_t>(i * kKeyBytes));
    }
    return keys;
}

class HashAndCount {
public:
    explicit HashAndCount(std::uint32_t partitions)
        : remainder_(partitions), hashes_(kBatchKeys), unused_(kBatchKeys), residues_(kBatchKeys) {
        for (std::size_t i = 0; i < kBatchKeys; ++i) {
            starts_.push_back(static_cast<std::uint32_t>(i * kKeyBytes));
            lengths_.push_back(kKeyBytes);
        }
    }

    // Records per partition.
    std::vector<std::uint64_t> run(const Kernels& kernels, const PackedKeys& keys) {
        std::vector<std::uint64_t> totals(remainder_.divisor());
        std::vector<std::uint32_t> recent(kSubHistograms * totals.size());
        for (std::size_t first = 0; first < keys.size; first += kBatchKeys) {
            const std::size_t offset = first * kKeyBytes;
            const KeyBatch batch{.bytes = keys.bytes.data() + offset,
                                 .readable = keys.bytes.size() - offset,
                                 .starts = starts_.data(),
                                 .lengths = lengths_.data(),
                                 .validity = nullptr,
                                 .size = std::min(kBatchKeys, keys.size - first)};
            kernels.murmur2(batch, {.partitioner = hashes_.data(),
                                    .fingerprint_high = unused_.data(),
                                    .fingerprint_low = unused_.data()});
            count(kernels, batch.size, recent, totals);
        }
        return totals;
    }

private:
    void count(const Kernels& kernels, std::size_t size, std::vector<std::uint32_t>& recent,
               std::vector<std::uint64_t>& totals) {
        for (std::uint32_t& hash : hashes_) {
            hash &= kWithoutSign;
        }
        kernels.remainders(hashes_.data(), size, remainder_, residues_.data());
        const std::size_t modulus = totals.size();
        std::size_t i = 0;
        for (; i + kSubHistograms <= size; i += kSubHistograms) {
            for (std::size_t lane = 0; lane < kSubHistograms; ++lane) {
                ++recent[lane * modulus + residues_[i + lane]];
            }
        }
        for (; i < size; ++i) {
            ++recent[residues_[i]];
        }
        for (std::size_t lane = 0; lane < kSubHistograms; ++lane) {
            for (std::size_t residue = 0; residue < modulus; ++residue) {
                totals[residue] += recent[lane * modulus + residue];
            }
        }
        std::ranges::fill(recent, 0U);
    }

    Remainder remainder_;
    std::vector<std::uint32_t> starts_;
    std::vector<std::uint32_t> lengths_;
    std::vector<std::uint32_t> hashes_;
    std::vector<std::uint32_t> unused_;
    std::vector<std::uint32_t> residues_;
};

template <typename Number>
void print_list(const std::vector<Number>& numbers) {
    const char* separator = "[";
    for (const Number number : numbers) {
        std::cout << separator << number;
        separator = ", ";
    }
    std::cout << ']';
}

void print_json(const std::vector<Tier>& tiers, const std::vector<std::uint64_t>& records) {
    std::cout << R"({"ns_per_key": {)";
    const char* separator = "";
    for (const Tier& tier : tiers) {
        std::cout << separator << '"' << name_of(tier.isa) << "\": ";
        print_list(tier.ns_per_key);
        separator = ", ";
    }
    std::cout << R"(}, "records": )";
    print_list(records);
    std::cout << "}\n";
}

void measure(const PackedKeys& keys, std::size_t rounds, std::uint32_t partitions) {
    std::vector<Tier> tiers;
    for (const InstructionSet isa : available_instruction_sets()) {
        tiers.push_back({.isa = isa, .kernels = kernels_of(isa), .ns_per_key = {}});
    }
    HashAndCount work(partitions);
    const std::vector<std::uint64_t> records = work.run(*kernels_of(InstructionSet::scalar), keys);
    for (std::size_t round = 0; round <= rounds; ++round) {
        for (Tier& tier : tiers) {
            const auto start = std::chrono::steady_clock::now();
            const bool equal = work.run(*tier.kernels, keys) == records;
            const std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - start;
            if (!equal) {
                throw std::runtime_error("the tiers count differently");
            }
            if (round > 0) {  // the first one warms up
                tier.ns_per_key.push_back(time.count() / static_cast<double>(keys.size));
            }
        }
    }
    print_json(tiers, records);
}

}  // namespace
}  // namespace kafka_architect

int main(int argc, char** argv) {
    try {
        const std::span arguments(argv, static_cast<std::size_t>(argc));
        if (arguments.size() != 5) {
            throw std::invalid_argument("expected FILE KEYS ROUNDS PARTITIONS");
        }
        kafka_architect::measure(kafka_architect::read_keys(arguments[1], std::stoull(arguments[2])),
                                 std::stoull(arguments[3]),
                                 static_cast<std::uint32_t>(std::stoul(arguments[4])));
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "hash_and_count: " << error.what() << '\n';
        return 2;
    }
}
