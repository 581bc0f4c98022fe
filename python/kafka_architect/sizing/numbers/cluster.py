"""The numbers of the whole cluster: what it carries, what each broker has, how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.sizing.numbers.number import Number
from kafka_architect.sizing.numbers.placement import PLACEMENT, busiest_sent
from kafka_architect.sizing.numbers.topics import topic_number
from kafka_architect.sizing.words import CONSTRAINTS, named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kafka_architect.sizing.numbers.number import Plan

_SUMS = (
    *("write_mb_per_s", "read_mb_per_s", "replication_mb_per_s", "overhead_mb_per_s", "retained_tb"),
    "local_tb",
)
_OF_A_LOST_DISK = ("disk_lost_refetched_gb", "disk_lost_use_of_others", "disk_lost_refill_hours")
_MIB_PER_MB = "1e6 / 2**20"


def cluster_names(plan: Plan) -> list[str]:
    """The names that cluster_number knows for this plan."""
    names = ["brokers", "brokers_floor", *_SUMS, *_FIGURES, *PLACEMENT, "busiest_sent_mb_per_s"]
    if plan.at("disk_lost"):
        names += _OF_A_LOST_DISK
    provisioned = plan.at("storage.provisioned")
    if provisioned["count"]:
        names += [f"volume_{name}" for name in ("gib", "count", "mib_per_s", "iops")]
    return names


def cluster_number(plan: Plan, name: str) -> Number:
    """One of the cluster's numbers."""
    of_their_own = {
        "brokers": _brokers, "brokers_floor": _floor, "rebuild_hours": _rebuild,
        "busiest_sent_mb_per_s": busiest_sent,
    }  # fmt: skip
    if name in of_their_own:
        return of_their_own[name](plan)
    if name in _SUMS:
        return _sum(plan, name)
    if name.startswith("volume_"):
        return _volume(plan, name.removeprefix("volume_"))
    if name in _OF_A_LOST_DISK:
        return _disk_lost(plan, name)
    path, unit, formula, source, inputs = PLACEMENT[name] if name in PLACEMENT else _FIGURES[name]
    return plan.number(path, unit, formula, source, **inputs)


def _sum(plan: Plan, name: str) -> Number:
    if not plan.by_topic:
        found = topic_number(plan, "all", name)
        if found is not None:
            return found
    return Number(
        value=plan.at(f"demand.{name}"),
        unit="TB" if name.endswith("_tb") else "MB/s",
        formula="sum(topics)",
        inputs={"topics": {topic: row[name] for topic, row in plan.topics.items()}},
        source="the sum over the topics",
    )


_FIGURES: Mapping[str, tuple[str, str, str, str, Mapping[str, str]]] = {
    "network_in_mb_per_s": (
        "demand.network_in_mb_per_s", "MB/s", "write + replication + remote_read",
        "producers to leaders, leaders to followers, tiered storage to leaders for readers of old data",
        {"write": "demand.write_mb_per_s", "replication": "demand.replication_mb_per_s",
         "remote_read": "demand.remote_read_mb_per_s"},
    ),
    "network_out_mb_per_s": (
        "demand.network_out_mb_per_s", "MB/s", "read + replication + upload",
        "leaders to consumers, to followers and to tiered storage",
        {"read": "demand.read_mb_per_s", "replication": "demand.replication_mb_per_s",
         "upload": "demand.upload_mb_per_s"},
    ),
    "daily_write_tb": (
        "demand.daily_write_tb", "TB", "mean_write * 86400 / 1e6",
        "one copy; the mean and not the peak fills disks", {"mean_write": "demand.mean_write_mb_per_s"},
    ),
    "provisioned_tb": (
        "demand.provisioned_tb", "TB", "local_tb * (1 + storage_overhead)", "policy storage_overhead",
        {"local_tb": "demand.local_tb", "storage_overhead": "policy.storage_overhead"},
    ),
    "storage_per_broker": (
        "storage.per_broker_gb", "GB", "stored / 1000 * (1 + storage_overhead)",
        CONSTRAINTS["storage"].source,
        {"stored": "busiest.all.stored", "storage_overhead": "policy.storage_overhead"},
    ),
    "heap_gib": (
        "memory.heap_gib", "GiB", "max(least_heap_gib, min(heap_gib, memory * heap_share_at_most))",
        "Confluent, 'Running Kafka in Production': more than 6 GiB is not needed",
        {"memory": "hardware.memory", "heap_gib": "policy.heap_gib",
         "heap_share_at_most": "policy.heap_share_at_most", "least_heap_gib": "policy.least_heap_gib"},
    ),
    "page_cache_gib": (
        "memory.page_cache_gib", "GiB", "max(0, memory - heap - system)",
        "Apache Kafka documentation: the page cache serves tail reads",
        {"memory": "hardware.memory", "heap": "memory.heap_gib", "system": "policy.system_gib"},
    ),
    "partitions_total": (
        "partitions_total", "partitions", "sum(topics)", "without replicas",
        {"topics": "partitions_by_topic"},
    ),
    "replicas_per_broker": (
        "replicas_per_broker", "replicas", "ceil(sum(replicas) / brokers)",
        "leaders and followers both cost memory, files and recovery time",
        {"replicas": "replicas_by_topic", "brokers": "brokers"},
    ),
    "rebuild_hours": ("rebuild_hours", "h", "", "", {}),
}  # fmt: skip


