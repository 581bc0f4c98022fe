// The one error type of the core.
//
// Code that fails throws Error with a code that callers may rely on and a message that a person can act
// on: what was expected, what was found, where, and what to do. The bindings map the code, never the
// text, to a Python exception.
#pragma once

#include <stdexcept>
#include <string>

namespace kafka_architect {

enum class ErrorCode {
    invalid_argument,    // a parameter has no meaning: 0 partitions, a negative worker count
    wrong_type,          // a key that is neither bytes nor text
    source_unreadable,   // the operating system refused: missing, a directory, no permission, an I/O fault
    source_malformed,    // the bytes are not what the format promises: a key too long, a file that shrank
    state_corrupt,       // serialised state that is truncated, altered or from an unknown version
    state_incompatible,  // two states whose settings differ cannot become one
};

class Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& message, int os_error = 0)
        : std::runtime_error(message), code_(code), os_error_(os_error) {}

    [[nodiscard]] ErrorCode code() const noexcept { return code_; }
    // errno where the operating system refused, else 0.
    [[nodiscard]] int os_error() const noexcept { return os_error_; }

private:
    ErrorCode code_;
    int os_error_;
};

}  // namespace kafka_architect
