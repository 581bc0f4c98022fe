// A few keys of a test as batches of the core, and batches as keys that a test can compare.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kafka_architect/key_batch.hpp"
#include "support/text.hpp"

namespace kafka_architect::testing {

using Key = std::optional<std::string>;  // nothing: a null key

inline void append(KeyBatchBuilder& builder, const Key& key) {
    if (key) {
        builder.append(bytes(*key));
    } else {
        builder.append_null();
    }
}

// Calls visit(batch) for all of `keys`, batch by batch.
template <typename Visit>
void for_each_batch(const std::vector<Key>& keys, Visit visit) {
    KeyBatchBuilder builder;
    for (const Key& key : keys) {
        if (!builder.has_room(key ? key->size() : 0)) {
            visit(builder.batch());
            builder.clear();
        }
        append(builder, key);
    }
    visit(builder.batch());
}

inline std::vector<Key> keys_of(const KeyBatch& batch) {
    std::vector<Key> keys;
    for (std::size_t i = 0; i < batch.size; ++i) {
        keys.push_back(batch.is_null(i) ? Key() : Key(text(batch.key(i))));
    }
    return keys;
}

}  // namespace kafka_architect::testing
