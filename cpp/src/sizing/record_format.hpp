// What version 2 of the log's format adds to a record and to a batch of records, in bytes.
//
// A record: its length, one byte of attributes, the difference of its timestamp and of its offset to the
// batch's, the length of the key, the length of the value, the number of headers; all but the attributes are
// variable-length integers. A batch: a header of 61 bytes. The record's part is compressed with the record,
// the header is not.
// Source: Apache Kafka documentation, "Message Format" (record batch, record); KIP-98.
#pragma once

#include <algorithm>

namespace kafka_architect {

inline constexpr double kBatchHeaderBytes = 61.0;

// Bytes of a length as a zigzag varint: seven bits a byte, one of them all for the sign.
inline double length_bytes(double length) {
    constexpr double kOneByte = 64.0;
    constexpr double kTwoBytes = 8192.0;
    constexpr double kThreeBytes = 1048576.0;
    return 1.0 + (length >= kOneByte ? 1.0 : 0.0) + (length >= kTwoBytes ? 1.0 : 0.0) +
           (length >= kThreeBytes ? 1.0 : 0.0);
}

// Of a record of `size` bytes of key, value and headers whose offset differs little from its batch's: nearly
// all of the bytes are taken for the value's, and the timestamp's difference for less than 64 ms.
inline double least_record_overhead(double size) {
    constexpr double kOneByteEach = 5.0;  // attributes, timestamp, offset, key's length, number of headers
    return kOneByteEach + length_bytes(size) + length_bytes(size + kOneByteEach + 1.0);
}

// The mean over a batch: from the 64th record on an offset's difference takes a second byte.
inline double record_overhead(double size, double records_per_batch) {
    constexpr double kOneByteOffsets = 64.0;
    return least_record_overhead(size) + std::max(0.0, 1.0 - kOneByteOffsets / records_per_batch);
}

}  // namespace kafka_architect
