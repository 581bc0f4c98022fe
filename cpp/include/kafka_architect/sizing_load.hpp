// From a workload's figures to what the cluster must carry: bytes written, read, replicated and kept.
//
// W = bytes written, R = bytes read by consumers, r = replication factor. Per cluster and second:
// producers -> leaders W; leaders -> followers W (r - 1), out of one broker and into another;
// consumers R. So the network takes in W r, gives out R + W (r - 1), and disks write W r.
// Rates are at the peak; what is kept is the product of the mean rate and the retention.
// Source: Cloudera, "Kafka cluster sizing"; AWS, "Best practices for right-sizing your Apache Kafka
// clusters to optimize performance and cost" (equation 1).
#pragma once

#include "kafka_architect/sizing_units.hpp"

namespace kafka_architect {

// One topic, or several equal ones, in numbers. No defaults: the caller decides every one of them. A cluster
// carries several of these; the growth and the zones are those of the cluster, the same in each.
struct SizingWorkload {
    PerSecond messages;              // mean over time, before growth
    Bytes message_size;              // uncompressed: key, value and headers, or all that is in the log
    bool add_overhead = false;       // whether message_size is without what the log's format adds
    Ratio compression;               // uncompressed over compressed bytes, > 0
    Ratio peak_to_mean;              // >= 1
    Ratio growth;                    // load at the moment that is sized for, over today's
    Ratio reads_per_write;           // consumer groups that read everything, summed; 0 for none
    Ratio catch_up_reads_per_write;  // groups that always read old data from disk
    Seconds retention;               // infinite when time does not bound the log
    Bytes retention_per_partition;   // retention.bytes; infinite when size does not bound the log
    Bytes live_bytes;         // compacted: live keys x bytes, uncompressed; infinite when not compacted
    Seconds local_retention;  // tiered storage: what stays on the brokers; infinite without
    Count replication_factor;
    Count partitions;  // without replicas
    Ratio skew;        // bytes of the hottest partition over the mean, >= 1
    Count zones;
    Count connections;  // client connections to each broker
    Count producers;
    Bytes batch_size;    // batch.size, compressed
    Seconds linger;      // linger.ms
    Ratio exactly_once;  // share of the bytes that is written in transactions, 0 to 1
    Ratio encrypted;     // 1 with TLS, else 0
};

// What the arithmetic leaves to choice.
struct SizingPolicy {
    Ratio network_target;  // share of a capacity that may be used in the steady peak
    Ratio disk_target;
    Ratio cpu_target;
    Ratio network_failure_target;  // and in every other scenario, for which the rest is kept
    Ratio disk_failure_target;
    Ratio cpu_failure_target;
    Ratio memory_target;
    Ratio partition_target;
    Ratio storage_overhead;             // disk space beyond the retained bytes, 0.3 = 30 %
    Ratio compaction_overhead;          // bytes of a compacted log over its live bytes
    Ratio catch_up_speed;               // a lagging group reads at this multiple of the write rate, > 1
    Ratio restart_refetch;              // seconds of missed bytes that a restarted broker fetches per second
    Count brokers_lost;                 // brokers away at the same time when brokers are lost, >= 1
    Seconds rebuild;                    // a lost broker's replicas are complete again within
    Seconds rebalance;                  // an added broker has its share of the data within
    Seconds tail_window;                // what was written this recently is read from memory
    MegabytesPerSecond write_per_vcpu;  // bytes received by one busy vCPU
    Bytes request_overhead;             // what a request costs beside its bytes, as bytes
    PerSecond records_per_vcpu;         // records that one busy vCPU appends as leader
    Ratio read_cpu_weight;              // CPU of a byte sent over that of a byte received
    Ratio encryption_cpu;               // extra CPU with TLS, 0.3 = 30 %
    Ratio exactly_once_cpu;             // extra CPU for bytes in transactions
    Bytes fetch_size;                   // payload of a fetch response
    Count partitions_per_cluster;       // replicas that a cluster should hold
};

// What the topic asks of the whole cluster. Rates are peak rates.
struct SizingLoad {
    PerSecond records;
    MegabytesPerSecond write;  // W
    MegabytesPerSecond mean_write;
    MegabytesPerSecond mean_read;
    MegabytesPerSecond mean_replication;
    MegabytesPerSecond mean_upload;
    MegabytesPerSecond mean_remote_read;
    // Mean bytes that cross a zone. Clients and leaders are spread evenly over the zones, so (zones - 1) /
    // zones of what clients send and read crosses one. Rack-aware placement spreads replicas over the zones:
    // with r <= zones every follower is in another zone than its leader.
    MegabytesPerSecond crossing_produce;
    MegabytesPerSecond crossing_replicate;
    MegabytesPerSecond crossing_fetch;  // unless followers serve readers in their zone (KIP-392)
    MegabytesPerSecond read;            // R, catch-up readers included
    MegabytesPerSecond replication;     // W (r - 1)
    MegabytesPerSecond disk_read;       // by readers of old data
    MegabytesPerSecond replayed_read;   // R while one group catches up
    MegabytesPerSecond replayed_disk_read;
    MegabytesPerSecond upload;       // to tiered storage: one reader more
    MegabytesPerSecond remote_read;  // from tiered storage, for readers of old data
    MegabytesPerSecond replayed_remote_read;
    Megabytes retained;           // one copy of everything that is kept, wherever
    Megabytes local;              // one copy of what the brokers keep
    Megabytes retained_replicas;  // all replicas; of tiered data one copy
    Megabytes local_replicas;
    Megabytes provisioned;  // local_replicas and the overhead
    // What the log's format adds (sizing_record_format.hpp); zeros where message_size has it in it.
    Bytes record_overhead;         // beside key, value and headers, uncompressed
    Bytes batch_header;            // of each batch, never compressed
    Bytes log_record;              // a record in the log: compressed, with its share of the batch's header
    Count mean_records_per_batch;  // at the mean rate
    MegabytesPerSecond overhead;   // part of `write`
    Count records_per_batch;       // at the peak
    PerSecond batches;
    PerSecond produce_requests_at_most;  // of all producers to one broker: one per linger each
    PerSecond fetches;                   // of consumers and followers
    PerSecond replayed_fetches;
    Count replicas;       // partitions x replication factor
    Ratio with_requests;  // bytes and what their requests cost, over the bytes: 1 + request_overhead / batch
};

// Pure; does not check its input.
SizingLoad sizing_load(const SizingWorkload& workload, const SizingPolicy& policy);

}  // namespace kafka_architect
