"""The constraints and scenarios of a plan in words: what each means, its formula, what relieves it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constraint:
    """A limit of a broker (or of the cluster) that a plan must keep."""

    name: str
    unit: str
    title: str
    formula: str
    relief: str
    source: str
    scope: str = "broker"


_RIGHT_SIZING = (
    "AWS Big Data Blog, 'Best practices for right-sizing your Apache Kafka clusters', equation 1; "
    "baseline bandwidth"
)

CONSTRAINTS = {
    constraint.name: constraint
    for constraint in (
        Constraint(
            "network_in", "MB/s", "network in", "write x replication factor / brokers + hottest "
                                                "partition's excess",
            "brokers with more network bandwidth, better compression, or more brokers", _RIGHT_SIZING,
        ),
        Constraint(
            "network_out", "MB/s", "network out",
            "(read + write x (replication factor - 1)) / brokers + hottest partition's excess",
            "fewer consumer groups, better compression, more bandwidth or more brokers",
            _RIGHT_SIZING,
        ),
        Constraint(
            "disk_write", "MB/s", "disk write", "write x replication factor / brokers + hottest "
                                                "partition's excess",
            "volumes or local disks with more throughput, better compression, or more brokers",
            _RIGHT_SIZING,
        ),
        Constraint(
            "catch_up_read", "MB/s", "catch-up read",
            "old data read by lagging groups / brokers (+ disk write, where both share a volume's bandwidth)",
            "more disk throughput, local disks, a slower catch-up (quotas), or more brokers",
            "Cloudera, 'Kafka cluster sizing': reads that miss the page cache come from disk",
        ),
        Constraint(
            "storage", "GB", "storage", "one copy kept on the brokers x replication factor x (1 + "
                                        "overhead) / brokers",
            "tiered storage, a shorter retention, better compression, larger disks, or more brokers",
            "write x retention x replication factor; overhead from the policy",
        ),
        Constraint(
            "largest_replica", "GB", "largest replica",
            "one copy of the hottest partition x (1 + overhead), on one disk or volume",
            "more partitions, more evenly distributed keys, a shorter retention, tiered storage, or larger "
            "disks",
            "Apache Kafka: a replica is in one log directory (log.dirs)",
        ),
        Constraint(
            "partitions_per_broker", "replicas", "partitions per broker",
            "partitions x replication factor / brokers; leaders and followers both count",
            "fewer partitions, larger brokers, or more brokers",
            "KIP-578: no more than 4,000 per broker; Amazon MSK developer guide per broker size",
        ),
        Constraint(
            "partitions_per_cluster", "replicas", "partitions per cluster", "partitions x replication factor",
            "fewer partitions, or a second cluster: more brokers do not help",
            "KIP-578: no more than 200,000 per cluster", "cluster",
        ),
        Constraint(
            "cpu", "vCPU", "CPU",
            "(bytes in + read weight x bytes out) / bytes per busy vCPU, with the extra for TLS "
            "and transactions",
            "more vCPUs per broker, larger batches, or more brokers",
            "shape: Google Cloud, 'Plan your Managed Service for Apache Kafka cluster size'; rate: policy",
        ),
        Constraint(
            "memory", "GB", "memory for tail reads",
            "bytes written within the tail window x replication factor / brokers, in the page cache",
            "more memory per broker, or more brokers",
            "Apache Kafka documentation, Hardware and OS: buffer 30 seconds of writes",
        ),
        Constraint(
            "connections", "connections", "client connections",
            "producers + consumers: each may connect to every broker",
            "fewer clients, a proxy, or a higher limit: more brokers do not help",
            "limit: hardware or policy",
        ),
        Constraint(
            "requests", "requests/s", "requests",
            "(write / batch + (read + replication) / fetch size) / brokers",
            "larger batches (batch.size, linger.ms) and fetches (fetch.min.bytes), or more brokers",
            "limit: vCPUs x policy",
        ),
        Constraint(
            "rebuild_time", "MB/s", "rebuild time",
            "(data of a lost broker / time allowed) + bytes that arrive meanwhile, over network and disk",
            "tiered storage, a shorter retention, a longer rebuild time, or more brokers",
            "Netflix service-capacity-modeling sizes for the recovery of a node; time: policy",
        ),
    )
}  # fmt: skip


# What decides when no limit asks for more brokers than a replica each and equal zones (SIZING_FLOOR).
FLOOR = Constraint(
    "replication_and_zones",
    "brokers",
    "replication factor and zones",
    "the replication factor, rounded up to a multiple of the zones",
    "fewer replicas or zones: the load alone requires no more brokers",
    "Apache Kafka: a broker holds at most one replica of a partition; the same number of brokers per zone",
)


def named(constraint: str) -> Constraint:
    """The words of a constraint, or of the floor."""
    return FLOOR if constraint == FLOOR.name else CONSTRAINTS[constraint]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A situation in which every constraint must hold."""

    name: str
    title: str
    meaning: str


SCENARIOS = {
    scenario.name: scenario
    for scenario in (
        Scenario("steady_peak", "steady peak", "all brokers are up, load is at its peak"),
        Scenario(
            "brokers_lost", "brokers lost",
            "one broker is down, or as many as the policy brokers_lost: the others lead their partitions "
            "and serve their consumers",
        ),
        Scenario(
            "one_zone_lost", "one zone lost",
            "the brokers of one zone are down: those of the other zones lead all partitions",
        ),
        Scenario(
            "rolling_restart", "rolling restart",
            "one broker is down, and the previously restarted one fetches what it missed",
        ),
        Scenario(
            "consumer_catch_up", "consumer catch-up",
            "one lagging group reads old data from disk, faster than it is written",
        ),
        Scenario(
            "rebalance", "rebalance", "a broker was added and fetches its share of all replicas"
        ),
    )
}  # fmt: skip
