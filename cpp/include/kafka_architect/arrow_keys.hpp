// The keys of one Arrow array, read where they lie: no copy unless the layout asks for one.
//
// An array says how many rows it has and where its buffers begin, never how long they are. So offsets, views,
// codes and sizes are checked before they lead anywhere (`check`), and each is read once more, and kept
// within the bounds that the check found, where it is used: what somebody else writes to a buffer meanwhile
// only decides which bytes are a key.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kafka_architect/arrow_type.hpp"
#include "kafka_architect/coded_keys.hpp"
#include "kafka_architect/key_batch.hpp"

namespace kafka_architect {

// Rows of an array: its own, or those that the table around it shows.
struct ArrowRows {
    const ArrowArray* array;
    std::size_t first;  // in the buffers
    std::size_t size;
};

// Throw Error (invalid_argument) where lengths, offsets or the number of children contradict themselves.
[[nodiscard]] ArrowRows arrow_rows(const ArrowArray& array, const std::string& what);
[[nodiscard]] ArrowRows arrow_rows(const ArrowArray& table, std::size_t column, std::size_t columns,
                                   const std::string& what);

// Which rows are present: a bitmap that may begin within a byte.
class ArrowValidity {
public:
    ArrowValidity() = default;
    ArrowValidity(const ArrowRows& rows, const std::string& what);
    [[nodiscard]] bool all() const noexcept { return bits_ == nullptr; }
    [[nodiscard]] bool present(std::size_t row) const noexcept {
        const std::size_t bit = first_ + row;
        return bits_ == nullptr || ((bits_[bit >> 3U] >> (bit & 7U)) & 1U) != 0;
    }
    // The bits of `count` rows from `row` on, moved to bit 0; false where all are set.
    bool copy(std::size_t row, std::size_t count, std::uint8_t* out) const noexcept;

private:
    const std::uint8_t* bits_ = nullptr;
    std::size_t first_ = 0;
};

// What a batch of keys is put together in; one for each reader.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): each is written before it is read
struct ArrowScratch {
    std::array<std::uint32_t, kBatchKeys + 1> starts;
    std::array<std::uint32_t, kBatchKeys> lengths;
    std::array<std::uint8_t, kBatchKeys / 8> validity;
    std::array<std::uint32_t, kBatchKeys> codes;
    std::array<std::uint8_t, 16 * (kBatchKeys + 1)> entries;  // offsets or views, read once
    std::vector<std::uint8_t> bytes;                          // keys that had to be written
    KeyBatchBuilder builder;
};

// Keys that are not dictionary-encoded, or those of a dictionary.
class ArrowValues {
public:
    // Checks the number of buffers and which of them are there.
    ArrowValues(const ArrowKeyType& type, const ArrowRows& rows, std::string what);

    [[nodiscard]] std::size_t size() const noexcept { return rows_.size; }
    // Of all keys together, as far as that is known without reading them.
    [[nodiscard]] std::uint64_t key_bytes() const noexcept;
    // Finds the bounds that `batch` stays within; what of it is wrong `batch` says when it comes there.
    void bound();
    // Reads all that can be refused, so that `batch` refuses nothing. Both throw Error (invalid_argument)
    // that names the row.
    void check();

