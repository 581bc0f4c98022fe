// A KeptKey in a saved state: its bytes, its whole length, its hash.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/byte_stream.hpp"
#include "kafka_architect/heavy_keys.hpp"

namespace kafka_architect {

inline void write_kept(ByteWriter& to, const KeptKey& key) {
    to.text(key.bytes);
    to.number(key.length);
    to.number(key.hash);
}

inline KeptKey read_kept(ByteReader& from) {
    KeptKey key{.bytes = from.text(kKeptBytes)};
    key.length = from.number<std::uint32_t>();
    key.hash = from.number<std::uint32_t>();
    check_state(key.bytes.size() == std::min<std::size_t>(key.length, kKeptBytes),
                "a key is longer or shorter than its bytes");
    return key;
}

}  // namespace kafka_architect
