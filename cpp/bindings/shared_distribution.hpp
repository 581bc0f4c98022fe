// A Distribution that several Python threads may use at once.
//
// Every access holds the mutex, and nobody waits for the mutex with the GIL in hand: so whoever holds the
// mutex may wait for the GIL, as an update does between its batches, and the two cannot block each other.
#pragma once

#include <mutex>
#include <utility>

#include "bindings.hpp"
#include "kafka_architect/distribution.hpp"

class SharedDistribution {
public:
    // Recursive: making a key's UTF-8 form may run the garbage collector, and with it anything, in the middle
    // of an update.
    using Turn = std::unique_lock<std::recursive_mutex>;

    explicit SharedDistribution(kafka_architect::Distribution state) : state_(std::move(state)) {}

    // Keeps other threads out until it is destroyed, for several accesses that must be seen as one. The
    // caller holds the GIL, and has it back afterwards.
    [[nodiscard]] Turn take_turn() {
        const py::gil_scoped_release released;
        return Turn(mutex_);
    }
    // Calls `use(state)` alone. The caller must not hold the GIL, unless it is its turn.
    template <typename Use>
    auto alone(Use use) {
        const Turn turn(mutex_);
        return use(state_);
    }
    // The same for callers that hold the GIL.
    template <typename Use>
    auto without_gil(Use use) {
        const py::gil_scoped_release released;
        return alone(use);
    }
    [[nodiscard]] kafka_architect::Distribution copy() {
        return without_gil([](const kafka_architect::Distribution& state) { return state; });
    }

private:
    std::recursive_mutex mutex_;
    kafka_architect::Distribution state_;
};
