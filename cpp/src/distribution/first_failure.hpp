// The failure of the lowest stripe, among those of several threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <utility>

namespace kafka_architect {

// The lowest stripe wins, so that a bad file gives the same message every time.
class FirstFailure {
public:
    void record(std::size_t stripe, std::exception_ptr error) {
        const std::scoped_lock lock(mutex_);
        if (stripe < stripe_) {
            stripe_ = stripe;
            error_ = std::move(error);
        }
    }
    // Whether a stripe can still matter: those behind the first failure cannot.
    [[nodiscard]] bool allows(std::size_t stripe) {
        const std::scoped_lock lock(mutex_);
        return stripe < stripe_;
    }
    void rethrow() const {
        if (error_) {
            std::rethrow_exception(error_);
        }
    }

private:
    std::mutex mutex_;
    std::size_t stripe_ = SIZE_MAX;
    std::exception_ptr error_;
};

}  // namespace kafka_architect
