// What the log's format adds, against records that were counted byte by byte.
#include <gtest/gtest.h>

#include <limits>
#include <utility>

#include "kafka_architect/sizing_load.hpp"

namespace kafka_architect {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

SizingWorkload produced(double messages, double size) {
    SizingWorkload workload;
    workload.messages = {messages};
    workload.message_size = {size};
    workload.add_overhead = true;
    workload.compression = {1};
    workload.peak_to_mean = {1};
    workload.growth = {1};
    workload.retention = {86'400};
    workload.retention_per_partition = {kInfinity};
    workload.live_bytes = {kInfinity};
    workload.local_retention = {kInfinity};
    workload.replication_factor = {1};
    workload.partitions = {1};
    workload.zones = {1};
    workload.producers = {1};
    workload.batch_size = {16'384};
    workload.linger = {0.005};
    return workload;
}

SizingPolicy policy() {
    SizingPolicy policy;
    policy.compaction_overhead = {2};
    policy.catch_up_speed = {2};
    policy.fetch_size = {65'536};
    return policy;
}

TEST(RecordFormat, ARareRecordHasABatchOfItsOwn) {
    // 61 of the batch; length, attributes, timestamp, offset, key, value, headers: a byte each.
    const SizingLoad load = sizing_load(produced(1e-9, 10), policy());
    EXPECT_NEAR(load.log_record.value, 61 + 7 + 10, 1e-6);
    EXPECT_DOUBLE_EQ(load.record_overhead.value, 7);
}

TEST(RecordFormat, LengthsTakeMoreBytesAsTheyGrow) {
    // 63 bytes are the last length in one byte, 8,191 in two, 1,048,575 in three; the record's is longer.
    for (const auto& [size, overhead] : {std::pair{50.0, 7.0},
                                         {60.0, 8.0},
                                         {64.0, 9.0},
                                         {8'190.0, 10.0},
                                         {8'192.0, 11.0},
                                         {1'048'576.0, 13.0}}) {
        EXPECT_DOUBLE_EQ(sizing_load(produced(1e-9, size), policy()).record_overhead.value, overhead) << size;
    }
}

TEST(RecordFormat, FullBatchesShareTheirHeaderAndHaveLongOffsets) {
    const SizingLoad load = sizing_load(produced(1e9, 10), policy());
    const double full = (16'384.0 - 61) / 17;
    EXPECT_DOUBLE_EQ(load.mean_records_per_batch.value, full);
    EXPECT_DOUBLE_EQ(load.log_record.value, 10 + 7 + (1 - 64 / full) + 61 / full);
}

TEST(RecordFormat, TheHeaderIsNotCompressed) {
    SizingWorkload workload = produced(1e-9, 993);
    workload.compression = {4};
    EXPECT_NEAR(sizing_load(workload, policy()).log_record.value, (993 + 9) / 4.0 + 61, 1e-6);
}

TEST(RecordFormat, SizesOfTheLogStayAsTheyAre) {
    SizingWorkload workload = produced(50'000, 1000);
    workload.add_overhead = false;
    const SizingLoad load = sizing_load(workload, policy());
    EXPECT_DOUBLE_EQ(load.log_record.value, 1000);
    EXPECT_DOUBLE_EQ(load.write.value, 50);
    EXPECT_DOUBLE_EQ(load.overhead.value, 0);
}

TEST(RecordFormat, MoreRecordsAreNeverFewerBytes) {
    double before = 0.0;
    double messages = 1.0;
    for (int step = 0; step < 70; ++step, messages *= 1.3) {
        const SizingLoad load = sizing_load(produced(messages, 100), policy());
        EXPECT_GT(load.write.value, before);
        EXPECT_GE(load.log_record.value, 109);
        before = load.write.value;
    }
}

TEST(RecordFormat, ALiveRecordMayKeepABatchToItself) {
    SizingWorkload workload = produced(1e9, 100);
    workload.live_bytes = {100e6};  // a million live keys
    const SizingLoad load = sizing_load(workload, policy());
    EXPECT_DOUBLE_EQ(load.retained.value, 2 * (100 + load.record_overhead.value + 61));
}

}  // namespace
}  // namespace kafka_architect
