// Keys that rows name by code: a dictionary of distinct keys (mostly), and for each row an entry of it.
//
// Each entry need be hashed once, however many rows have it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace kafka_architect {

class CodedKeys {
public:
    CodedKeys() = default;
    CodedKeys(const CodedKeys&) = delete;
    CodedKeys& operator=(const CodedKeys&) = delete;
    virtual ~CodedKeys() = default;

    [[nodiscard]] virtual std::size_t rows() const noexcept = 0;
    [[nodiscard]] virtual std::size_t entries() const noexcept = 0;
    // Fills out[0..count) with the codes of these rows, each below entries(), or entries() for a null key.
    virtual void codes(std::size_t first, std::size_t count, std::uint32_t* out) const = 0;
    // The bytes of an entry, valid until the next call; false where it is null.
    virtual bool entry(std::size_t code, std::span<const std::uint8_t>& key) = 0;
};

}  // namespace kafka_architect