def _brokers(plan: Plan) -> Number:
    words = named(plan.at("binding.constraint"))
    required = [one["brokers_required"] for one in plan.document["constraints"]]
    if plan.at("brokers_given"):
        return Number(value=plan.at("brokers"), unit="brokers", formula="given", inputs={}, source="given")
    return Number(
        value=plan.at("brokers"),
        unit="brokers",
        formula="ceil(max(brokers_floor, brokers_required) / zones) * zones",
        inputs={
            "brokers_floor": plan.at("brokers_floor"),
            "brokers_required": max(one for one in required if one is not None),
            "zones": plan.at("workload.zones"),
        },
        source="the most that a constraint asks for in any scenario, rounded up to a multiple of the zones; "
        f"{words.source}",
        more={"relief": plan.at("binding.relief")},
    )


def _floor(plan: Plan) -> Number:
    return Number(
        value=plan.at("brokers_floor"),
        unit="brokers",
        formula="ceil(replication_factor / zones) * zones",
        inputs={
            "replication_factor": max(row["replication_factor"] for row in plan.topics.values()),
            "zones": plan.at("workload.zones"),
        },
        source="one replica of a partition per broker, equal zones",
    )


def _rebuild(plan: Plan) -> Number:
    value = plan.at("rebuild_hours")
    if not plan.at("form.refills"):
        return Number(
            value=value, unit="h", formula="reattach_minutes / 60",
            inputs={"reattach_minutes": plan.at("policy.reattach_minutes")},
            source="volumes outlive the instance: the next one attaches them and fetches what it missed",
        )  # fmt: skip
    limit = plan.limits["rebuild_time", "brokers_lost"]
    return Number(
        value=value,
        unit="h",
        formula="local_tb * 1e6 / brokers / (refill * target - (write + replication) / brokers) / 3600",
        inputs={
            "local_tb": plan.at("demand.local_tb"),
            "brokers": plan.at("brokers"),
            "refill": limit["capacity_per_broker"],
            "target": limit["target_utilisation"],
            "write": plan.at("demand.write_mb_per_s"),
            "replication": plan.at("demand.replication_mb_per_s"),
        },
        source="data of one broker over what network and disks leave beside the bytes that arrive",
    )


def _disk_lost(plan: Plan, name: str) -> Number:
    """One of the numbers of a broker that loses one of its local disks."""
    figure = name.removeprefix("disk_lost_")
    unit, formula = {
        "refetched_gb": ("GB", "stored / disks / 1000"),
        "use_of_others": ("", "stored / 1000 / (local_storage_gb * (disks - 1) / disks)"),
        "refill_hours": (
            "h",
            "stored / disks / 3600 "
            "/ min(network * target - replicas_in, (local_write * target - replicas_in) / disks)",
        ),
    }[figure]
    inputs = {
        "stored": plan.at("busiest.all.stored"),
        "replicas_in": plan.at("busiest.all.replicas_in"),
        "disks": plan.at("disk_lost.disks"),
        "local_storage_gb": plan.at("hardware.local_storage"),
        "network": _mb_per_s(plan.at("hardware.network")),
        "local_write": _mb_per_s(plan.at("hardware.local_write")),
        "target": plan.limits["rebuild_time", "brokers_lost"]["target_utilisation"],
    }
    return Number(
        value=plan.at(f"disk_lost.{figure}"),
        unit=unit,
        formula=formula,
        inputs={one: value for one, value in inputs.items() if one in formula},
        source="Apache Kafka, KIP-112 and KIP-858: a broker goes on with its other log directories; the "
        "replicas of a lost one are fetched again",
    )


def _volume(plan: Plan, name: str) -> Number:
    provisioned, volume = plan.at("storage.provisioned"), plan.at("hardware.volume")
    wanted = min(provisioned["mb_per_s"], _mb_per_s(plan.at("hardware.volume_throughput")))
    inputs: dict[str, Any] = {"mb_per_s": wanted}

    def with_fact(fact: str, formula: str) -> str | None:
        if volume[fact] is None:
            return None
        inputs[fact] = volume[fact]
        return formula

    makers: Mapping[str, Callable[[], tuple[str | None, ...]]] = {
        "gib": lambda: (
            "storage_gb * 1e9 / 2**30",
            with_fact(
                "mib_per_s_per_tib",
                f"(mb_per_s * {_MIB_PER_MB} - included_mib_per_s) / mib_per_s_per_tib * 1024",
            ),
        ),
        "count": lambda: (
            "1", with_fact("max_gib", "gib / max_gib"),
            with_fact("max_mib_per_s", f"mb_per_s * {_MIB_PER_MB} / max_mib_per_s"),
        ),
        "mib_per_s": lambda: (
            f"mb_per_s * {_MIB_PER_MB}", with_fact("included_mib_per_s", "included_mib_per_s * count"),
        ),
        "iops": lambda: (
            "0", with_fact("mib_per_s_per_iops", f"mb_per_s * {_MIB_PER_MB} / mib_per_s_per_iops"),
            with_fact("included_iops", "included_iops * count"),
        ),
    }  # fmt: skip
    terms = [one for one in makers[name]() if one is not None]
    inputs.update(
        storage_gb=plan.at("storage.per_broker_gb"), gib=provisioned["gib"], count=provisioned["count"],
        included_mib_per_s=volume["included_mib_per_s"] or 0.0,
    )  # fmt: skip
    formula = f"ceil(max({', '.join(terms)}))" if len(terms) > 1 else f"ceil({terms[0]})"
    used = {one: value for one, value in inputs.items() if one in formula}
    return Number(
        value=provisioned[name],
        unit={"gib": "GiB per broker", "count": "volumes per broker", "mib_per_s": "MiB/s per broker",
              "iops": "IOPS per broker"}[name],
        formula=formula,
        inputs=used,
        source="the provider's limits of a volume; space as storage asks, throughput of the busiest scenario "
        "over its target, at most what the machine carries",
    )  # fmt: skip


def _mb_per_s(text: str | None) -> float:
    return float("inf") if text is None else float(text.split()[0])
