#include "shared_distribution.hpp"

#ifndef _WIN32
#include <pthread.h>
#endif

#include "signals.hpp"

namespace {

using kafka_architect::Distribution;
using kafka_architect::Error;
using kafka_architect::ErrorCode;

// How many forks lie between this process and the one that was started.
// Counted in the child, between threads that are gone and Python that goes on.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): a process has one history of forks
std::atomic<std::uint32_t> forks{0};

}  // namespace

void watch_forks() {
#ifndef _WIN32
    static const int registered = ::pthread_atfork(nullptr, nullptr, [] { ++forks; });
    if (registered != 0) {
        throw std::bad_alloc();
    }
#endif
}

SharedDistribution::SharedDistribution(Distribution state)
    : last_locked_in_(forks.load()),
      state_(std::make_unique<Distribution>(std::move(state))),
      settings_(state_->settings()) {}

SharedDistribution::~SharedDistribution() {
    const Turn turn(mutex_, std::try_to_lock);
    if (!turn.owns_lock()) {
        // A thread that this process does not have was changing it: not even its memory is in order.
        const Distribution* abandoned = state_.release();
        static_cast<void>(abandoned);
    }
}

SharedDistribution::Turn SharedDistribution::take_turn() {
    Turn turn(mutex_, std::try_to_lock);
    while (!turn.owns_lock()) {
        {
            const py::gil_scoped_release released;
            (void)turn.try_lock_for(std::chrono::milliseconds(50));
        }
        if (!turn.owns_lock()) {
            answer_signals();
            if (last_locked_in_ != forks.load()) {
                throw Error(
                    ErrorCode::state_corrupt,
                    "another thread was changing this analyzer when the process was forked, and the child "
                    "has no such thread: its counts are lost here; make a new analyzer in the child, or fork "
                    "while nobody updates");
            }
        }
    }
    last_locked_in_ = forks.load();
    if (torn_) {
        throw Error(
            ErrorCode::state_corrupt,
            "memory ran out while this analyzer counted: how much of the update is in its counts is not "
            "known; go on from a saved state, or with a new analyzer");
    }
    return turn;
}

SharedDistribution::Change::Change(SharedDistribution& shared) : shared_(shared), turn_(shared.take_turn()) {
    if (shared_.changing_) {
        throw Error(
            ErrorCode::invalid_argument,
            "this analyzer is in the middle of an update: it cannot be changed from a signal's handler");
    }
    shared_.changing_ = true;
}
