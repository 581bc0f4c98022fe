// A Distribution that several Python threads may use at once.
//
// Every access holds the mutex and not the GIL: whoever holds the mutex never waits for the GIL, so the two
// cannot block each other.
#pragma once

#include <mutex>
#include <utility>

#include "bindings.hpp"
#include "kafka_architect/distribution.hpp"

class SharedDistribution {
public:
    explicit SharedDistribution(kafka_architect::Distribution state) : state_(std::move(state)) {}

    // Calls `use(state)` alone. The caller must not hold the GIL, or must use `read` or `change` below.
    template <typename Use>
    auto alone(Use use) {
        const std::scoped_lock lock(mutex_);
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
    std::mutex mutex_;
    kafka_architect::Distribution state_;
};
