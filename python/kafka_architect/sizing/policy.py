"""Policy: what sizing leaves to choice, every value with the reason for its default."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Final

from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing.figure_reading import shown

# Beyond this a figure is a typing error, and products of several would overflow.
_MOST: Final = 1e15
LATENCY_CLASSES: Final = ("standard", "low")
_MAY_BE_ZERO = (
    "storage_overhead",
    "restart_refetch",
    "encryption_cpu",
    "exactly_once_cpu",
    "read_cpu_weight",
    "system_gib",
    "controllers",
    "request_overhead_bytes",
)
_SHARES = (
    *("network_target", "disk_target", "cpu_target", "low_latency_target"),
    *("network_failure_target", "disk_failure_target", "cpu_failure_target", "low_latency_failure_target"),
)


def sourced(default: Any, source: str) -> Any:
    """A dataclass field whose default has a source."""
    return field(default=default, metadata={"source": source})


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Targets, overheads and times that the plan keeps. All of them appear in the plan with their source.

    Examples:
        >>> ka.Policy(cpu_target=0.5).cpu_target
        0.5
    """

    network_target: float = sourced(
        0.8, "AWS right-sizing blog: production clusters target 80 % of the theoretical sustained limit"
    )
    disk_target: float = sourced(0.8, "AWS right-sizing blog: as for the network")
    cpu_target: float = sourced(
        0.6,
        "Amazon MSK best practices: keep CPU under 60 %, the rest is for a lost broker, patching and "
        "rebalancing",
    )
    network_failure_target: float = sourced(
        0.9,
        "this project's choice: with a broker or zone away, in a restart, rebalance or catch-up, most of the "
        "reserve of the steady target may be used",
    )
    disk_failure_target: float = sourced(0.9, "this project's choice: as for the network")
    cpu_failure_target: float = sourced(
        0.9,
        "this project's choice: Amazon MSK keeps 40 % of CPU for a lost broker, patching and rebalancing, "
        "so these may use it; a tenth is left",
    )
    low_latency_target: float = sourced(
        0.5,
        "AWS agent-toolkit msk_sizing.py: half of the bandwidth of network and disk; for latency='low'",
    )
    low_latency_failure_target: float = sourced(
        0.8, "this project's choice: network and disk in failures, restarts and rebalances; latency='low'"
    )
    storage_overhead: float = sourced(
        0.3,
        "this project's choice: 30 % over the retained bytes for indexes, active segments and room to act; "
        "Netflix service-capacity-modeling plans 2.5 times the bytes",
    )
    compaction_overhead: float = sourced(
        2.0, "Apache Kafka min.cleanable.dirty.ratio=0.5: up to half of a compacted log may be dirty"
    )
    catch_up_speed: float = sourced(
        2.0, "this project's choice: a lagging group needs as long as its outage to catch up"
    )
    restart_refetch: float = sourced(
        0.5,
        "this project's choice: a restarted broker needs twice its downtime to rejoin the ISR; with this "
        "value, capacity is more than half of what was measured (docs/calibration.md)",
    )
    brokers_lost: int = sourced(
        1,
        "Amazon MSK best practices: the reserve of CPU is for one lost broker (N+1); 2 (N+2) survives a "
        "failure while another broker is away for maintenance",
    )
    rebuild_hours: float = sourced(
        24.0, "this project's choice: one day with a replica missing; Netflix plans one hour on local disks"
    )
    reattach_minutes: float = sourced(
        15.0,
        "this project's choice: to start another instance and attach the volumes of a lost one, which "
        "outlive it (EBS, MSK, persistent disks)",
    )
    rebalance_hours: float = sourced(
        72.0, "this project's choice: moving data to a new broker is throttled and may take three days"
    )
    tail_window_s: float = sourced(30.0, "Apache Kafka documentation, Hardware and OS: buffer for 30 seconds")
    low_latency_tail_window_s: float = sourced(
        600.0, "Netflix service-capacity-modeling: ten minutes of writes in memory; for latency='low'"
    )
    write_mb_per_s_per_vcpu: float = sourced(
        100.0,
        "measured: Confluent's 634 MB/s on 3 x i3en.2xlarge take 99 MB/s per vCPU, Vanlightly's 1,900 MB/s "
        "on 3 x i3en.6xlarge the same (docs/calibration.md); Redpanda plans 100, Google 20",
    )
    request_overhead_bytes: float = sourced(
        12000.0,
        "cost of a request in addition to its bytes, as bytes: measured with batches of 8 kB, 600 MB/s "
        "written and 3 GB/s read on 3 x i3en.6xlarge (docs/calibration.md)",
    )
    records_per_s_per_vcpu: float = sourced(
        1_000_000.0,
        "this project's choice: a leader checks each record of a compressed batch (Kafka's LogValidator)",
    )
    read_cpu_weight: float = sourced(
        0.25, "Google Managed Kafka: a byte read costs a quarter of a byte written"
    )
    encryption_cpu: float = sourced(0.3, "this project's choice: TLS gives up sendfile; 30 % more CPU")
    exactly_once_cpu: float = sourced(
        0.03, "Confluent, 'Exactly-once Semantics are Possible': 3 % less throughput with 100 ms transactions"
    )
    fetch_bytes: float = sourced(65536.0, "this project's choice: 64 KiB per fetch response")
    requests_per_s_per_vcpu: float = sourced(
        5000.0, "this project's choice; Confluent allows 15,000 requests/s per CKU"
    )
    connections_per_broker: float = sourced(
        18000.0, "Confluent Cloud: 18,000 connections per CKU (secondary)"
    )
    partitions_per_broker: float = sourced(4000.0, "KIP-578: no more than 4,000 per broker (replicas)")
    partitions_per_cluster: float = sourced(
        200000.0, "KIP-578: no more than 200,000 per cluster; KRaft allows more"
    )
    heap_gib: float = sourced(
        6.0, "Confluent, 'Running Kafka in Production': a broker does not need more than 6 GiB of heap"
    )
    heap_share_at_most: float = sourced(
        0.25, "this project's choice: the rest is the page cache, which Kafka depends on"
    )
    least_heap_gib: float = sourced(1.0, "Apache Kafka, bin/kafka-server-start.sh: -Xmx1G by default")
    heap_gib_without_replicas: float = sourced(
        0.5, "this project's choice: heap of a broker without partitions"
    )
    heap_mib_per_replica: float = sourced(
        1.0,
        "Apache Kafka, replica.fetch.max.bytes=1048576: a follower may hold a fetch of each partition",
    )
    system_gib: float = sourced(1.0, "this project's choice: the operating system and its agents")
    max_volumes_per_broker: int = sourced(4, "this project's choice; EC2 attaches 27 and more")
    max_brokers: float = sourced(1000.0, "this project's choice: larger than any published cluster")
    large_load_mb_per_s: float = sourced(
        200.0,
        "this project's choice: from this many MB/s written at the peak, a cluster uses at least "
        "brokers_of_large_load",
    )
    brokers_of_large_load: int = sourced(
        6,
        "this project's choice: losing one of three brokers takes a third of the cluster, one of six a "
        "sixth; only among plans of equal cost, so it never costs more than the tie",
    )
    controllers: int = sourced(3, "Apache Kafka documentation, KRaft: 3 controllers survive the loss of one")
    combined_controllers: bool = sourced(
        False,
        "Apache Kafka documentation, KRaft: combined mode is simpler for small use cases, and not "
        "recommended in critical environments",
    )
    volume: str = sourced("", "the provider's general-purpose SSD: the first kind of volume of its catalogue")
    follower_fetch: bool = sourced(
        False, "Apache Kafka: replica.selector.class is not set by default (KIP-392)"
    )
    shortage_factor: float = sourced(
        3.0,
        "this project's choice: a broker that must be added at short notice costs three times its price "
        "(minimax regret)",
    )

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(one.default, (str, bool)):
                if type(value) is not type(one.default):
                    kind = "text" if isinstance(one.default, str) else "true or false"
                    raise InputError(f"policy {one.name}: expected {kind}, found {value!r}")
                continue
            if isinstance(value, bool):
                raise InputError(f"policy {one.name}: expected a number, found {value!r}")
            if not isinstance(value, (int, float)) or not 0 <= value <= _MOST:
                raise InputError(
                    f"policy {one.name}: expected a number of 0 or more and at most {_MOST:g}, found "
                    f"{shown(value)}"
                )
            if value == 0 and one.name not in _MAY_BE_ZERO:
                raise InputError(f"policy {one.name}: expected more than 0")
        for name in _SHARES:
            if getattr(self, name) > 1:
                raise InputError(f"policy {name}: expected a share of 0 to 1, found {getattr(self, name)!r}")
        if self.brokers_lost != int(self.brokers_lost):
            raise InputError(
                f"policy brokers_lost: expected a whole number of 1 or more, found {self.brokers_lost!r}"
            )
        if self.catch_up_speed <= 1:
            raise InputError("policy catch_up_speed: a group that reads no faster than 1 never catches up")

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names that `--policy NAME=VALUE` takes."""
        return tuple(one.name for one in fields(cls))

    def described(self) -> list[dict[str, Any]]:
        """Each value, whether it is the default, and the default's source."""
        return [
            {
                "name": one.name,
                "value": getattr(self, one.name),
                "default": getattr(self, one.name) == one.default,
                "source": one.metadata["source"] if getattr(self, one.name) == one.default else "given",
            }
            for one in fields(self)
        ]
