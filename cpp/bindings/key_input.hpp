// Python values as KeyBatches: lists of bytes, text and None, and numpy arrays of fixed-width keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "bindings.hpp"
#include "kafka_architect/key_batch.hpp"

// Called for each batch of keys with the position of its first key, without the GIL: it must not touch
// Python.
using BatchVisitor = std::function<void(const kafka_architect::KeyBatch& batch, std::size_t first)>;

// Whether `value` is one key (bytes, bytearray or str) and not a collection of keys.
bool is_single_key(py::handle value);

// The number of keys in a list, tuple or one-dimensional array; throws Error (wrong_type) for anything else.
std::size_t count_keys(py::handle keys);

// A numpy.ma array, of which only what is not masked counts.
bool is_masked_array(py::handle value);

// The keys in a form that visit_keys takes without an error; or throws what that would throw, before anything
// is visited.
py::object checked_keys(py::handle keys);

// Visits every key in order; a masked entry of an array is a null key. Throws Error (wrong_type or
// invalid_argument) that names the first bad key.
void visit_keys(py::handle keys, const BatchVisitor& visit);
// One key's bytes, as long as `key` lives; nothing for None.
std::optional<std::span<const std::uint8_t>> single_key(py::handle key);
