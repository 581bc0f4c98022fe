// Arrow arrays that contradict themselves: refused, or read within their buffers, to the same keys as code
// that anyone can follow reads.
//
// Input: some options, then one buffer after the other, each with its length in front. Buffers have the bytes
// that a well-behaved producer would give to an array of that many rows, whatever their content says: how
// long a buffer is the interface does not tell, so nobody can be held to that.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kafka_architect/arrow_keys.hpp"
#include "kafka_architect/error.hpp"
#include "loads.hpp"
#include "require.hpp"

namespace kafka_architect::fuzz {
namespace {

using Key = std::optional<std::string>;

class Input {
public:
    explicit Input(std::span<const std::uint8_t> bytes) : left_(bytes) {}
    std::uint8_t byte() {
        if (left_.empty()) {
            return 0;
        }
        const std::uint8_t out = left_[0];
        left_ = left_.subspan(1);
        return out;
    }
    // So many bytes, zeros behind the input's end, in memory of their own: AddressSanitizer sees its borders.
    std::vector<std::uint8_t> buffer(std::size_t size) {
        std::vector<std::uint8_t> out(size);
        const std::size_t there = std::min(size, left_.size());
        std::copy_n(left_.begin(), there, out.begin());
        left_ = left_.subspan(there);
        return out;
    }

private:
    std::span<const std::uint8_t> left_;
};

// An array with its buffers, and how often it was released.
struct Made {
    ArrowSchema schema{};
    ArrowArray array{};
    std::string format;
    std::vector<std::vector<std::uint8_t>> buffers;
    std::vector<const void*> pointers;
    std::unique_ptr<Made> dictionary;
};

template <typename Offset>
std::size_t bytes_announced(const std::vector<std::uint8_t>& offsets, std::size_t rows) {
    Offset last = 0;
    std::memcpy(&last, offsets.data() + rows * sizeof(Offset), sizeof(Offset));
    return static_cast<std::size_t>(std::clamp<std::int64_t>(last, 0, 1 << 16));
}

// Offsets that lead farther than the harness has bytes must not be followed: they are no fault that could be
// seen, so the last of them is cut.
template <typename Offset>
void cut_last_offset(std::vector<std::uint8_t>& offsets, std::size_t rows) {
    Offset last = 0;
    std::memcpy(&last, offsets.data() + rows * sizeof(Offset), sizeof(Offset));
    if (last > (1 << 16)) {
        last = 1 << 16;
        std::memcpy(offsets.data() + rows * sizeof(Offset), &last, sizeof(Offset));
    }
}

constexpr const char* kFormats[] = {"z", "U", "vu", "w:5", "w:16", "w:0", "s", "i", "l", "n", "vz", "u"};
constexpr const char* kCodeFormats[] = {"c", "C", "s", "S", "i", "I", "l", "L"};

void add_offsets(Made& made, Input& input, std::size_t rows) {
    const bool wide = made.format == "U" || made.format == "Z";
    std::vector<std::uint8_t> offsets = input.buffer((rows + 1) * (wide ? 8 : 4));
    wide ? cut_last_offset<std::int64_t>(offsets, rows) : cut_last_offset<std::int32_t>(offsets, rows);
    const std::size_t bytes =
        wide ? bytes_announced<std::int64_t>(offsets, rows) : bytes_announced<std::int32_t>(offsets, rows);
    made.buffers.push_back(std::move(offsets));
    made.buffers.push_back(input.buffer(bytes));
}

void add_views(Made& made, Input& input, std::size_t rows) {
    made.buffers.push_back(input.buffer(16 * rows));
    const std::size_t count = input.byte() % 3U;
    std::vector<std::uint8_t> sizes(8 * count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t size = input.byte();
        made.buffers.push_back(input.buffer(static_cast<std::size_t>(size)));
        const std::int64_t told = input.byte() == 1 ? -size : size;
        std::memcpy(sizes.data() + 8 * i, &told, 8);
    }
    made.buffers.push_back(std::move(sizes));
}

std::size_t width_of(const std::string& format) {
    if (format.starts_with("w:")) {
        return static_cast<std::size_t>(std::stoi(format.substr(2)));
    }
    constexpr std::size_t kWidths[] = {1, 2, 4, 8};
    const std::size_t place = std::string("csilCSIL").find(format[0]) % 4;
    return kWidths[place];
}

std::unique_ptr<Made> made_of(Input& input, bool may_be_coded) {
    auto made = std::make_unique<Made>();
    const std::uint8_t kind = input.byte();
    const std::size_t rows = input.byte() % 80U;
    const std::size_t offset = input.byte() % 9U;
    const std::size_t end = rows + offset;
    const bool coded = may_be_coded && kind >= 128;
    made->format =
        coded ? kCodeFormats[kind % std::size(kCodeFormats)] : kFormats[kind % std::size(kFormats)];
    const std::uint8_t odd = input.byte();
    const bool has_bitmap = (odd & 1U) != 0;
    if (made->format != "n") {
        made->buffers.push_back(input.buffer(has_bitmap ? (end + 7) / 8 : 0));
    }
    if (!coded && (made->format == "z" || made->format == "u" || made->format == "U")) {
        add_offsets(*made, input, end);
    } else if (!coded && made->format.starts_with("v")) {
        add_views(*made, input, end);
    } else if (made->format != "n") {
        made->buffers.push_back(input.buffer(end * width_of(made->format)));
    }
    for (std::size_t i = 0; i < made->buffers.size(); ++i) {
        const bool missing = (i == 0 && !has_bitmap) || ((odd & 6U) == 6U && i == odd % 5U);
        made->pointers.push_back(missing ? nullptr : made->buffers[i].data());
    }
    if (coded) {
        made->dictionary = made_of(input, false);
        made->schema.dictionary = &made->dictionary->schema;
        made->array.dictionary = (odd & 0xf0U) == 0x10U ? nullptr : &made->dictionary->array;
    }
    made->schema.format = made->format.c_str();
    made->schema.release = [](ArrowSchema* schema) { schema->release = nullptr; };
    made->array.length = static_cast<std::int64_t>(rows);
    made->array.offset = static_cast<std::int64_t>(offset);
    made->array.null_count = (odd & 8U) != 0 ? -1 : static_cast<std::int8_t>(odd) / 16;
    made->array.n_buffers = static_cast<std::int64_t>(made->pointers.size());
    if ((odd & 0xf0U) == 0x20U) {
        // Of views the last buffer is the others' sizes: with one less, another would be taken for it.
        made->array.n_buffers = std::min<std::int64_t>(made->array.n_buffers - 1, 2);
    }
    made->array.buffers = made->pointers.empty() ? nullptr : made->pointers.data();
    made->array.n_children = (odd & 0xf0U) == 0x30U ? 1 : 0;
    made->array.release = [](ArrowArray* array) { array->release = nullptr; };
    return made;
}

std::vector<Key> keys_of(const ArrowKeys& keys) {
    const auto scratch = std::make_unique<ArrowScratch>();
    std::vector<Key> out;
    while (out.size() < keys.size()) {
        const KeyBatch batch = keys.batch(out.size(), *scratch);
        require(batch.size > 0 && batch.size <= kBatchKeys, "a batch has between 1 and kBatchKeys keys");
        load_all({batch.bytes, batch.readable});
        for (std::size_t i = 0; i < batch.size; ++i) {
            require(
                batch.lengths[i] == 0 || std::size_t{batch.starts[i]} + batch.lengths[i] <= batch.readable,
                "a key lies in what may be read");
            require(!batch.is_null(i) || batch.lengths[i] == 0, "a null key has no bytes");
            const std::span<const std::uint8_t> key = batch.key(i);
            out.push_back(batch.is_null(i)
                              ? Key()
                              : Key(std::string(reinterpret_cast<const char*>(key.data()), key.size())));
        }
    }
    return out;
}

// The same keys one by one, by another way.
std::vector<Key> keys_one_by_one(const ArrowKeys& keys) {
    const auto scratch = std::make_unique<ArrowScratch>();
    std::vector<Key> out;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        std::size_t place = i;
        std::uint32_t code = 0;
        if (keys.coded()) {
            keys.codes(i, 1, &code);
            place = code;
        }
        std::span<const std::uint8_t> key;
        const bool present =
            (!keys.coded() || place < keys.values().size()) && keys.values().at(place, *scratch, key);
        out.push_back(present ? Key(std::string(reinterpret_cast<const char*>(key.data()), key.size()))
                              : Key());
    }
    return out;
}

void run(std::span<const std::uint8_t> bytes) {
    Input input(bytes);
    const std::unique_ptr<Made> made = made_of(input, true);
    try {
        ArrowKeys keys(arrow_key_type(made->schema, "keys"), arrow_rows(made->array, "keys"), "keys");
        const bool checks_as_it_reads = (input.byte() & 1U) != 0;
        if (checks_as_it_reads) {
            keys.bound();
            (void)keys_of(keys);
        }
        keys.check();
        require(keys_of(keys) == keys_one_by_one(keys), "batches have the keys that are there one by one");
        // What somebody writes to the buffers after the check must lead nowhere else.
        const std::uint8_t noise = input.byte();
        for (std::vector<std::uint8_t>& buffer : made->buffers) {
            for (std::size_t i = 0; noise != 0 && i < buffer.size(); ++i) {
                buffer[i] = static_cast<std::uint8_t>(buffer[i] ^ (noise + 31 * i));
            }
        }
        (void)keys_of(keys);
        (void)keys_one_by_one(keys);
    } catch (const Error& error) {
        require(std::string(error.what()).find("keys") != std::string::npos, "an error names the column");
    }
}

}  // namespace
}  // namespace kafka_architect::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    kafka_architect::fuzz::run({data, size});
    return 0;
}
