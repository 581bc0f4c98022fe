#include "simd/kernels.hpp"

#include <algorithm>

namespace kafka_architect {

const Kernels* kernels_of(InstructionSet isa) noexcept {
    if (std::ranges::find(available_instruction_sets(), isa) == available_instruction_sets().end()) {
        return nullptr;
    }
    switch (isa) {
        case InstructionSet::scalar: return &kScalarKernels;
        case InstructionSet::avx2: return kAvx2Kernels;
        case InstructionSet::avx512: return kAvx512Kernels;
        case InstructionSet::neon: return kNeonKernels;
    }
    return nullptr;
}

const Kernels& kernels() {
    static const Kernels& active = *kernels_of(active_instruction_set());
    return active;
}

}  // namespace kafka_architect
