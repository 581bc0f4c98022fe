// update: keys and what is known of their records, from Python into a Distribution.
#pragma once

#include "bindings.hpp"
#include "shared_distribution.hpp"

// All records or, after an exception, none. The caller holds the GIL.
void count_records(SharedDistribution& self, py::handle keys, const py::object& sizes,
                   const py::object& partitions, const py::object& counts, const py::object& timestamps_ms);
