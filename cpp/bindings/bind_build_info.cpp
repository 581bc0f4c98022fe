#include <string>

#include "bindings.hpp"
#include "kafka_architect/build_info.hpp"
#include "kafka_architect/instruction_set.hpp"

void bind_build_info(py::module_& module) {
    module.def("build_info", [] {
        const kafka_architect::BuildInfo info = kafka_architect::build_info();
        py::dict out;
        out["compiler"] = info.compiler;
        out["build_type"] = info.build_type;
        out["architecture"] = info.architecture;
        out["instruction_set"] = kafka_architect::name_of(kafka_architect::active_instruction_set());
        out["pybind11"] = std::to_string(PYBIND11_VERSION_MAJOR) + "." +
                          std::to_string(PYBIND11_VERSION_MINOR) + "." +
                          std::to_string(PYBIND11_VERSION_MICRO);
        return out;
    });
}
