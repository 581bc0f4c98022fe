// Record batches as a broker writes them, for tests: uncompressed, checksums made by hand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kafka_architect/crc32c.hpp"

namespace kafka_architect::testing {

struct TestRecord {
    std::optional<std::string> key;
    std::optional<std::string> value;
};

class SegmentBytes {
public:
    template <typename Number>
    void number(Number value) {
        for (std::size_t i = sizeof(Number); i > 0; --i) {
            bytes_.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * (i - 1))));
        }
    }
    void varint(std::int64_t value) {
        std::uint64_t left = (static_cast<std::uint64_t>(value) << 1U) ^ (value < 0 ? ~std::uint64_t{0} : 0);
        for (; left > 127; left >>= 7U) {
            bytes_.push_back(static_cast<std::uint8_t>(left | 128U));
        }
        bytes_.push_back(static_cast<std::uint8_t>(left));
    }
    void sized(const std::optional<std::string>& text) {
        varint(text ? static_cast<std::int64_t>(text->size()) : -1);
        if (text) {
            bytes_.insert(bytes_.end(), text->begin(), text->end());
        }
    }
    void append(const std::vector<std::uint8_t>& bytes) {
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    [[nodiscard]] const std::vector<std::uint8_t>& bytes() const { return bytes_; }

private:
    std::vector<std::uint8_t> bytes_;
};

inline std::vector<std::uint8_t> records_of(const std::vector<TestRecord>& records) {
    SegmentBytes out;
    for (std::size_t i = 0; i < records.size(); ++i) {
        SegmentBytes inner;
        inner.number(std::uint8_t{0});
        inner.varint(static_cast<std::int64_t>(i));
        inner.varint(static_cast<std::int64_t>(i));
        inner.sized(records[i].key);
        inner.sized(records[i].value);
        inner.varint(0);
        out.varint(static_cast<std::int64_t>(inner.bytes().size()));
        out.append(inner.bytes());
    }
    return out.bytes();
}

inline std::vector<std::uint8_t> batch_of(std::int64_t offset, std::int32_t count, std::uint16_t attributes,
                                          const std::vector<std::uint8_t>& body) {
    SegmentBytes checked;
    checked.number(attributes);
    checked.number(std::int32_t{count > 0 ? count - 1 : 0});
    checked.number(std::int64_t{1'000});
    checked.number(std::int64_t{2'000});
    checked.number(std::int64_t{7});  // producer id
    checked.number(std::int16_t{0});
    checked.number(std::int32_t{-1});
    checked.number(count);
    checked.append(body);
    SegmentBytes out;
    out.number(offset);
    out.number(static_cast<std::int32_t>(9 + checked.bytes().size()));
    out.number(std::int32_t{0});
    out.number(std::uint8_t{2});
    out.number(crc32c(checked.bytes()));
    out.append(checked.bytes());
    return out.bytes();
}

inline std::vector<std::uint8_t> batch_of(std::int64_t offset, const std::vector<TestRecord>& records,
                                          std::uint16_t attributes = 0) {
    return batch_of(offset, static_cast<std::int32_t>(records.size()), attributes, records_of(records));
}

}  // namespace kafka_architect::testing
