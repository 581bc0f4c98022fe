// Statements about sizing that a user would check by hand, and the agreement of the grid with the single
// case.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "kafka_architect/sizing_brokers.hpp"

namespace kafka_architect {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// 50,000 messages/s of 1 kB, kept for 7 days, read by 3 groups.
SizingWorkload brief() {
    SizingWorkload workload;
    workload.messages = {50'000};
    workload.message_size = {1000};
    workload.compression = {1};
    workload.peak_to_mean = {1};
    workload.growth = {1};
    workload.reads_per_write = {3};
    workload.retention = {7 * 86'400.0};
    workload.retention_per_partition = {kInfinity};
    workload.live_bytes = {kInfinity};
    workload.local_retention = {kInfinity};
    workload.replication_factor = {3};
    workload.partitions = {480};
    workload.skew = {1};
    workload.zones = {3};
    workload.request_size = {16'384};
    return workload;
}

SizingPolicy policy() {
    SizingPolicy policy;
    policy.network_target = {0.8};
    policy.disk_target = {0.8};
    policy.cpu_target = {0.6};
    policy.memory_target = {1};
    policy.partition_target = {1};
    policy.storage_overhead = {0.3};
    policy.compaction_overhead = {2};
    policy.catch_up_speed = {2};
    policy.restart_refetch = {1};
    policy.rebuild = {86'400};
    policy.rebalance = {3 * 86'400.0};
    policy.tail_window = {30};
    policy.write_per_vcpu = {40};
    policy.read_cpu_weight = {0.25};
    policy.fetch_size = {65'536};
    policy.partitions_per_cluster = {200'000};
    return policy;
}

SizingHardware m5_2xlarge() {
    SizingHardware hardware;
    hardware.network_in = hardware.network_out = {312.5};
    hardware.disk_write = hardware.disk_read = {287.5};
    hardware.disk_shared = true;
    hardware.storage = {70'000};
    hardware.vcpu = {8};
    hardware.page_cache = {26};
    hardware.partitions = {4000};
    hardware.connections = {18'000};
    hardware.requests = {40'000};
    hardware.max_brokers = {1000};
    return hardware;
}

TEST(SizingLoad, ReplicationActsOnDiskAndNetwork) {
    const SizingLoad load = sizing_load(brief(), policy());
    EXPECT_DOUBLE_EQ(load.write.value, 50);
    EXPECT_DOUBLE_EQ(load.read.value, 150);
    EXPECT_DOUBLE_EQ(load.replication.value, 100);
    EXPECT_DOUBLE_EQ(load.retained_replicas.value, 90.72e6);
    EXPECT_DOUBLE_EQ(load.provisioned.value, 117.936e6);
}

TEST(SizingLoad, TheLeastBoundDecidesWhatIsKept) {
    SizingWorkload workload = brief();
    workload.retention_per_partition = {1e9};
    EXPECT_DOUBLE_EQ(sizing_load(workload, policy()).retained.value, 480e3);
    workload.live_bytes = {1e9};
    EXPECT_DOUBLE_EQ(sizing_load(workload, policy()).retained.value, 2e3);
    workload.messages = {0};
    EXPECT_DOUBLE_EQ(sizing_load(workload, policy()).retained.value, 0);
}

TEST(Demand, TheSmallestNumberOfBrokersIsFoundInClosedForm) {
    for (const Demand demand : {Demand{0, 100, 0}, Demand{3, 100, 0}, Demand{0, 60, 40}, Demand{5, -20, 70},
                                Demand{0, -30, 30}, Demand{0, 0, 10}}) {
        for (const double capacity : {7.0, 11.0, 50.0}) {
            const double found = std::ceil(demand.brokers_for(capacity) * (1 - 1e-9));
            ASSERT_TRUE(std::isfinite(found));
            EXPECT_LE(demand.per_broker(found), capacity * (1 + 1e-8));
            if (found > 1) {
                EXPECT_GT(demand.per_broker(found - 1), capacity);
            }
        }
    }
}

TEST(Demand, NoNumberOfBrokersHelpsWhereTheFixedPartIsTooLarge) {
    EXPECT_EQ((Demand{10, 100, 0}.brokers_for(10)), kInfinity);
    EXPECT_EQ((Demand{10, 0, 0}.brokers_for(9)), kInfinity);
    EXPECT_EQ((Demand{10, 0, 0}.brokers_for(10)), 1);
    EXPECT_EQ((Demand{10, 5, 5}.brokers_for(kInfinity)), 1);
}

TEST(SizingDemands, SurvivorsServeAllReadersButHoldNoMoreReplicas) {
    const SizingWorkload workload = brief();
    const Demands demands = sizing_demands(workload, sizing_load(workload, policy()), policy(),
                                           {.disk_shared = true, .counts_replication = true});
    const auto at = [&](Constraint constraint, Scenario scenario) {
        return demands[limit_index(constraint, scenario)].per_broker(6);
    };
    EXPECT_DOUBLE_EQ(at(Constraint::network_in, Scenario::one_broker_lost), 25);
    EXPECT_DOUBLE_EQ(at(Constraint::network_out, Scenario::steady_peak), 250.0 / 6);
    // 150 MB/s read from 5 leaders; the 25 MB/s of replicas that each holds, less the 10 MB/s that it leads.
    EXPECT_DOUBLE_EQ(at(Constraint::network_out, Scenario::one_broker_lost), 150.0 / 5 + 25 - 10);
    EXPECT_DOUBLE_EQ(at(Constraint::network_out, Scenario::one_zone_lost), 150.0 / 4 + 25 - 12.5);
}

TEST(SizingDemands, NoScenarioIsBelowTheSteadyPeak) {
    for (const double reads : {0.0, 0.5, 1.0, 3.0}) {
        for (const bool counted : {false, true}) {
            SizingWorkload workload = brief();
            workload.reads_per_write = {reads};
            workload.skew = {2};
            const Demands demands = sizing_demands(workload, sizing_load(workload, policy()), policy(),
                                                   {.disk_shared = true, .counts_replication = counted});
            for (std::size_t limit = 0; limit < kLimits; ++limit) {
                const double steady = demands[limit - limit % kScenarios].per_broker(6);
                EXPECT_GE(demands[limit].per_broker(6), steady * (1 - 1e-12))
                    << kConstraintNames[limit / kScenarios] << " in " << kScenarioNames[limit % kScenarios];
            }
        }
    }
}

TEST(SizedCluster, IsAMultipleOfTheZonesAndKeepsEveryLimit) {
    const SizedCluster sized = sized_cluster(brief(), policy(), m5_2xlarge());
    EXPECT_EQ(sized.brokers, 6);
    EXPECT_EQ(sized.floor, 3);
    EXPECT_EQ(sized.binding, limit_index(Constraint::rebuild_time, Scenario::steady_peak));
    for (const LimitRow& row : limit_rows(brief(), policy(), m5_2xlarge(), sized.brokers)) {
        EXPECT_LE(row.demand_per_broker, row.capacity_per_broker * row.target * (1 + 1e-8));
        EXPECT_LE(row.brokers_required, sized.brokers);
    }
}

TEST(SizedCluster, HasNoAnswerAboveTheMostBrokersOrForAPartitionHotterThanABroker) {
    SizingHardware hardware = m5_2xlarge();
    hardware.max_brokers = {5};
    EXPECT_EQ(sized_cluster(brief(), policy(), hardware).brokers, kInfinity);
    SizingWorkload hot = brief();
    hot.partitions = {3};
    hot.skew = {3};
    hot.messages = {1'000'000};
    EXPECT_EQ(sized_cluster(hot, policy(), m5_2xlarge()).brokers, kInfinity);
}

TEST(SizeGrid, AgreesWithTheSingleCaseForAnyNumberOfWorkers) {
    std::vector<SizingWorkload> workloads;
    for (int i = 0; i < 37; ++i) {
        SizingWorkload workload = brief();
        workload.messages = {1000.0 * (i * i + 1)};
        workload.skew = {1.0 + i / 10.0};
        workloads.push_back(workload);
    }
    SizingHardware local = m5_2xlarge();
    local.disk_shared = false;
    SizingHardware managed = m5_2xlarge();
    managed.counts_replication = false;
    managed.max_brokers = {60};
    const std::vector<SizingHardware> hardware{m5_2xlarge(), local, managed};
    const SizedGrid one = size_grid(workloads, policy(), hardware, 1);
    const SizedGrid many = size_grid(workloads, policy(), hardware, 8);
    EXPECT_EQ(one.brokers, many.brokers);
    EXPECT_EQ(one.binding, many.binding);
    for (std::size_t w = 0; w < workloads.size(); ++w) {
        for (std::size_t h = 0; h < hardware.size(); ++h) {
            const SizedCluster single = sized_cluster(workloads[w], policy(), hardware[h]);
            const double expected = std::isfinite(single.brokers) ? single.brokers : 0;
            EXPECT_EQ(one.brokers[w * hardware.size() + h], expected);
            EXPECT_EQ(one.binding[w * hardware.size() + h], single.binding);
        }
    }
}

TEST(SizeGrid, OfNothingIsNothing) {
    EXPECT_TRUE(size_grid({}, policy(), {}, 4).brokers.empty());
}

TEST(CarriedRate, IsWhereTheNextBrokerWouldBeNeeded) {
    for (const double brokers : {3.0, 6.0, 30.0}) {
        const Carried carried = carried_rate(brief(), policy(), m5_2xlarge(), brokers);
        SizingWorkload at = brief();
        at.messages = {carried.rate};
        EXPECT_LE(sized_cluster(at, policy(), m5_2xlarge()).brokers, brokers);
        at.messages = {carried.rate * 1.001};
        EXPECT_GT(sized_cluster(at, policy(), m5_2xlarge()).brokers, brokers);
    }
}

TEST(CarriedRate, IsNothingWhereAnIdleClusterIsOverALimit) {
    SizingWorkload workload = brief();
    workload.connections = {20'000};
    const Carried carried = carried_rate(workload, policy(), m5_2xlarge(), 6);
    EXPECT_EQ(carried.rate, 0);
    EXPECT_EQ(carried.binding, limit_index(Constraint::connections, Scenario::steady_peak));
}

TEST(MovementHours, MoreSpareBandwidthMovesDataSooner) {
    const double narrow = movement_hours(brief(), policy(), m5_2xlarge(), 6, 3);
    SizingHardware wide = m5_2xlarge();
    wide.disk_write = {600};
    wide.network_in = {600};
    EXPECT_LT(movement_hours(brief(), policy(), wide, 6, 3), narrow);
    EXPECT_EQ(movement_hours(brief(), policy(), wide, 6, 0), 0);
    wide.disk_write = {10};
    EXPECT_EQ(movement_hours(brief(), policy(), wide, 6, 3), kInfinity);
}

}  // namespace
}  // namespace kafka_architect
