// The tier checks as a program without GoogleTest, for emulated and foreign machines.
//
// Prints lines of "name value": the architecture, the tiers that can run here, the active one (which
// KAFKA_ARCHITECT_ISA may force), and the digest of a whole analysis; then the result of each check of the
// active tier. Exit code 0 = equal, 1 = a difference, 2 = it could not run.
#include <exception>
#include <iostream>

#include "kafka_architect/build_info.hpp"
#include "kafka_architect/instruction_set.hpp"
#include "tiers/checks.hpp"
#include "tiers/state_digest.hpp"

namespace kafka_architect::tiers {
namespace {

int run() {
    const InstructionSet active = active_instruction_set();
    std::cout << "architecture " << build_info().architecture << "\navailable";
    for (const InstructionSet isa : available_instruction_sets()) {
        std::cout << ' ' << name_of(isa);
    }
    std::cout << "\nactive " << name_of(active) << '\n' << "digest " << std::hex << state_digest() << '\n';
    bool equal = true;
    for (const Check& check : all_checks()) {
        const Difference difference = check.run(*kernels_of(active));
        std::cout << "check " << check.name << ' ' << difference.value_or("equal") << std::endl;
        equal = equal && !difference;
    }
    return equal ? 0 : 1;
}

}  // namespace
}  // namespace kafka_architect::tiers

int main() {
    try {
        return kafka_architect::tiers::run();
    } catch (const std::exception& error) {
        std::cerr << "error " << error.what() << '\n';
        return 2;
    }
}
