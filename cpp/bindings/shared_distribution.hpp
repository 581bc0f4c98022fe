// A Distribution that several Python threads may use at once.
//
// Every access holds the mutex, and nobody waits for the mutex with the GIL in hand: so whoever holds the
// mutex may wait for the GIL, as an update does between its batches, and the two cannot block each other.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

#include "bindings.hpp"
#include "kafka_architect/distribution.hpp"
#include "kafka_architect/error.hpp"

class SharedDistribution {
public:
    explicit SharedDistribution(kafka_architect::Distribution state);
    SharedDistribution(const SharedDistribution&) = delete;
    SharedDistribution& operator=(const SharedDistribution&) = delete;
    ~SharedDistribution();

    // They never change, so nobody need wait for them.
    [[nodiscard]] const kafka_architect::DistributionSettings& settings() const noexcept { return settings_; }

    // Calls `use(state)` alone and without the GIL, which the caller holds.
    template <typename Use>
    auto without_gil(Use use) {
        const Turn turn = take_turn();
        const py::gil_scoped_release released;
        return use(std::as_const(*state_));
    }
    [[nodiscard]] kafka_architect::Distribution copy() {
        return without_gil([](const kafka_architect::Distribution& state) { return state; });
    }

    // Keeps other threads out until it is destroyed. The caller holds the GIL.
    class Change;

private:
    // Recursive: the handler of a signal that arrives in the middle of an update may ask for a report.
    using Turn = std::unique_lock<std::recursive_timed_mutex>;

    // Waits without the GIL, and answers signals meanwhile. Throws Error (state_corrupt) where the counts are
    // not to be had any more.
    [[nodiscard]] Turn take_turn();

    std::recursive_timed_mutex mutex_;
    std::atomic<std::uint32_t> last_locked_in_{0};  // the process, counted in forks
    std::unique_ptr<kafka_architect::Distribution> state_;
    const kafka_architect::DistributionSettings settings_;
    bool changing_ = false;
    bool torn_ = false;
};

class SharedDistribution::Change {
public:
    explicit Change(SharedDistribution& shared);
    Change(const Change&) = delete;
    Change& operator=(const Change&) = delete;
    ~Change() { shared_.changing_ = false; }

    [[nodiscard]] const kafka_architect::Distribution& state() const { return *shared_.state_; }

    // What `change(state)` has done stays done. It must not run Python code, and after an exception nobody
    // knows how far it came: the counts are lost.
    template <typename Apply>
    void in_place(Apply change) {
        shared_.torn_ = true;
        change(*shared_.state_);
        shared_.torn_ = false;
    }
    // The same for what throws an Error, if at all, before it changes anything.
    template <typename Apply>
    void in_place_unless_refused(Apply change) {
        try {
            in_place(change);
        } catch (const kafka_architect::Error&) {
            shared_.torn_ = false;
            throw;
        }
    }
    // All or, after an exception, nothing.
    template <typename Apply>
    void on_a_copy(Apply change) {
        std::unique_ptr<kafka_architect::Distribution> next;
        {
            const py::gil_scoped_release released;
            next = std::make_unique<kafka_architect::Distribution>(*shared_.state_);
        }
        change(*next);
        shared_.state_ = std::move(next);
    }

private:
    SharedDistribution& shared_;
    Turn turn_;
};

// After it, a forked child tells a mutex that nobody holds any more from one that is held.
void watch_forks();
