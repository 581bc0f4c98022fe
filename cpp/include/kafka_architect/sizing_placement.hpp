// Whole partitions on brokers: what the busiest of n brokers carries of something that partitions share.
//
// A partition cannot be divided: with p equal ones on n brokers the busiest broker has ceil(p / n). With
// partitions of several topics, sorted from heavy to light as w_1 >= w_2 >= ..., some broker has k of the
// first (k - 1) n + 1, so it carries at least k w_((k - 1) n + 1); the largest of these for all k, of the
// mean, and of what the broker with the hottest partition carries, is taken. It is what a placement reaches
// that balances by load (for equal partitions, by number), and never less than total / n.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace kafka_architect {

class PlacedLoad {
public:
    // `partitions` partitions with `copies` each share `total`; each copy of the hottest has `skew` x the
    // mean. Call settle() after the last one.
    void add(double partitions, double copies, double total, double skew);
    void settle();

    [[nodiscard]] double total() const { return total_; }
    // Of one copy of the heaviest partition: what remains on one broker however many there are.
    [[nodiscard]] double heaviest() const { return heaviest_; }
    // What the copies of the hottest partition carry more than the others, on one broker and on all.
    [[nodiscard]] double excess() const { return excess_; }
    [[nodiscard]] double excess_total() const { return excess_ * excess_copies_; }
    // `brokers` > 0; falls as it grows, and grows with everything that was added. At least total / brokers,
    // at most that and heaviest().
    [[nodiscard]] double busiest(double brokers) const {
        return topics_.size() == 1 ? busiest_of_one(topics_.front(), brokers) : busiest_of_all(brokers);
    }

private:
    struct Topic {
        double count;   // of all copies
        double mean;    // of each
        double others;  // of each but the hottest
        double excess;  // of the hottest over the others
        double before;  // copies of this and of heavier topics, after settle()
    };

    // Rounded up; a number of brokers such as 6 x 2 / 3 may be off by its last digit. Without std::ceil,
    // which is a call where the compiler may not assume SSE 4.1: half of the time of a grid.
    static double whole_copies(double count, double brokers) {
        constexpr double kMostExact = 9e15;
        const double copies = count / brokers * (1.0 - 1e-12);
        if (copies >= kMostExact) {
            return copies;
        }
        const auto whole = static_cast<double>(static_cast<std::int64_t>(copies));
        return copies > whole ? whole + 1.0 : whole;
    }
    [[nodiscard]] double busiest_of_one(const Topic& topic, double brokers) const {
        const double whole = whole_copies(topic.count, brokers) * topic.others + topic.excess;
        return std::max(whole, total_ / brokers);
    }
    [[nodiscard]] double busiest_of_all(double brokers) const;

    std::vector<Topic> topics_;
    double total_ = 0.0;
    double heaviest_ = 0.0;
    double excess_ = 0.0;
    double excess_copies_ = 0.0;
};

}  // namespace kafka_architect
