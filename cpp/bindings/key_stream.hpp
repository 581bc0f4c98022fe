// A Python collection of keys as KeyBatches.
//
// Nothing that Python can change is trusted after it was checked: lists grow and shrink while they are read,
// arrays are resized, and an object's own methods run in the middle of anything. So a stream has the size
// that it had at first, compares it whenever it reads, and holds what it has read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "bindings.hpp"
#include "kafka_architect/key_batch.hpp"
#include "signals.hpp"

class KeyStream {
public:
    KeyStream() = default;
    KeyStream(const KeyStream&) = delete;
    KeyStream& operator=(const KeyStream&) = delete;
    virtual ~KeyStream() = default;

    [[nodiscard]] virtual std::size_t size() const noexcept = 0;
    // Bytes of all keys, as far as they are known.
    [[nodiscard]] virtual std::size_t key_bytes() const noexcept = 0;
    // Whether `next` reads Python objects.
    [[nodiscard]] virtual bool needs_gil() const noexcept = 0;
    // Reads all that can be refused, so that `next` refuses nothing afterwards, whatever Python code does
    // meanwhile. The caller holds the GIL.
    virtual void hold() = 0;
    // The next batch, valid until the next call; false at the end. Throws Error (wrong_type or
    // invalid_argument) that names the first bad key.
    virtual bool next(kafka_architect::KeyBatch& batch) = 0;
};

// Whether it is a list, tuple or numpy array.
[[nodiscard]] bool is_plain_collection(py::handle keys);
// Throws Error (wrong_type) unless it is that, or offers Arrow data. Looks at nothing else.
void check_collection(py::handle keys);
// The keys of a list, tuple or one-dimensional array, or of an Arrow column; a masked entry is a null key.
[[nodiscard]] std::unique_ptr<KeyStream> stream_of(py::handle keys);

enum class Signals { answered, ignored };

// Calls use(batch, place of its first key) for the rest of the stream, without the GIL: `use` must not touch
// Python. The caller holds the GIL.
template <typename Use>
void visit(KeyStream& keys, Signals signals, Use use) {
    SignalClock clock;
    kafka_architect::KeyBatch batch;
    std::size_t first = 0;
    if (keys.needs_gil()) {
        while (keys.next(batch)) {
            {
                const py::gil_scoped_release without_gil;
                use(batch, first);
            }
            first += batch.size;
            if (signals == Signals::answered && clock.due()) {
                answer_signals();
            }
        }
        return;
    }
    const py::gil_scoped_release without_gil;
    while (keys.next(batch)) {
        use(batch, first);
        first += batch.size;
        if (signals == Signals::answered && clock.due()) {
            const py::gil_scoped_acquire with_gil;
            answer_signals();
        }
    }
}
