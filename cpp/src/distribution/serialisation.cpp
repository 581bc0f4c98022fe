// The bytes of a Distribution: "KAST", version, payload length, CRC-32 of the payload, payload.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/byte_stream.hpp"
#include "kafka_architect/distribution.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/hashes.hpp"

namespace kafka_architect {

namespace {

constexpr std::array<std::uint8_t, 4> kMagic{'K', 'A', 'S', 'T'};
constexpr std::uint32_t kVersion = 4;
constexpr std::uint32_t kWithoutPlaceTimes = 3;  // the version before
constexpr std::uint32_t kWithoutKeyPartitions = 2;
constexpr std::uint32_t kWithoutWindowPairs = 1;  // the first one
constexpr std::size_t kLongestName = 64;

void write_counts(ByteWriter& to, const std::vector<std::uint32_t>& counts) {
    to.number(static_cast<std::uint32_t>(counts.size()));
    to.numbers<std::uint32_t>(counts);
}

std::vector<std::uint32_t> read_counts(ByteReader& from) {
    const auto size = from.number<std::uint32_t>();
    if (size > kMostPartitionCounts || std::size_t{size} * 4 > from.left()) {
        throw Error(ErrorCode::state_corrupt,
                    "saved state: a list of " + std::to_string(size) + " partition counts cannot be in it");
    }
    std::vector<std::uint32_t> counts(size);
    from.numbers<std::uint32_t>(counts);
    return counts;
}

// Before any counter is allocated: a few bytes can name partition counts that take gigabytes.
void check_announced(const DistributionSettings& settings, std::size_t left) {
    if (settings.partition_counts.empty()) {
        throw Error(ErrorCode::state_corrupt, "saved state: it counts for no partition count");
    }
    std::uint64_t counters =
        PartitionCounts::counters_for(settings.partition_counts, PartitionCounts::Sharing::windows, left);
    counters +=
        PartitionCounts::counters_for(settings.what_if_counts, PartitionCounts::Sharing::widely, left);
    if (counters > left / sizeof(std::uint64_t)) {
        throw Error(ErrorCode::state_corrupt, "saved state: its partition counts take " +
                                                  std::to_string(counters) + " counters or more, and only " +
                                                  std::to_string(left) + " bytes follow: it is truncated");
    }
}

DistributionSettings read_settings(ByteReader& from) {
    try {
        DistributionSettings settings{.partitioner = partitioner_named(from.text(kLongestName)),
                                      .partition_counts = read_counts(from),
                                      .what_if_counts = read_counts(from),
                                      .topic_partitions = from.number<std::uint32_t>()};
        settings.check();
        return settings;
    } catch (const Error& error) {
        throw Error(ErrorCode::state_corrupt, std::string("saved state: ") + error.what());
    }
}

struct Payload {
    std::uint32_t version;
    std::span<const std::uint8_t> bytes;
};

Payload checked_payload(std::span<const std::uint8_t> data) {
    ByteReader header(data);
    if (data.size() < kMagic.size() || !std::ranges::equal(header.bytes(kMagic.size()), kMagic)) {
        throw Error(ErrorCode::state_corrupt, "not a saved state: it does not begin with \"KAST\"");
    }
    const auto version = header.number<std::uint32_t>();
    if (version < kWithoutWindowPairs || version > kVersion) {
        throw Error(ErrorCode::state_corrupt,
                    "saved state of version " + std::to_string(version) + ": this release reads version " +
                        std::to_string(kWithoutWindowPairs) + " to " + std::to_string(kVersion) +
                        "; use the release that wrote it, or a newer one");
    }
    const auto length = header.number<std::uint64_t>();
    const auto checksum = header.number<std::uint32_t>();
    if (length != header.left()) {
        throw Error(ErrorCode::state_corrupt, "saved state: " + std::to_string(length) +
                                                  " bytes were written after the header, " +
                                                  std::to_string(header.left()) + " are there");
    }
    const std::span<const std::uint8_t> payload = header.bytes(length);
    if (crc32(payload) != checksum) {
        throw Error(ErrorCode::state_corrupt, "saved state: its checksum is wrong, the bytes were altered");
    }
    return {.version = version, .bytes = payload};
}

}  // namespace

std::vector<std::uint8_t> Distribution::to_bytes() const {
    ByteWriter payload;
    payload.text(settings_.partitioner.name);
    write_counts(payload, settings_.partition_counts);
    write_counts(payload, settings_.what_if_counts);
    payload.number(settings_.topic_partitions);
    tallies_.write(payload);
    heavy_.write(payload);
    payload.number(static_cast<std::uint8_t>(bytes_ ? 1 : 0));
    if (bytes_) {
        bytes_->heavy.write(payload);
        payload.number(bytes_->total_bytes);
    }
    payload.number(static_cast<std::uint8_t>(observed_ ? 1 : 0));
    if (observed_) {
        observed_->write_counts(payload);
    }
    tallies_.window_pairs.write(payload);
    if (bytes_) {
        payload.number(bytes_->records);
    }
    if (observed_) {
        observed_->write_details(payload);
    }
    ByteWriter out;
    out.bytes(kMagic);
    out.number(kVersion);
    out.number(static_cast<std::uint64_t>(payload.written().size()));
    out.number(crc32(payload.written()));
    out.bytes(payload.written());
    return out.written();
}

Distribution Distribution::from_bytes(std::span<const std::uint8_t> data) {
    const Payload payload = checked_payload(data);
    ByteReader from(payload.bytes);
    DistributionSettings settings = read_settings(from);
    check_announced(settings, from.left());
    Distribution out(std::move(settings));
    out.tallies_.read(from);
    out.heavy_ = HeavyKeys::read(from);
    if (from.number<std::uint8_t>() != 0) {
        ByteTallies& bytes = out.bytes_.emplace();
        bytes.heavy = HeavyKeys::read(from);
        bytes.total_bytes = from.number<std::uint64_t>();
    }
    if (from.number<std::uint8_t>() != 0) {
        out.observed_ = ObservedTallies::read_counts(from, out.settings_.topic_partitions,
                                                     payload.version > kWithoutKeyPartitions);
    }
    if (payload.version > kWithoutWindowPairs) {
        out.tallies_.window_pairs = WindowPairs::read(from);
        if (out.bytes_) {
            out.bytes_->records = from.number<std::uint64_t>();
        }
    }
    if (out.observed_ && payload.version > kWithoutKeyPartitions) {
        out.observed_->read_details(from, payload.version > kWithoutPlaceTimes);
    } else if (out.observed_) {
        out.observed_->drop_details();
    }
    if (from.left() != 0) {
        throw Error(ErrorCode::state_corrupt,
                    "saved state: " + std::to_string(from.left()) + " bytes follow its end");
    }
    out.check();
    return out;
}

}  // namespace kafka_architect
