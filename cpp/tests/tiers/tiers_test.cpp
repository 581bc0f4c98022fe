// Every tier of this machine against scalar; the checks themselves are in checks.hpp.
#include <gtest/gtest.h>

#include <string>
#include <tuple>

#include "kafka_architect/instruction_set.hpp"
#include "tiers/checks.hpp"

namespace kafka_architect::tiers {

// Found by GoogleTest through the type, to name a check in its output.
static void PrintTo(const Check& check, std::ostream* out) {
    *out << check.name;
}

namespace {

class Tiers : public ::testing::TestWithParam<std::tuple<InstructionSet, Check>> {};

TEST_P(Tiers, EqualScalar) {
    const auto& [isa, check] = GetParam();
    const Difference difference = check.run(*kernels_of(isa));
    EXPECT_FALSE(difference) << *difference;
}

INSTANTIATE_TEST_SUITE_P(On, Tiers,
                         ::testing::Combine(::testing::ValuesIn(available_instruction_sets()),
                                            ::testing::ValuesIn(all_checks().begin(), all_checks().end())),
                         [](const auto& name) {
                             return std::string(name_of(std::get<0>(name.param))) + "_" +
                                    std::string(std::get<1>(name.param).name);
                         });

}  // namespace
}  // namespace kafka_architect::tiers
