// What brokers.cpp and grid.cpp share: the rounding that makes a real number of brokers a whole one.
#pragma once

#include "kafka_architect/sizing_brokers.hpp"

namespace kafka_architect {

// Demands within this much of a capacity fit: a plan's own workload must not ask for one broker more
// because a sum was rounded.
inline constexpr double kRounding = 1e-9;

double whole_brokers(double brokers);
double multiple_of(double brokers, double zones);
// At least one broker per replica, and the same number in every zone.
double least_brokers(const SizingWorkload& workload);
// Each capacity x the share of it that may be used.
Capacities usable_capacities(const SizingHardware& hardware, const SizingPolicy& policy);

}  // namespace kafka_architect
