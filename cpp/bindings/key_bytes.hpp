// One Python object as the bytes of a key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "bindings.hpp"
#include "kafka_architect/error.hpp"
#include "kafka_architect/key_batch.hpp"

// Whether `value` is one key (bytes, bytearray or str) and not a collection of keys.
[[nodiscard]] bool is_single_key(py::handle value);

// One key's bytes, nothing for None. They stay what they are as long as `key` lives, unless it is a
// bytearray: that may change as soon as Python code runs. Throws Error (wrong_type or invalid_argument) that
// names the key by its place.
[[nodiscard]] std::optional<std::span<const std::uint8_t>> key_bytes(py::handle key, std::size_t place);
// The same without the call for most keys: false for None.
[[nodiscard]] inline bool read_key(PyObject* key, std::size_t place, std::span<const std::uint8_t>& bytes) {
    if (PyBytes_CheckExact(key)) {
        bytes = {reinterpret_cast<const std::uint8_t*>(PyBytes_AS_STRING(key)),
                 static_cast<std::size_t>(PyBytes_GET_SIZE(key))};
        if (bytes.size() <= kafka_architect::kMaxKeyBytes) {
            return true;
        }
    } else if (PyUnicode_CheckExact(key) && PyUnicode_IS_COMPACT_ASCII(key)) {
        bytes = {PyUnicode_1BYTE_DATA(key), static_cast<std::size_t>(PyUnicode_GET_LENGTH(key))};
        if (bytes.size() <= kafka_architect::kMaxKeyBytes) {
            return true;
        }
    }
    const auto checked = key_bytes(key, place);
    bytes = checked.value_or(std::span<const std::uint8_t>());
    return checked.has_value();
}
// The same for a key that stands alone.
[[nodiscard]] std::optional<std::span<const std::uint8_t>> single_key(py::handle key);

[[nodiscard]] std::string name_of_key(std::size_t place);
[[nodiscard]] kafka_architect::Error lone_surrogate(const std::string& key);
[[nodiscard]] kafka_architect::Error too_long(const std::string& key, std::size_t bytes);
