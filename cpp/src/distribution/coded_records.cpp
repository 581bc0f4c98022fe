// Distribution::add_coded: rows are counted by code, and what each entry of the dictionary has is added at
// once. Only windows of arrival order, and partitions that rows were found in, ask for every row again.
#include <algorithm>
#include <limits>
#include <vector>

#include "kafka_architect/coded_keys.hpp"
#include "kafka_architect/distribution.hpp"

namespace kafka_architect {

namespace {

// Entries of one batch take no more than this, unless a single one does.
constexpr std::size_t kBatchBytes = std::size_t{16} << 20U;

// Of a long column so many windows are looked at, evenly spread: all of them would take as long again as
// counting by code (0.8 ns per row beside 1.2), and a mean over a thousand is as good as one over all.
constexpr std::size_t kEnoughWindows = 1024;

}  // namespace

struct Distribution::CodedTotals {
    std::vector<std::uint32_t> rows;   // per code, and at the end of null rows
    std::vector<std::uint64_t> bytes;  // the same, where sizes are known
    std::vector<std::uint32_t> hash;   // the partitioner's, folded
    std::vector<std::uint32_t> fingerprint_high;
    std::vector<std::uint32_t> fingerprint_low;
    std::vector<std::uint8_t> keyless;  // empty where all rows have a key that decides
};

void Distribution::add_coded(CodedKeys& keys, const RecordColumns& columns) {
    // Counters of 32 bits: more rows take turns. A whole number of windows each.
    constexpr std::size_t kMostRows = std::size_t{1} << 31U;
    for (std::size_t first = 0; first < keys.rows(); first += kMostRows) {
        add_coded(keys, columns, first, std::min(kMostRows, keys.rows() - first));
    }
}

void Distribution::add_coded(CodedKeys& keys, const RecordColumns& columns, std::size_t first,
                             std::size_t rows) {
    CodedTotals totals;
    totals.rows.resize(keys.entries() + 1);
    totals.bytes.resize(columns.sizes.empty() ? 0 : keys.entries() + 1);
    codes_.resize(kBatchKeys);
    for (std::size_t done = 0; done < rows; done += kBatchKeys) {
        const std::size_t count = std::min(kBatchKeys, rows - done);
        keys.codes(first + done, count, codes_.data());
        for (std::size_t i = 0; i < count; ++i) {
            ++totals.rows[codes_[i]];
        }
        for (std::size_t i = 0; !columns.sizes.empty() && i < count; ++i) {
            totals.bytes[codes_[i]] += columns.sizes[first + done + i];
        }
    }
    totals.hash.resize(keys.entries() + 1);
    totals.fingerprint_high.resize(keys.entries() + 1);
    totals.fingerprint_low.resize(keys.entries() + 1);
    add_entries(keys, totals);
    if (tallies_.partitions.has_windows() || !columns.partitions.empty()) {
        follow_codes(keys, columns, totals, first, rows);
    }
}

void Distribution::add_entries(CodedKeys& keys, CodedTotals& totals) {
    KeyBatchBuilder builder;
    std::vector<std::uint32_t> codes;
    std::vector<std::uint64_t> counts;
    std::vector<std::uint64_t> sizes;
    std::size_t bytes = 0;
    const auto flush = [&] {
        const KeyBatch batch = builder.batch();
        const HashedKeys hashed = add_counted(batch, {.sizes = sizes, .partitions = {}, .counts = counts});
        if (hashed.size() < batch.size && totals.keyless.empty()) {
            totals.keyless.resize(totals.rows.size());
        }
        for (std::size_t i = 0; i < codes.size() && !totals.keyless.empty(); ++i) {
            totals.keyless[codes[i]] = 1;
        }
        for (std::size_t i = 0; i < hashed.size(); ++i) {
            const std::uint32_t code = codes[hashed.row(i)];
            totals.hash[code] = hashed.partitioner[i];
            totals.fingerprint_high[code] = hashed.fingerprint_high[i];
            totals.fingerprint_low[code] = hashed.fingerprint_low[i];
            if (!totals.keyless.empty()) {
                totals.keyless[code] = 0;
            }
        }
        builder.clear();
        codes.clear();
        counts.clear();
        sizes.clear();
        bytes = 0;
    };
    for (std::size_t code = 0; code < totals.rows.size(); ++code) {
        if (totals.rows[code] == 0) {
            continue;
        }
        std::span<const std::uint8_t> key;
        if (code < keys.entries() && keys.entry(code, key)) {
            builder.append(key);
            bytes += key.size();
        } else {
            builder.append_null();
        }
        codes.push_back(static_cast<std::uint32_t>(code));
        counts.push_back(totals.rows[code]);
        if (!totals.bytes.empty()) {
            sizes.push_back(totals.bytes[code]);
        }
        if (codes.size() == kBatchKeys || bytes >= kBatchBytes) {
            flush();
        }
    }
    if (!codes.empty()) {
        flush();
    }
}

void Distribution::follow_codes(CodedKeys& keys, const RecordColumns& columns, CodedTotals& totals,
                                std::size_t first, std::size_t rows) {
    std::vector<std::uint32_t> hashes(kBatchKeys);
    std::vector<std::uint32_t> high(kBatchKeys);
    std::vector<std::uint32_t> low(kBatchKeys);
    std::vector<std::uint32_t> keyed_rows(kBatchKeys);
    const std::size_t windows = (rows + kBatchKeys - 1) / kBatchKeys;
    const std::size_t every =
        columns.partitions.empty() ? (windows + kEnoughWindows - 1) / kEnoughWindows : 1;
    for (std::size_t done = 0; done < rows; done += every * kBatchKeys) {
        const std::size_t count = std::min(kBatchKeys, rows - done);
        keys.codes(first + done, count, codes_.data());
        std::size_t keyed = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint32_t code = codes_[i];
            hashes[keyed] = totals.hash[code];
            high[keyed] = totals.fingerprint_high[code];
            low[keyed] = totals.fingerprint_low[code];
            keyed_rows[keyed] = static_cast<std::uint32_t>(i);
            // Who owns the codes may write them meanwhile: an entry is found as often as it was counted.
            const bool counted = totals.rows[code] > 0;
            totals.rows[code] -= counted ? 1U : 0U;
            keyed += counted && (totals.keyless.empty() || totals.keyless[code] == 0) ? 1U : 0U;
        }
        const HashedKeys found{.batch = nullptr,
                               .partitioner = {hashes.data(), keyed},
                               .fingerprint_high = {high.data(), keyed},
                               .fingerprint_low = {low.data(), keyed},
                               .rows = keyed == count
                                           ? std::span<const std::uint32_t>()
                                           : std::span<const std::uint32_t>(keyed_rows.data(), keyed)};
        tallies_.partitions.add_windows(found.partitioner);
        tallies_.window_pairs.add(found);
        if (!columns.partitions.empty()) {
            add_partitions(found,
                           {.sizes = {},
                            .partitions = columns.partitions.subspan(first + done, count),
                            .counts = {},
                            .timestamps_ms = columns.timestamps_ms.empty()
                                                 ? columns.timestamps_ms
                                                 : columns.timestamps_ms.subspan(first + done, count)},
                           [&](std::size_t i) {
                               // Null rows have the code behind the last entry. A client that hashes null has
                               // no bytes there.
                               std::span<const std::uint8_t> key;
                               const std::uint32_t code = codes_[found.row(i)];
                               return code < keys.entries() && keys.entry(code, key)
                                          ? key
                                          : std::span<const std::uint8_t>();
                           });
        }
    }
}

}  // namespace kafka_architect
