#include "kafka_architect/sizing_placement.hpp"

#include <algorithm>

namespace kafka_architect {

void PlacedLoad::add(double partitions, double copies, double total, double skew) {
    if (total <= 0.0 || partitions <= 0.0 || copies <= 0.0) {
        return;
    }
    const double count = partitions * copies;
    const double mean = total / count;
    const double hottest = std::min(skew, partitions) * mean;
    const double others = partitions > 1.0 ? (mean * partitions - hottest) / (partitions - 1.0) : mean;
    const double excess = std::max(0.0, hottest - others);
    topics_.push_back({.count = count, .mean = mean, .others = others, .excess = excess, .before = 0.0});
    total_ += total;
    heaviest_ = std::max(heaviest_, hottest);
    if (excess > excess_) {
        excess_ = excess;
        excess_copies_ = copies;
    }
}

void PlacedLoad::settle() {
    if (topics_.size() > 1) {
        std::ranges::sort(topics_, [](const Topic& a, const Topic& b) { return a.mean > b.mean; });
    }
    double before = 0.0;
    for (Topic& topic : topics_) {
        before += topic.count;
        topic.before = before;
    }
}

double PlacedLoad::busiest_of_all(double brokers) const {
    double most = std::max(total_ / brokers, (total_ - excess_total()) / brokers + excess_);
    for (const Topic& topic : topics_) {
        most = std::max(most, whole_copies(topic.before, brokers) * topic.mean);
        if (topic.excess > 0.0) {
            most = std::max(most, whole_copies(topic.count, brokers) * topic.others + topic.excess);
        }
    }
    return most;
}

}  // namespace kafka_architect
