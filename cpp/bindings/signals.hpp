// Ctrl-C for work that takes longer than a moment.
#pragma once

#include <chrono>

#include "bindings.hpp"

// Runs the handlers of signals that have arrived, which may be any Python code, and throws what they raise.
// The caller holds the GIL.
inline void answer_signals() {
    if (PyErr_CheckSignals() != 0) {
        throw py::error_already_set();
    }
}

// Says when it is time to look: often enough for someone who waits, too seldom to be felt by the work.
class SignalClock {
public:
    [[nodiscard]] bool due() {
        const auto now = std::chrono::steady_clock::now();
        if (now < next_) {
            return false;
        }
        next_ = now + kPause;
        return true;
    }

private:
    static constexpr std::chrono::milliseconds kPause{50};
    std::chrono::steady_clock::time_point next_ = std::chrono::steady_clock::now() + kPause;
};
