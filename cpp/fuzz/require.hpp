// What must hold whatever the input; a fuzzer reports an abort as its finding.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace kafka_architect::fuzz {

inline void require(bool holds, const char* what) {
    if (!holds) {
        (void)std::fprintf(stderr, "does not hold: %s\n", what);
        std::abort();
    }
}

}  // namespace kafka_architect::fuzz
