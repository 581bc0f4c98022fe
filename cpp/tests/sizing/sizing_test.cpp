// Statements about sizing that a user would check by hand, and the agreement of the grid with the single
// case.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
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
    workload.producers = {10};
    workload.batch_size = {16'384};
    workload.linger = {0.005};
    return workload;
}

SizingPolicy policy() {
    SizingPolicy policy;
    policy.network_target = {0.8};
    policy.disk_target = {0.8};
    policy.cpu_target = {0.6};
    policy.network_failure_target = {0.9};
    policy.disk_failure_target = {0.9};
    policy.cpu_failure_target = {0.9};
    policy.records_per_vcpu = {1e6};
    policy.memory_target = {1};
    policy.partition_target = {1};
    policy.storage_overhead = {0.3};
    policy.compaction_overhead = {2};
    policy.catch_up_speed = {2};
    policy.restart_refetch = {1};
    policy.brokers_lost = {1};
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
    hardware.disk = {17'592};
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

SizedCluster sized(const SizingWorkload& workload, const SizingHardware& hardware = m5_2xlarge()) {
    return sized_cluster({&workload, 1}, policy(), hardware);
}

TEST(PlacedLoad, EqualPartitionsAreCounted) {
    PlacedLoad load;
    load.add(8, 1, 80, 1);
    load.settle();
    EXPECT_DOUBLE_EQ(load.busiest(6), 20);
    EXPECT_DOUBLE_EQ(load.busiest(8), 10);
    EXPECT_DOUBLE_EQ(load.busiest(1000), 10);
    EXPECT_DOUBLE_EQ(load.heaviest(), 10);
}

TEST(PlacedLoad, TheHottestPartitionComesWithOthersThatAreLighter) {
    PlacedLoad load;
    load.add(5, 1, 50, 3);  // 30, and 4 of 5
    load.settle();
    EXPECT_DOUBLE_EQ(load.busiest(5), 30);
    EXPECT_DOUBLE_EQ(load.busiest(3), 35);
    EXPECT_DOUBLE_EQ(load.busiest(1), 50);
}

TEST(PlacedLoad, PartitionsOfSeveralTopicsShareBrokers) {
    PlacedLoad load;
    for (int topic = 0; topic < 4; ++topic) {
        load.add(3, 1, 30, 1);  // 12 partitions of 10
    }
    load.add(1, 1, 25, 1);
    load.settle();
    EXPECT_DOUBLE_EQ(load.busiest(12), 25);
    EXPECT_DOUBLE_EQ(load.busiest(5), 30);  // of 12 partitions some broker has 3
    EXPECT_DOUBLE_EQ(load.busiest(1), 145);
}

TEST(PlacedLoad, IsNeverBelowTheMeanNorAboveItByMoreThanTheHeaviest) {
    for (const double skew : {1.0, 1.7, 4.0}) {
        PlacedLoad load;
        load.add(7, 3, 70, skew);
        load.add(24, 2, 300, 1);
        load.add(4, 1, 9, skew);
        load.settle();
        for (double n = 1; n < 90; ++n) {
            EXPECT_GE(load.busiest(n), load.total() / n);
            EXPECT_LE(load.busiest(n), load.total() / n + load.heaviest() + 1e-9);
            EXPECT_LE(load.busiest(n + 1), load.busiest(n));
        }
    }
}

TEST(FluidDemand, IsNeverAboveTheDemandNorBelowItByMoreThanTheLumps) {
    SizingWorkload workload = brief();
    workload.partitions = {20};
    workload.skew = {2.5};
    const ClusterLoad load = cluster_load({&workload, 1}, policy());
    for (const Demand& demand : sizing_demands(load, policy(), {.disk_shared = true})) {
        const FluidDemand fluid(demand, 3);
        for (double n = 2; n < 60; ++n) {
            const double as_fluid = fluid.stays + fluid.spread / n + fluid.survivors / (n - 1);
            EXPECT_LE(as_fluid, demand.per_broker(n, 3) * (1 + 1e-9));
            EXPECT_GE(as_fluid + fluid.lumps, demand.per_broker(n, 3) * (1 - 1e-9));
        }
    }
}

TEST(FluidDemand, NoNumberOfBrokersHelpsWhereTheFixedPartIsTooLarge) {
    Demand demand;
    demand.fixed = 10;
    EXPECT_EQ(FluidDemand(demand, 3).brokers_for(9), kInfinity);
    EXPECT_EQ(FluidDemand(demand, 3).brokers_for(10), 1);
    EXPECT_EQ(FluidDemand(demand, 3).brokers_for(kInfinity), 1);
}

TEST(SizingDemands, SurvivorsServeAllReadersButHoldNoMoreReplicas) {
    const SizingWorkload workload = brief();
    const ClusterLoad load = cluster_load({&workload, 1}, policy());
    const Demands demands = sizing_demands(load, policy(), {.disk_shared = true});
    const auto at = [&](Constraint constraint, Scenario scenario) {
        return demand_per_broker(demands, limit_index(constraint, scenario), 6, 3);
    };
    EXPECT_DOUBLE_EQ(at(Constraint::network_in, Scenario::brokers_lost), 25);
    EXPECT_DOUBLE_EQ(at(Constraint::network_out, Scenario::steady_peak), 250.0 / 6);
    // 150 MB/s read from 5 leaders; the 25 MB/s of replicas that each holds, less the 10 MB/s that it leads.
    EXPECT_DOUBLE_EQ(at(Constraint::network_out, Scenario::brokers_lost), 150.0 / 5 + 25 - 10);
    EXPECT_DOUBLE_EQ(at(Constraint::network_out, Scenario::one_zone_lost), 150.0 / 4 + 25 - 12.5);
}

TEST(SizingDemands, FewerSurvivorsLeadMore) {
    const SizingWorkload workload = brief();
    SizingPolicy two = policy();
    two.brokers_lost = {2};
    const ClusterLoad load = cluster_load({&workload, 1}, two);
    const Demands demands = sizing_demands(load, two, {.disk_shared = true});
    const std::size_t lost = limit_index(Constraint::network_out, Scenario::brokers_lost);
    EXPECT_DOUBLE_EQ(demand_per_broker(demands, lost, 6, 3), 150.0 / 4 + 25 - 12.5);
    EXPECT_EQ(demands[lost].per_broker(2, 3), kInfinity);
    const FluidDemand fluid(demands[lost], 3);
    EXPECT_NEAR(fluid.stays + fluid.spread / 12 + fluid.survivors / 10, demands[lost].per_broker(12, 3),
                1e-9);
    const double least = fluid.brokers_for(20);
    EXPECT_NEAR(fluid.stays + fluid.spread / least + fluid.survivors / (least - 2), 20, 1e-9);
}

TEST(SizingDemands, EachTopicsRequestsCostWhatItsOwnBatchesAre) {
    SizingPolicy costly = policy();
    costly.request_overhead = {12'000};
    std::array<SizingWorkload, 2> topics{brief(), brief()};
    topics[0].batch_size = {1'000};
    topics[1].batch_size = {1'000'000};
    const auto busy = [&](const ClusterTopics& of) {
        return sizing_demands(cluster_load(of, costly), costly,
                              {})[limit_index(Constraint::cpu, Scenario::steady_peak)]
            .per_broker(6, 3);
    };
    const double both = busy(topics);
    EXPECT_NEAR(both, busy({&topics[0], 1}) + busy({&topics[1], 1}), both * 1e-9);
}

TEST(SizingDemands, NoScenarioIsBelowTheSteadyPeak) {
    for (const double reads : {0.0, 0.5, 1.0, 3.0}) {
        for (const bool counted : {false, true}) {
            SizingWorkload workload = brief();
            workload.reads_per_write = {reads};
            workload.skew = {2};
            const ClusterLoad load = cluster_load({&workload, 1}, policy());
            const Demands demands =
                sizing_demands(load, policy(), {.disk_shared = true, .counts_replication = counted});
            for (std::size_t limit = 0; limit < kLimits; ++limit) {
                const double steady = demand_per_broker(demands, limit - limit % kScenarios, 6, 3);
                EXPECT_GE(demand_per_broker(demands, limit, 6, 3), steady * (1 - 1e-12))
                    << kConstraintNames[limit / kScenarios] << " in " << kScenarioNames[limit % kScenarios];
            }
        }
    }
}

TEST(SizingDemands, UploadsToTieredStorageAreOneReaderMore) {
    SizingWorkload workload = brief();
    const double before = cluster_load({&workload, 1}, policy()).parts[ClusterLoad::leaders_out].total();
    workload.local_retention = {3600};
    const double tiered = cluster_load({&workload, 1}, policy()).parts[ClusterLoad::leaders_out].total();
    EXPECT_DOUBLE_EQ(tiered - before, 50);
}

TEST(SizingDemands, OnlyDataThatIsLostWithTheMachineIsFetchedAgain) {
    const SizingWorkload workload = brief();
    const ClusterLoad load = cluster_load({&workload, 1}, policy());
    const std::size_t rebuild = limit_index(Constraint::rebuild_time, Scenario::brokers_lost);
    EXPECT_GT(sizing_demands(load, policy(), {.refills = true})[rebuild].per_broker(6, 3), 0);
    EXPECT_EQ(sizing_demands(load, policy(), {.refills = false})[rebuild].per_broker(6, 3), 0);
}

TEST(SizingLoad, SmallRatesDoNotFillBatches) {
    SizingWorkload workload = brief();
    const double few = sizing_load(workload, policy()).records_per_batch.value;
    EXPECT_NEAR(few, 1 + 50'000 / (10 * 480.0) * 0.005, 1e-9);
    workload.messages = {1e8};
    EXPECT_DOUBLE_EQ(sizing_load(workload, policy()).records_per_batch.value, 16.384);
    workload.message_size = {1e6};
    EXPECT_DOUBLE_EQ(sizing_load(workload, policy()).records_per_batch.value, 1);
}

TEST(SizedCluster, IsAMultipleOfTheZonesAndKeepsEveryLimit) {
    SizingWorkload workload = brief();
    workload.messages = {400'000};
    const SizedCluster cluster = sized(workload);
    EXPECT_GT(cluster.brokers, cluster.floor);
    EXPECT_EQ(std::fmod(cluster.brokers, 3), 0);
    EXPECT_EQ(cluster.floor, 3);
    double most = 0;
    for (const LimitRow& row : limit_rows({&workload, 1}, policy(), m5_2xlarge(), cluster.brokers)) {
        EXPECT_LE(row.demand_per_broker, row.capacity_per_broker * row.target * (1 + 1e-8));
        EXPECT_LE(row.brokers_required, cluster.brokers);
        most = std::max(most, row.brokers_required);
    }
    const LimitRow binding =
        limit_rows({&workload, 1}, policy(), m5_2xlarge(), cluster.brokers)[cluster.binding];
    EXPECT_EQ(binding.brokers_required, most);
}

TEST(SizedCluster, IsTheFloorWhereNoLimitAsksForMore) {
    SizingWorkload workload = brief();
    workload.messages = {100};
    EXPECT_EQ(sized(workload).brokers, 3);
    EXPECT_EQ(sized(workload).binding, kLimits);
}

TEST(SizedCluster, HasNoAnswerAboveTheMostBrokersOrForAPartitionHotterThanABroker) {
    SizingHardware hardware = m5_2xlarge();
    hardware.max_brokers = {2};
    EXPECT_EQ(sized(brief(), hardware).brokers, kInfinity);
    SizingWorkload hot = brief();
    hot.partitions = {3};
    hot.skew = {3};
    hot.messages = {1'000'000};
    EXPECT_EQ(sized(hot).brokers, kInfinity);
}

TEST(SizedCluster, EqualTopicsAreTheirSum) {
    std::vector<SizingWorkload> topics(20, brief());
    for (SizingWorkload& topic : topics) {
        topic.messages = {400'000.0 / 20};
        topic.partitions = {24};
        topic.producers = {10};
    }
    SizingWorkload whole = brief();
    whole.messages = {400'000};
    const SizedCluster one = sized(whole);
    const SizedCluster many = sized_cluster(topics, policy(), m5_2xlarge());
    EXPECT_EQ(many.brokers, one.brokers);
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
    const Workloads worlds{.rows = workloads};
    const SizedGrid one = size_grid(worlds, policy(), hardware, 1);
    const SizedGrid many = size_grid(worlds, policy(), hardware, 8);
    EXPECT_EQ(one.brokers, many.brokers);
    EXPECT_EQ(one.binding, many.binding);
    for (std::size_t w = 0; w < workloads.size(); ++w) {
        for (std::size_t h = 0; h < hardware.size(); ++h) {
            const SizedCluster single = sized(workloads[w], hardware[h]);
            const double expected = std::isfinite(single.brokers) ? single.brokers : 0;
            EXPECT_EQ(one.brokers[w * hardware.size() + h], expected);
            EXPECT_EQ(one.binding[w * hardware.size() + h], single.binding);
        }
    }
}

TEST(SizeGrid, OfNothingIsNothing) {
    EXPECT_TRUE(size_grid(Workloads{}, policy(), {}, 4).brokers.empty());
}

TEST(CarriedTimes, IsWhereTheNextBrokerWouldBeNeeded) {
    for (const double brokers : {3.0, 6.0, 30.0}) {
        SizingWorkload at = brief();
        const Carried carried = carried_times({&at, 1}, policy(), m5_2xlarge(), brokers);
        at.messages = {50'000 * carried.times};
        EXPECT_LE(sized(at).brokers, brokers);
        at.messages = {50'000 * carried.times * 1.001};
        EXPECT_GT(sized(at).brokers, brokers);
    }
}

TEST(CarriedTimes, IsNothingWhereAnIdleClusterIsOverALimit) {
    SizingWorkload workload = brief();
    workload.connections = {20'000};
    const Carried carried = carried_times({&workload, 1}, policy(), m5_2xlarge(), 6);
    EXPECT_EQ(carried.times, 0);
    EXPECT_EQ(carried.binding, limit_index(Constraint::connections, Scenario::steady_peak));
}

TEST(MovementHours, MoreSpareBandwidthMovesDataSooner) {
    const SizingWorkload workload = brief();
    const double narrow = movement_hours({&workload, 1}, policy(), m5_2xlarge(), 6, 3);
    SizingHardware wide = m5_2xlarge();
    wide.disk_write = {600};
    wide.network_in = {600};
    EXPECT_LT(movement_hours({&workload, 1}, policy(), wide, 6, 3), narrow);
    EXPECT_EQ(movement_hours({&workload, 1}, policy(), wide, 6, 0), 0);
    wide.disk_write = {10};
    EXPECT_EQ(movement_hours({&workload, 1}, policy(), wide, 6, 3), kInfinity);
}

}  // namespace
}  // namespace kafka_architect
