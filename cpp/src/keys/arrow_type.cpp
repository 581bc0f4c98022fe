#include "kafka_architect/arrow_type.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "kafka_architect/error.hpp"
#include "kafka_architect/key_batch.hpp"

namespace kafka_architect {

namespace {

struct NamedFormat {
    std::string_view format;
    std::string_view name;
};

constexpr std::array kNames = {
    NamedFormat{"n", "null"},         NamedFormat{"b", "bool"},         NamedFormat{"c", "int8"},
    NamedFormat{"C", "uint8"},        NamedFormat{"s", "int16"},        NamedFormat{"S", "uint16"},
    NamedFormat{"i", "int32"},        NamedFormat{"I", "uint32"},       NamedFormat{"l", "int64"},
    NamedFormat{"L", "uint64"},       NamedFormat{"e", "float16"},      NamedFormat{"f", "float32"},
    NamedFormat{"g", "float64"},      NamedFormat{"z", "binary"},       NamedFormat{"Z", "large_binary"},
    NamedFormat{"u", "string"},       NamedFormat{"U", "large_string"}, NamedFormat{"vz", "binary_view"},
    NamedFormat{"vu", "string_view"}, NamedFormat{"+l", "list"},        NamedFormat{"+L", "large_list"},
    NamedFormat{"+s", "struct"},      NamedFormat{"+m", "map"},         NamedFormat{"+r", "run_end_encoded"},
    NamedFormat{"+vl", "list_view"},  NamedFormat{"tdD", "date32"},     NamedFormat{"tdm", "date64"},
};

// A schema's metadata ends where it says; nobody has a megabyte of it.
constexpr std::int32_t kMostMetadataPairs = 1024;
constexpr std::int32_t kLongestMetadata = 1 << 20U;
constexpr std::size_t kUuidBytes = 16;

std::string_view format_of(const ArrowSchema& schema) {
    return schema.format == nullptr ? std::string_view() : schema.format;
}

// The value of a key in the C data interface's metadata: a count, then lengths and bytes in turn.
std::string_view metadata_value(const char* metadata, std::string_view wanted) {
    if (metadata == nullptr) {
        return {};
    }
    const auto number = [&metadata] {
        std::int32_t value = 0;
        std::memcpy(&value, metadata, sizeof(value));
        metadata += sizeof(value);
        return value;
    };
    const auto text = [&metadata, &number]() -> std::optional<std::string_view> {
        const std::int32_t length = number();
        if (length < 0 || length > kLongestMetadata) {
            return {};
        }
        const std::string_view out(metadata, static_cast<std::size_t>(length));
        metadata += length;
        return out;
    };
    const std::int32_t pairs = std::min(number(), kMostMetadataPairs);
    for (std::int32_t i = 0; i < pairs; ++i) {
        const auto key = text();
        const auto value = key ? text() : std::nullopt;
        if (!value) {
            return {};
        }
        if (*key == wanted) {
            return *value;
        }
    }
    return {};
}

[[noreturn]] void no_key_bytes(const ArrowSchema& schema, const std::string& what) {
    throw Error(ErrorCode::wrong_type,
                what + " is an Arrow column of " + arrow_type_name(schema) +
                    ", which has no defined key bytes: expected binary, string, fixed_size_binary, UUID, "
                    "int16, int32 or int64, or a dictionary of these; cast numbers to the type that the "
                    "producer's serializer writes (int64 for a Java Long)");
}

std::size_t fixed_width(const ArrowSchema& schema, std::string_view digits, const std::string& what) {
    std::size_t width = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), width);
    if (error != std::errc() || end != digits.data() + digits.size() || width > kMaxKeyBytes) {
        throw Error(ErrorCode::invalid_argument,
                    what + " is of the Arrow format " + std::string(format_of(schema)) +
                        ": expected w: and a width from 0 to " + std::to_string(kMaxKeyBytes));
    }
    return width;
}

ArrowKeyType plain_type(const ArrowSchema& schema, const std::string& what) {
    const auto type = [](ArrowLayout layout, std::size_t width = 0) {
        return ArrowKeyType{.layout = layout, .width = width, .codes = {}};
    };
    const std::string_view format = format_of(schema);
    if (format == "n") {
        return type(ArrowLayout::nulls);
    }
    if (format == "z" || format == "u") {
        return type(ArrowLayout::offsets32);
    }
    if (format == "Z" || format == "U") {
        return type(ArrowLayout::offsets64);
    }
    if (format == "vz" || format == "vu") {
        return type(ArrowLayout::views);
    }
    if (format == "s" || format == "i" || format == "l") {
        return type(ArrowLayout::integer, format == "s" ? 2 : format == "i" ? 4 : 8);
    }
    if (format.starts_with("w:")) {
        const std::size_t width = fixed_width(schema, format.substr(2), what);
        const bool is_uuid =
            width == kUuidBytes && metadata_value(schema.metadata, "ARROW:extension:name") == "arrow.uuid";
        return type(is_uuid ? ArrowLayout::uuid : ArrowLayout::fixed, width);
    }
    no_key_bytes(schema, what);
}

}  // namespace

std::string arrow_type_name(const ArrowSchema& schema) {
    if (schema.dictionary != nullptr) {
        return "dictionary";
    }
    const std::string_view format = format_of(schema);
    const auto known = std::ranges::find(kNames, format, &NamedFormat::format);
    if (known != kNames.end()) {
        return std::string(known->name);
    }
    return "the format \"" + std::string(format.substr(0, 64)) + "\"";
}

ArrowInteger arrow_integer(const ArrowSchema& schema, const std::string& what) {
    const std::string_view format = format_of(schema);
    constexpr std::string_view kSigned = "csil";
    constexpr std::string_view kUnsigned = "CSIL";
    if (format.size() == 1 && schema.dictionary == nullptr) {
        for (std::size_t power = 0; power < kSigned.size(); ++power) {
            if (format[0] == kSigned[power] || format[0] == kUnsigned[power]) {
                return {.bytes = std::size_t{1} << power, .is_signed = format[0] == kSigned[power]};
            }
        }
    }
    throw Error(ErrorCode::wrong_type, what + " is an Arrow column of " + arrow_type_name(schema) +
                                           ": expected whole numbers (int8 to int64, uint8 to uint64)");
}

ArrowKeyType arrow_key_type(const ArrowSchema& schema, const std::string& what) {
    if (schema.dictionary == nullptr) {
        return plain_type(schema, what);
    }
    if (schema.dictionary->dictionary != nullptr) {
        throw Error(ErrorCode::wrong_type, what + " is a dictionary of dictionaries: decode it once");
    }
    ArrowSchema codes = schema;
    codes.dictionary = nullptr;
    ArrowKeyType type = plain_type(*schema.dictionary, "the dictionary of " + what);
    type.codes = arrow_integer(codes, "the codes of " + what);
    return type;
}

bool is_arrow_table(const ArrowSchema& schema) {
    return format_of(schema) == "+s";
}

std::vector<std::string> arrow_columns(const ArrowSchema& schema) {
    std::vector<std::string> names;
    for (std::int64_t i = 0; i < schema.n_children; ++i) {
        if (schema.children == nullptr || schema.children[i] == nullptr) {
            throw Error(ErrorCode::invalid_argument,
                        "the Arrow schema announces " + std::to_string(schema.n_children) +
                            " columns and column " + std::to_string(i) + " is missing");
        }
        const char* name = schema.children[i]->name;
        names.emplace_back(name == nullptr ? "" : name);
    }
    return names;
}

}  // namespace kafka_architect
