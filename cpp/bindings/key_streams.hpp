// The kinds of KeyStream, by what the keys lie in.
#pragma once

#include <memory>

#include "key_stream.hpp"
#include "pinned_array.hpp"

// Objects of a list or tuple, or of an array of objects: bytes, bytearray, str and None.
[[nodiscard]] std::unique_ptr<KeyStream> stream_of_objects(py::handle list_or_tuple);
[[nodiscard]] std::unique_ptr<KeyStream> stream_of_objects(std::unique_ptr<PinnedArray> array);
// numpy's text of fixed width: UTF-32 in either byte order.
[[nodiscard]] std::unique_ptr<KeyStream> stream_of_text(std::unique_ptr<PinnedArray> array);
// numpy's S and V: as many bytes for every key.
[[nodiscard]] std::unique_ptr<KeyStream> stream_of_fixed_width(std::unique_ptr<PinnedArray> array);
// What offers Arrow data: a column, or a table of one.
[[nodiscard]] std::unique_ptr<KeyStream> stream_of_arrow(py::handle column);

// A batch that copies its keys takes no more than this, unless a single key does.
inline constexpr std::size_t kCopiedBatchBytes = std::size_t{64} << 20U;
