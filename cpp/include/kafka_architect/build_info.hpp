// What this build of the core is: shown by kafka_architect.build_info(), wanted in every bug report.
#pragma once

#include <string>

namespace kafka_architect {

struct BuildInfo {
    std::string compiler;
    std::string build_type;
    std::string architecture;
};

[[nodiscard]] BuildInfo build_info();

}  // namespace kafka_architect
