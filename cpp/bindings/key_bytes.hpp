// One Python object as the bytes of a key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "bindings.hpp"
#include "kafka_architect/error.hpp"

// Whether `value` is one key (bytes, bytearray or str) and not a collection of keys.
[[nodiscard]] bool is_single_key(py::handle value);

// One key's bytes, nothing for None. They stay what they are as long as `key` lives, unless it is a
// bytearray: that may change as soon as Python code runs. Throws Error (wrong_type or invalid_argument) that
// names the key by its place.
[[nodiscard]] std::optional<std::span<const std::uint8_t>> key_bytes(py::handle key, std::size_t place);
// The same without the call for most keys.
[[nodiscard]] inline std::optional<std::span<const std::uint8_t>> key_bytes_inlined(PyObject* key,
                                                                                    std::size_t place) {
    if (PyBytes_CheckExact(key)) {
        return std::span(reinterpret_cast<const std::uint8_t*>(PyBytes_AS_STRING(key)),
                         static_cast<std::size_t>(PyBytes_GET_SIZE(key)));
    }
    return key_bytes(key, place);
}
// The same for a key that stands alone.
[[nodiscard]] std::optional<std::span<const std::uint8_t>> single_key(py::handle key);

[[nodiscard]] std::string name_of_key(std::size_t place);
[[nodiscard]] kafka_architect::Error lone_surrogate(const std::string& key);
[[nodiscard]] kafka_architect::Error too_long(const std::string& key, std::size_t bytes);
