#include "kafka_architect/instruction_set.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "kafka_architect/error.hpp"
#include "simd/targets.hpp"

#if KA_X86
#ifdef _MSC_VER
#include <intrin.h>
#else
#include <cpuid.h>
#endif
#include <cstdint>
#endif

namespace kafka_architect {

namespace {

constexpr std::array kAll{InstructionSet::scalar, InstructionSet::avx2, InstructionSet::avx512,
                          InstructionSet::neon};

#if KA_X86

struct CpuidLeaf {
    std::uint32_t eax, ebx, ecx, edx;
};

CpuidLeaf cpuid(std::uint32_t leaf, std::uint32_t subleaf) {
    CpuidLeaf out{};
#ifdef _MSC_VER
    std::array<int, 4> registers{};
    __cpuidex(registers.data(), static_cast<int>(leaf), static_cast<int>(subleaf));
    out = {static_cast<std::uint32_t>(registers[0]), static_cast<std::uint32_t>(registers[1]),
           static_cast<std::uint32_t>(registers[2]), static_cast<std::uint32_t>(registers[3])};
#else
    __cpuid_count(leaf, subleaf, out.eax, out.ebx, out.ecx, out.edx);
#endif
    return out;
}

// Which register states the operating system saves: a CPU that has AVX under a system that does not save
// its registers would compute with another process's values.
std::uint64_t saved_states() {
#ifdef _MSC_VER
    return _xgetbv(0);
#else
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (static_cast<std::uint64_t>(high) << 32U) | low;
#endif
}

constexpr bool has_all(std::uint64_t value, std::uint64_t bits) {
    return (value & bits) == bits;
}

// CPUID and XGETBV by hand: __builtin_cpu_supports answered "nothing" under one toolchain's runtime.
std::vector<InstructionSet> detect() {
    std::vector<InstructionSet> found{InstructionSet::scalar};
    constexpr std::uint32_t kPopcnt = 1U << 23U;
    constexpr std::uint32_t kOsxsave = 1U << 27U;
    constexpr std::uint32_t kAvx = 1U << 28U;
    constexpr std::uint32_t kBmi1Avx2Bmi2 = (1U << 3U) | (1U << 5U) | (1U << 8U);
    constexpr std::uint32_t kAvx512FDqBwVl = (1U << 16U) | (1U << 17U) | (1U << 30U) | (1U << 31U);
    constexpr std::uint32_t kVbmi2 = 1U << 6U;
    constexpr std::uint64_t kAvxStates = 0x06;
    constexpr std::uint64_t kAvx512States = 0xe6;
    if (cpuid(0, 0).eax < 7 || !has_all(cpuid(1, 0).ecx, kPopcnt | kOsxsave | kAvx)) {
        return found;
    }
    const CpuidLeaf features = cpuid(7, 0);
    const std::uint64_t states = saved_states();
    if (!has_all(features.ebx, kBmi1Avx2Bmi2) || !has_all(states, kAvxStates)) {
        return found;
    }
    found.push_back(InstructionSet::avx2);
    if (has_all(features.ebx, kAvx512FDqBwVl) && has_all(features.ecx, kVbmi2) &&
        has_all(states, kAvx512States)) {
        found.push_back(InstructionSet::avx512);
    }
    return found;
}

#elif KA_NEON

std::vector<InstructionSet> detect() {
    return {InstructionSet::scalar, InstructionSet::neon};
}

#else

std::vector<InstructionSet> detect() {
    return {InstructionSet::scalar};
}

#endif

InstructionSet choose() {
    const std::vector<InstructionSet>& available = available_instruction_sets();
    // Read once, before any thread of ours exists.
    const char* forced = std::getenv("KAFKA_ARCHITECT_ISA");  // NOLINT(concurrency-mt-unsafe)
    if (forced == nullptr || *forced == '\0') {
        return available.back();
    }
    std::string offered;
    for (const InstructionSet isa : available) {
        if (name_of(isa) == forced) {
            return isa;
        }
        offered += (offered.empty() ? "" : ", ") + std::string(name_of(isa));
    }
    const bool known = std::ranges::any_of(kAll, [&](InstructionSet isa) { return name_of(isa) == forced; });
    throw Error(ErrorCode::invalid_argument, "KAFKA_ARCHITECT_ISA=" + std::string(forced) +
                                                 (known ? " cannot run on this machine" : " is unknown") +
                                                 ": expected one of " + offered + ", or unset it");
}

}  // namespace

std::string_view name_of(InstructionSet isa) noexcept {
    switch (isa) {
        case InstructionSet::scalar: return "scalar";
        case InstructionSet::avx2: return "avx2";
        case InstructionSet::avx512: return "avx512";
        case InstructionSet::neon: return "neon";
    }
    return "unknown";
}

const std::vector<InstructionSet>& available_instruction_sets() {
    static const std::vector<InstructionSet> found = detect();
    return found;
}

InstructionSet active_instruction_set() {
    static const InstructionSet chosen = choose();
    return chosen;
}

}  // namespace kafka_architect
