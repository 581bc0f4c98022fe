#include "kafka_architect/instruction_set.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "simd/kernels.hpp"

namespace kafka_architect {
namespace {

TEST(InstructionSets, BeginWithScalarWhichRunsEverywhere) {
    ASSERT_FALSE(available_instruction_sets().empty());
    EXPECT_EQ(available_instruction_sets().front(), InstructionSet::scalar);
}

TEST(InstructionSets, AreOfferedOnceEach) {
    std::vector<InstructionSet> sets = available_instruction_sets();
    std::ranges::sort(sets);
    EXPECT_EQ(std::ranges::adjacent_find(sets), sets.end());
}

TEST(InstructionSets, HaveKernelsWhereTheyAreOffered) {
    for (const InstructionSet isa :
         {InstructionSet::scalar, InstructionSet::avx2, InstructionSet::avx512, InstructionSet::neon}) {
        const bool offered = std::ranges::count(available_instruction_sets(), isa) > 0;
        EXPECT_EQ(kernels_of(isa) != nullptr, offered) << name_of(isa);
    }
}

TEST(InstructionSets, HaveOneThatIsActive) {
    EXPECT_EQ(&kernels(), kernels_of(active_instruction_set()));
}

TEST(InstructionSets, HaveTheNamesThatTheEnvironmentVariableTakes) {
    EXPECT_EQ(name_of(InstructionSet::scalar), "scalar");
    EXPECT_EQ(name_of(InstructionSet::avx2), "avx2");
    EXPECT_EQ(name_of(InstructionSet::avx512), "avx512");
    EXPECT_EQ(name_of(InstructionSet::neon), "neon");
}

}  // namespace
}  // namespace kafka_architect
