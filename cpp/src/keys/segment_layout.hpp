// Where the fields of a record batch and of a message lie, and what the bits of their attributes say.
#pragma once

#include <cstddef>

namespace kafka_architect::segment_layout {

// In all formats.
inline constexpr std::size_t kLengthAt = 8;
inline constexpr std::size_t kBehindLength = 12;
inline constexpr std::size_t kFormatAt = 16;
inline constexpr std::size_t kThroughFormat = 17;

// Record batches (format 2): the CRC is of what begins with the attributes.
inline constexpr std::size_t kCrcAt = 17;
inline constexpr std::size_t kAttributesAt = 21;
inline constexpr std::size_t kLastOffsetDeltaAt = 23;
inline constexpr std::size_t kBaseTimestampAt = 27;
inline constexpr std::size_t kMaxTimestampAt = 35;
inline constexpr std::size_t kProducerIdAt = 43;
inline constexpr std::size_t kRecordCountAt = 57;
inline constexpr std::size_t kHeaderBytes = 61;
inline constexpr std::size_t kSmallestRecord = 7;

// Messages (formats 0 and 1): the CRC is of what begins with the format.
inline constexpr std::size_t kMessageCrcAt = 12;
inline constexpr std::size_t kMessageAttributesAt = 17;
inline constexpr std::size_t kTimestampAt = 18;  // in format 1
inline constexpr std::size_t kSmallestMessage = 26;

inline constexpr unsigned kCodecBits = 7;
inline constexpr unsigned kAppendTimeBit = 8;
inline constexpr unsigned kTransactionalBit = 16;
inline constexpr unsigned kControlBit = 32;

}  // namespace kafka_architect::segment_layout
