// The vector files of tests/vectors; their notation is described there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace kafka_architect::testing {

struct Placement {
    std::uint32_t partitions;
    std::uint32_t partition;
};

struct Vector {
    std::string key;
    std::int32_t murmur2 = 0;
    std::vector<Placement> placements;
};

// Computed by kafka-clients. Throws std::runtime_error that names the line for a row that is not understood.
std::vector<Vector> read_kafka_clients();
// Published by Kafka and other clients, without partitions.
std::vector<Vector> read_published();

}  // namespace kafka_architect::testing
