// The Error that an action throws, for tests of its code and words.
#pragma once

#include <stdexcept>

#include "kafka_architect/error.hpp"

namespace kafka_architect::testing {

template <typename Action>
Error error_of(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    throw std::logic_error("expected an Error, but nothing was thrown");
}

}  // namespace kafka_architect::testing
