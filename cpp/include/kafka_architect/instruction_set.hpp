// The instruction-set tiers and which of them this process uses.
//
// The best tier that CPU and operating system offer is chosen once, when it is first asked for. The
// environment variable KAFKA_ARCHITECT_ISA=scalar|avx2|avx512|neon forces one, for tests and comparisons;
// a name that is unknown or cannot run here is an error and never a silent fallback.
#pragma once

#include <string_view>
#include <vector>

namespace kafka_architect {

enum class InstructionSet {
    scalar,
    avx2,    // AVX2, BMI1, BMI2, POPCNT: Haswell, Zen and later
    avx512,  // F, BW, DQ, VL, VBMI2: Ice Lake, Zen 4 and later
    neon,    // every aarch64
};

[[nodiscard]] std::string_view name_of(InstructionSet isa) noexcept;
// Those that can run here, best last; scalar always.
[[nodiscard]] const std::vector<InstructionSet>& available_instruction_sets();
// Throws Error (invalid_argument) when KAFKA_ARCHITECT_ISA names a tier that is unknown or unavailable.
[[nodiscard]] InstructionSet active_instruction_set();

}  // namespace kafka_architect
