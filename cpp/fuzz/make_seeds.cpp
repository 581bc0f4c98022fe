// Writes the seeds of the fuzzers below the folder given: real states, text around page borders, and a
// first input for each kernel. Small and made anew each time, so that none need be committed.
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "kafka_architect/distribution.hpp"
#include "kafka_architect/fingerprint.hpp"
#include "keys/segment_batches.hpp"
#include "saved_state.hpp"
#include "simd/heavy_table.hpp"
#include "zero_runs.hpp"

namespace kafka_architect::fuzz {
namespace {

using Bytes = std::vector<std::uint8_t>;

void write(const std::filesystem::path& path, const Bytes& bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!file) {
        throw std::runtime_error("cannot write " + path.string());
    }
}

Distribution some_state(std::uint32_t distinct, std::uint32_t topic_partitions, bool with_sizes) {
    Distribution state({.partitioner = partitioner_named(distinct % 2 == 0 ? "murmur2" : "consistent_random"),
                        .partition_counts = {3, 6, 12},
                        .what_if_counts = {2, 5},
                        .topic_partitions = topic_partitions});
    KeyBatchBuilder builder;
    std::vector<std::uint64_t> sizes;
    std::vector<std::uint32_t> partitions;
    for (std::uint32_t i = 0; i < 2 * distinct; ++i) {
        if (!builder.has_room(16)) {
            break;
        }
        const std::string key = "k" + std::to_string(i * i % std::max(distinct, 1U));
        builder.append({reinterpret_cast<const std::uint8_t*>(key.data()), i % 9 == 0 ? 0 : key.size()});
        sizes.push_back(100 + i);
        partitions.push_back(i * 7 % std::max(topic_partitions, 1U));
    }
    RecordColumns columns;
    if (with_sizes) {
        columns.sizes = sizes;
    }
    if (topic_partitions > 0) {
        columns.partitions = partitions;
    }
    state.add(builder.batch(), columns);
    return state;
}

// Records in partitions of a topic whose partition count nobody told: more keys than the sample keeps of
// them, some in more partitions than it keeps, some without a key.
Distribution partitions_seen() {
    Distribution state = some_state(0, 0, false);
    KeyBatchBuilder builder;
    std::vector<std::uint32_t> partitions;
    for (std::uint32_t i = 0; i < 60; ++i) {
        const std::uint32_t key = i % 12;
        if (i % 10 == 9) {
            builder.append_null();
        } else {
            builder.append({reinterpret_cast<const std::uint8_t*>(&key), sizeof key});
        }
        partitions.push_back(key % 3 == 0 ? i % 7 : key % 5);
    }
    state.add(builder.batch(), {.sizes = {}, .partitions = partitions, .counts = {}});
    return state;
}

// Nine keys of one bucket, as many as it takes for a summary that is not exact.
Distribution overflown_state() {
    Distribution state = some_state(1, 0, true);
    KeyBatchBuilder builder;
    for (std::uint32_t key = 0; builder.size() < 9; ++key) {
        const std::span<const std::uint8_t> bytes(reinterpret_cast<const std::uint8_t*>(&key), sizeof key);
        if (heavy_bucket(fingerprint(bytes).low, HeavyKeys::kBuckets - 1) == 1) {
            builder.append(bytes);
        }
    }
    const std::vector<std::uint64_t> sizes(9, 1000);
    state.add(builder.batch(), {.sizes = sizes, .partitions = {}, .counts = {}});
    return state;
}

void write_states(const std::filesystem::path& folder) {
    const auto payload_of = [](const Distribution& state) {
        const Bytes file = state.to_bytes();
        Bytes seed{1};
        const Bytes runs = shorten_zeros(std::span(file).subspan(kHeaderBytes));
        seed.insert(seed.end(), runs.begin(), runs.end());
        return seed;
    };
    write(folder / "no_keys", payload_of(some_state(0, 0, false)));
    write(folder / "one_key", payload_of(some_state(1, 0, false)));
    write(folder / "few_keys", payload_of(some_state(12, 4, true)));
    write(folder / "many_keys", payload_of(some_state(25, 0, false)));
    write(folder / "overflown", payload_of(overflown_state()));
    write(folder / "partitions_seen", payload_of(partitions_seen()));
    // So many keys that the sample has shrunk.
    Distribution inexact = some_state(0, 0, false);
    for (std::uint32_t batch = 0; batch < 3; ++batch) {
        KeyBatchBuilder builder;
        for (std::uint32_t i = 0; i < 20; ++i) {
            const std::uint32_t key = batch * 20 + i;
            builder.append({reinterpret_cast<const std::uint8_t*>(&key), sizeof key});
        }
        inexact.add(builder.batch());
    }
    write(folder / "inexact", payload_of(inexact));
    Bytes header{0};
    const Bytes file = some_state(1, 0, false).to_bytes();
    header.insert(header.end(), file.begin(), file.begin() + 64);
    write(folder / "header", header);
}

void write_segments(const std::filesystem::path& folder) {
    using testing::batch_of;
    const std::vector<testing::TestRecord> records{
        {"alice", "value"}, {std::nullopt, "keyless"}, {"", std::nullopt}, {std::string(40, 'k'), ""}};
    const auto seed_of = [](const std::vector<Bytes>& batches) {
        Bytes seed{13, 1};
        for (const Bytes& batch : batches) {
            seed.insert(seed.end(), batch.begin(), batch.end());
        }
        return seed;
    };
    write(folder / "batches", seed_of({batch_of(0, records), batch_of(4, records, 8)}));
    write(folder / "transactions", seed_of({batch_of(0, records, 16), batch_of(4, {{"k", ""}}, 48)}));
    write(folder / "compressed", seed_of({batch_of(0, records, 4), batch_of(4, records, 1)}));
    write(folder / "zeros", seed_of({batch_of(0, records), Bytes(70, 0)}));
    write(folder / "torn", seed_of({batch_of(0, records), Bytes(40, 7)}));
    // A message of format 1 with the key "k" and the value "v", and one that holds messages.
    const Bytes message{0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 24, 0,   0, 0, 0, 1, 0,
                        0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1,  'k', 0, 0, 0, 1, 'v'};
    Bytes set{0, 0, 0, 0, 0, 0, 0, 9, 0, 0,   0,   58,  0,   0, 0, 0, 1,
              1, 0, 0, 0, 0, 0, 0, 0, 1, 255, 255, 255, 255, 0, 0, 0, 36};
    set.insert(set.end(), message.begin(), message.end());
    write(folder / "message", seed_of({message}));
    write(folder / "message_set", seed_of({set}));
}

void write_texts(const std::filesystem::path& folder) {
    write(folder / "lines", {0, 0, 0, 'a', '\n', 'b', '\r', '\n', '\n', 'c'});
    write(folder / "long_lines", {0, 0, 0, 1, 67, 'a', '\n', 'b', 'b', 1, 134, 'c', '\r', '\n', 1, 90, 'd'});
    write(folder / "empty_lines", {1, 0, 0, 1, 200, '\n', 'x', 1, 200, '\n'});
    write(folder / "too_long", {0, 1, 255, 1, 250, 'a', 1, 250, 'b', '\n', 'c'});
}

// Options, longest line, cut, text: see fuzz_line_blocks.cpp.
void write_line_blocks(const std::filesystem::path& folder) {
    const auto seed_of = [](std::uint8_t options, std::uint8_t longest, const std::string& text) {
        Bytes seed{options, longest, static_cast<std::uint8_t>(text.size() / 2)};
        seed.insert(seed.end(), text.begin(), text.end());
        return seed;
    };
    write(folder / "lines", seed_of(4, 0, "a\nb\r\n\nc"));
    write(folder / "nulls", seed_of(2, 0, "null\nnul\nnull\r\nnull"));
    write(folder / "keys", seed_of(1 + 12, 0, "a:1\nof the value\n:\nb:2:3\nand"));
    write(folder / "null_keys", seed_of(3, 0, "null:1\nnull\nb:null\n"));
    write(folder / "too_long", seed_of(8, 9, "123456789\r\n1234567890\n"));
    write(folder / "many", seed_of(20, 0, "\x01\x0ex\n\x01\x20\n"));
}

void write_json_lines(const std::filesystem::path& folder) {
    const auto seed_of = [](const std::string& text) {
        Bytes seed{9};
        seed.insert(seed.end(), text.begin(), text.end());
        return seed;
    };
    write(folder / "fields", seed_of("{\"k\": \"x\", \"a\": 1}\n{\"k\": null, \"z\": [1, {}]}\n"));
    write(folder / "nested", seed_of("{\"a\": {\"a\": {\"b\": -1.5}, \"k\": true}}\r\n\n{\"a\":{}}"));
    write(folder / "escapes", seed_of(R"({"\u006b": "\ud83d\ude00\udc00\q\n\"\\", "\"": "\u00e9"})"));
    write(folder / "twice", seed_of("{\"a\": 1, \"a\": {\"k\": 2}, \"k\": 3, \"k\": 4}\n"));
    write(folder / "bad", seed_of("{\"k\": \"x\"}\n{\"k\": \"x}\n{\"k\": }\n"));
}

void write_delimited_rows(const std::filesystem::path& folder) {
    const auto seed_of = [](std::uint8_t columns, const std::string& text) {
        Bytes seed{9, static_cast<std::uint8_t>(columns - 1)};
        seed.insert(seed.end(), text.begin(), text.end());
        return seed;
    };
    write(folder / "plain", seed_of(3, "a,b,c\r\n\n,,\nd,e,f"));
    write(folder / "quotes", seed_of(2, "\"a,\"\"b\"\"\n\",1\n\"\",\"x\"y\na\"b,c\n"));
    write(folder / "bad", seed_of(2, "a,b\nc\n"));
    write(folder / "open", seed_of(1, "a\n\"b\nc\n"));
}

// Kind of array, rows, offset, options, then its buffers: see fuzz_arrow_import.cpp.
void write_arrow_inputs(const std::filesystem::path& folder) {
    const Bytes offsets{0, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 6, 0, 0, 0};
    Bytes text{0, 3, 0, 0};
    text.insert(text.end(), offsets.begin(), offsets.end());
    text.insert(text.end(), {'a', 'b', 'c', 'd', 'e', 'f', 7});
    write(folder / "text", text);
    Bytes coded{130, 4, 0, 0, 0, 1, 2, 1};
    coded.insert(coded.end(), text.begin(), text.end());
    write(folder / "dictionary", coded);
    Bytes views{2, 2, 0, 1, 3, 3, 0, 0, 0, 'a', 'b', 'c', 0, 0, 0, 0, 0, 0, 0, 0, 0};
    views.insert(views.end(), {20, 0, 0, 0, 'x', 'x', 'x', 'x', 0, 0, 0, 0, 4, 0, 0, 0, 1, 40});
    views.resize(views.size() + 42, 'x');
    write(folder / "views", views);
    write(folder / "numbers", {8, 2, 1, 1, 6, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17});
    write(folder / "uuids", {4, 1, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
}

void write_kernel_inputs(const std::filesystem::path& folder) {
    for (std::uint8_t kernel = 0; kernel < 4; ++kernel) {
        Bytes seed{kernel, 33};
        for (std::uint8_t i = 0; i < 250; ++i) {
            seed.push_back(i % 20 == 0 ? std::uint8_t{'\n'} : i);
        }
        write(folder / ("kernel_" + std::to_string(kernel)), seed);
    }
}

}  // namespace
}  // namespace kafka_architect::fuzz

int main(int count, char** arguments) {
    try {
        if (count != 2) {
            throw std::runtime_error("usage: make_seeds FOLDER");
        }
        const std::filesystem::path folder(arguments[1]);
        kafka_architect::fuzz::write_states(folder / "from_bytes");
        kafka_architect::fuzz::write_segments(folder / "segment_reader");
        kafka_architect::fuzz::write_texts(folder / "text_file");
        kafka_architect::fuzz::write_line_blocks(folder / "line_blocks");
        kafka_architect::fuzz::write_json_lines(folder / "json_lines");
        kafka_architect::fuzz::write_delimited_rows(folder / "delimited_rows");
        kafka_architect::fuzz::write_arrow_inputs(folder / "arrow_import");
        kafka_architect::fuzz::write_kernel_inputs(folder / "kernels");
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
