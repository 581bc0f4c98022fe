#include "support/vector_file.hpp"

#include <charconv>
#include <fstream>
#include <stdexcept>
#include <string_view>

namespace kafka_architect::testing {

namespace {

template <typename Integer>
Integer integer(std::string_view text, int base = 10) {
    Integer value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc() || end != text.data() + text.size()) {
        throw std::runtime_error("expected an integer, found " + std::string(text));
    }
    return value;
}

std::string from_hex(std::string_view hex) {
    if (hex.size() % 2 != 0) {
        throw std::runtime_error("expected pairs of hex digits");
    }
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        bytes.push_back(static_cast<char>(integer<std::uint8_t>(hex.substr(i, 2), 16)));
    }
    return bytes;
}

// HEX, or repeat:HEX:N, the bytes over and over, cut at N.
std::string key_of(std::string_view notation) {
    constexpr std::string_view kRepeat = "repeat:";
    if (!notation.starts_with(kRepeat)) {
        return from_hex(notation);
    }
    const std::size_t colon = notation.find(':', kRepeat.size());
    if (colon == std::string_view::npos) {
        throw std::runtime_error("expected repeat:HEX:N");
    }
    const std::string unit = from_hex(notation.substr(kRepeat.size(), colon - kRepeat.size()));
    const auto length = integer<std::size_t>(notation.substr(colon + 1));
    std::string key;
    while (!unit.empty() && key.size() < length) {
        key += unit;
    }
    key.resize(length);
    return key;
}

std::vector<std::string_view> fields_of(std::string_view line) {
    std::vector<std::string_view> fields;
    for (std::size_t comma = line.find(','); comma != std::string_view::npos; comma = line.find(',')) {
        fields.push_back(line.substr(0, comma));
        line.remove_prefix(comma + 1);
    }
    fields.push_back(line);
    return fields;
}

// Reads the header's partition counts (p12: 12 partitions), then the rows that follow.
class Rows {
public:
    explicit Rows(std::string_view header) {
        const std::vector<std::string_view> names = fields_of(header);
        columns_ = names.size();
        for (std::size_t i = 2; i < names.size() && names[i].starts_with('p'); ++i) {
            counts_.push_back(integer<std::uint32_t>(names[i].substr(1)));
        }
    }

    [[nodiscard]] Vector vector(std::string_view line) const {
        const std::vector<std::string_view> fields = fields_of(line);
        if (fields.size() != columns_) {
            throw std::runtime_error("expected as many fields as the header has");
        }
        Vector vector{
            .key = key_of(fields[0]), .murmur2 = integer<std::int32_t>(fields[1]), .placements = {}};
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            vector.placements.push_back({counts_[i], integer<std::uint32_t>(fields[i + 2])});
        }
        return vector;
    }

private:
    std::size_t columns_ = 0;
    std::vector<std::uint32_t> counts_;
};

std::vector<Vector> read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::vector<Vector> vectors;
    std::string line;
    std::size_t number = 0;
    try {
        do {
            std::getline(file, line);
            ++number;
        } while (line.starts_with('#'));
        const Rows rows(line);
        while (std::getline(file, line)) {
            ++number;
            vectors.push_back(rows.vector(line));
        }
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(path + ":" + std::to_string(number) + ": " + error.what());
    }
    if (vectors.empty()) {
        throw std::runtime_error(path + " holds no vectors");
    }
    return vectors;
}

}  // namespace

std::vector<Vector> read_kafka_clients() {
    return read(KA_KAFKA_CLIENTS_CSV);
}

std::vector<Vector> read_published() {
    return read(KA_PUBLISHED_CSV);
}

}  // namespace kafka_architect::testing
