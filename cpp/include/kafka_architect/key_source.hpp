// Where keys come from, as the distribution pass sees it.
//
// A source is cut into stripes. A stripe's keys depend on the source alone, never on how many workers
// read it or in which order, so that a result can be the same for any number of workers. Each worker has
// a reader of its own; a reader is used by one thread at a time, different readers by different threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "kafka_architect/key_batch.hpp"

namespace kafka_architect {

class KeyReader {
public:
    KeyReader() = default;
    KeyReader(const KeyReader&) = delete;
    KeyReader& operator=(const KeyReader&) = delete;
    virtual ~KeyReader() = default;

    // Positions the reader at the first key of a stripe.
    virtual void open_stripe(std::size_t stripe) = 0;
    // Hands out the stripe's next keys in arrival order, valid until the next call; false at its end.
    // Throws Error when the source cannot be read or is not what its format promises.
    virtual bool next(KeyBatch& batch) = 0;
};

class KeySource {
public:
    KeySource() = default;
    KeySource(const KeySource&) = delete;
    KeySource& operator=(const KeySource&) = delete;
    virtual ~KeySource() = default;

    [[nodiscard]] virtual std::size_t stripes() const noexcept = 0;
    [[nodiscard]] virtual std::uint64_t size_bytes() const noexcept = 0;
    // Where a stripe begins, in bytes; for progress.
    [[nodiscard]] virtual std::uint64_t stripe_offset(std::size_t stripe) const noexcept = 0;
    [[nodiscard]] virtual std::unique_ptr<KeyReader> reader() const = 0;
};

}  // namespace kafka_architect