    // Up to kBatchKeys keys from `first` on; valid as long as the array and until `scratch` is used again.
    [[nodiscard]] KeyBatch batch(std::size_t first, ArrowScratch& scratch) const;
    // One key, false for null; valid as the batch.
    [[nodiscard]] bool at(std::size_t row, ArrowScratch& scratch, std::span<const std::uint8_t>& key) const;

private:
    template <typename Offset>
    void bound_offsets();
    template <typename Offset>
    void check_offsets() const;
    template <typename Offset>
    [[noreturn]] void refuse_offsets() const;
    void check_view_buffers();
    void check_views(const std::uint8_t* views, std::size_t first, std::size_t count) const;
    template <typename Offset>
    [[nodiscard]] KeyBatch batch_of_offsets(std::size_t first, std::size_t count,
                                            ArrowScratch& scratch) const;
    template <typename Offset>
    [[nodiscard]] KeyBatch batch_within_bounds(std::size_t first, std::size_t count,
                                               ArrowScratch& scratch) const;
    [[nodiscard]] KeyBatch batch_of_views(std::size_t first, std::size_t count, ArrowScratch& scratch) const;
    [[nodiscard]] bool lie_in_one_buffer(const std::uint8_t* views, KeyBatch& batch,
                                         ArrowScratch& scratch) const;
    [[nodiscard]] KeyBatch batch_of_width(std::size_t first, std::size_t count, ArrowScratch& scratch) const;
    [[nodiscard]] KeyBatch batch_written(std::size_t first, std::size_t count, ArrowScratch& scratch) const;
    void write_entry(std::size_t row, std::uint8_t* to) const;
    [[nodiscard]] KeyBatch with_nulls(KeyBatch batch, std::size_t first, ArrowScratch& scratch) const;
    [[nodiscard]] std::size_t written_width() const noexcept;
    [[nodiscard]] bool view_is_sound(const std::uint8_t* view) const noexcept;
    [[nodiscard]] std::span<const std::uint8_t> viewed(const std::uint8_t* view) const noexcept;
    template <typename Offset>
    [[nodiscard]] std::int64_t offset_at(std::size_t row) const noexcept;

    ArrowKeyType type_;
    ArrowRows rows_;
    std::string what_;
    ArrowValidity validity_;
    const std::uint8_t* entries_ = nullptr;  // offsets, views or values
    const std::uint8_t* data_ = nullptr;     // what offsets lead to
    std::int64_t lowest_ = 0;                // and between which of them, once they are checked
    std::int64_t highest_ = 0;
    std::vector<std::span<const std::uint8_t>> viewed_;
    bool checked_ = false;
};

// The keys of a column, dictionary-encoded or not.
class ArrowKeys {
public:
    ArrowKeys(const ArrowKeyType& type, const ArrowRows& rows, const std::string& what);

    [[nodiscard]] std::size_t size() const noexcept { return rows_.size; }
    [[nodiscard]] std::uint64_t key_bytes() const noexcept;
    // As of ArrowValues; a dictionary is checked by both.
    void bound();
    void check();
    [[nodiscard]] KeyBatch batch(std::size_t first, ArrowScratch& scratch) const;

    // For dictionary-encoded keys: the dictionary, and which of its entries rows have.
    [[nodiscard]] bool coded() const noexcept { return codes_.has_value(); }
    [[nodiscard]] const ArrowValues& values() const noexcept { return values_; }
    // Fills out[0..count) with codes below values().size(), or that size for null.
    void codes(std::size_t first, std::size_t count, std::uint32_t* out) const;

private:
    template <typename Code>
    void check_codes(std::size_t first, std::size_t count) const;
    template <typename Code>
    void refuse_codes(std::size_t first, std::size_t count) const;
    template <typename Code>
    void copy_codes(std::size_t first, std::size_t count, std::uint32_t* out) const;

    ArrowRows rows_;
    std::string what_;
    std::optional<ArrowInteger> codes_;
    ArrowValues values_;
    ArrowValidity validity_;
    const std::uint8_t* entries_ = nullptr;
    bool checked_ = false;
};

// A dictionary-encoded column for whoever hashes each of its entries once; `keys` must outlive it.
class ArrowCodedKeys final : public CodedKeys {
public:
    ArrowCodedKeys(const ArrowKeys& keys, ArrowScratch& scratch) : keys_(keys), scratch_(scratch) {}
    [[nodiscard]] std::size_t rows() const noexcept override { return keys_.size(); }
    [[nodiscard]] std::size_t entries() const noexcept override { return keys_.values().size(); }
    void codes(std::size_t first, std::size_t count, std::uint32_t* out) const override {
        keys_.codes(first, count, out);
    }
    bool entry(std::size_t code, std::span<const std::uint8_t>& key) override {
        return keys_.values().at(code, scratch_, key);
    }

private:
    const ArrowKeys& keys_;
    ArrowScratch& scratch_;
};

// Whole numbers of a column. Throws Error (invalid_argument) that names the row for what is null, negative or
// not below `limit`.
[[nodiscard]] std::vector<std::uint64_t> arrow_numbers(ArrowInteger type, const ArrowRows& rows,
                                                       const std::string& what, std::size_t first_row,
                                                       std::uint64_t limit);

}  // namespace kafka_architect
