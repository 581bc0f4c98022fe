"""The plan's table per topic: partitions, bytes, storage, share of the bill, and what limits it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect import _core
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing.topics import TopicLoad

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from kafka_architect.sizing.arrays import Rows
    from kafka_architect.sizing.context import Context

    Array = NDArray[np.float64]

_MB_PER_TB = 1e6
# So many brokers that nothing but whole partitions is left of a demand.
_VERY_MANY = 1e12
_OF_THE_FORMAT = (
    *("overhead_mb_per_s", "record_overhead_bytes", "batch_header_bytes", "log_bytes_per_record"),
    "mean_records_per_batch",
)
# What a broker runs out of because of one partition.
_OF_A_PARTITION = ("network_in", "network_out", "disk_write", "catch_up_read", "largest_replica", "cpu")


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPlan:
    """One topic of a plan, at the horizon.

    Attributes:
        name: The topic; "all" for equal topics that share a load.
        partitions: Partitions, without replicas.
        partitions_decided_by: "given", or the term of the partition advice that decided.
        partitions_recommended: What the advice says, per topic, before it is a multiple of the brokers; None
            where partitions are given.
        partition_terms: The advice's terms, and the brokers that it rounds to.
        replication_factor: Replicas of each partition.
        min_insync_replicas: Replicas that must have a record before acks=all is answered.
        replicas: partitions x replication factor.
        records_per_s: Records written per second, at the peak.
        write_mb_per_s: MB/s written by producers, at the peak.
        mean_write_mb_per_s: MB/s written by producers, on average.
        read_mb_per_s: MB/s read by consumers, at the peak.
        replication_mb_per_s: MB/s fetched by followers, at the peak.
        overhead_mb_per_s: MB/s of write_mb_per_s that the log's format adds to records and batches.
        record_overhead_bytes: Bytes of a record beside key, value and headers; 0 where sizes have them.
        batch_header_bytes: Bytes of a batch beside its records; 0 where sizes have them.
        log_bytes_per_record: Bytes of a record in the log, compressed, with its share of the batch's header.
        mean_records_per_batch: Records in a batch at the mean rate, which decides how much headers take.
        records_per_batch: Records in a batch at the peak: until it is full, or has lingered.
        retained_tb: TB that are kept, all replicas; tiered data once.
        local_tb: TB that the brokers keep, all replicas.
        share_of_bill: Share of the monthly bill, 0 to 1; of the brokers by what decides their number.
        monthly: USD per month; None where a price is missing.
        bill: USD per month by item of the bill.
        limited_by: The constraint in which its hottest partition comes nearest to what one broker may carry.
        partition_use: How near that is: 1 is all that one broker may carry.
    """

    name: str
    partitions: int
    partitions_decided_by: str
    partitions_recommended: int | None
    partition_terms: Mapping[str, int] | None
    replication_factor: int
    min_insync_replicas: int
    replicas: int
    records_per_s: float
    write_mb_per_s: float
    mean_write_mb_per_s: float
    read_mb_per_s: float
    replication_mb_per_s: float
    overhead_mb_per_s: float
    record_overhead_bytes: float
    batch_header_bytes: float
    log_bytes_per_record: float
    mean_records_per_batch: float
    records_per_batch: float
    retained_tb: float
    local_tb: float
    share_of_bill: float
    monthly: float | None
    bill: Mapping[str, float]
    limited_by: str
    partition_use: float

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        terms = self.partition_terms
        return {
            **values,
            "bill": dict(self.bill),
            "partition_terms": None if terms is None else dict(terms),
        }


def topic_plans(
    context: Context,
    rows: Rows,
    partitions: Sequence[int],
    binding: str,
    items: Mapping[str, float | None],
) -> tuple[TopicPlan, ...]:
    """The table of a plan for the context's only kind of broker.

    Args:
        context: With one kind of broker.
        rows: The core's row of each load.
        partitions: Partitions per topic of each load.
        binding: The constraint that decides the number of brokers.
        items: USD per month by item.
    """
    load = _core.sizing_load(rows, context.policy_row)
    bills = _bills(load, binding, items, context)
    shares = _shares(bills, load, context)
    missing = any(amount is None for amount in items.values())
    limited_by, use = _nearest(context, rows)
    equal = 1 if context.workload.by_topic else context.workload.topic_count
    return tuple(
        TopicPlan(
            name=one.name if isinstance(one, TopicLoad) else "all",
            partitions=partitions[i] * equal,
            partitions_decided_by="given" if advice is None else advice.binding,
            partitions_recommended=None if advice is None else advice.partitions,
            partition_terms=None if advice is None else advice.counts,
            replication_factor=one.replication_factor,
            min_insync_replicas=one.in_sync_required,
            replicas=int(load["replicas"][i]),
            records_per_s=float(load["records_per_s"][i]),
            write_mb_per_s=float(load["write_mb_per_s"][i]),
            mean_write_mb_per_s=float(load["mean_write_mb_per_s"][i]),
            read_mb_per_s=float(load["read_mb_per_s"][i]),
            replication_mb_per_s=float(load["replication_mb_per_s"][i]),
            **{name: float(load[name][i]) for name in _OF_THE_FORMAT},
            records_per_batch=float(load["records_per_s"][i] / load["batches_per_s"][i]),
            retained_tb=float(load["retained_mb"][i]) / _MB_PER_TB,
            local_tb=float(load["local_mb"][i]) / _MB_PER_TB,
            share_of_bill=float(shares[i]),
            monthly=None if missing else sum(float(one[i]) for one in bills.values()),
            bill={item: float(one[i]) for item, one in bills.items()},
            limited_by=limited_by[i],
            partition_use=float(use[i]),
        )
        for i, (one, advice) in enumerate(zip(context.workload.loads, context.advice, strict=True))
    )


def _bills(
    load: Mapping[str, Array], binding: str, items: Mapping[str, float | None], context: Context
) -> dict[str, Array]:
    """Each item falls to the topics by what it is bought for."""
    copies = load["write_mb_per_s"] + load["replication_mb_per_s"]
    sent = load["network_out_mb_per_s"]
    by_bytes = copies + context.policy.read_cpu_weight * sent
    by_constraint = {
        "network_in": load["network_in_mb_per_s"],
        "network_out": sent,
        "disk_write": copies,
        "catch_up_read": copies + load["disk_read_mb_per_s"],
        "storage": load["local_mb"],
        "largest_replica": load["local_mb"],
        "partitions_per_broker": load["replicas"],
        "partitions_per_cluster": load["replicas"],
        "memory": copies,
        "requests": load["batches_per_s"] + load["fetches_per_s"],
        "rebuild_time": load["local_mb"],
    }
    bought_for = {
        "volume_storage": load["local_mb"],
        "volume_throughput": copies,
        "volume_iops": copies,
        "tiered_storage": load["retained_one_copy_mb"] - load["local_one_copy_mb"],
        "tiered_requests": load["upload_mb_per_s"],
        "data_in": load["mean_write_mb_per_s"],
        "cross_zone_produce": load["mean_write_mb_per_s"],
        "cross_zone_replicate": load["mean_replication_mb_per_s"],
        "cross_zone_fetch": load["mean_read_mb_per_s"],
    }
    decided = by_constraint.get(binding, by_bytes)

    def share(of: Array) -> Array:
        basis = of if of.sum() > 0 else by_bytes
        return np.asarray(basis / basis.sum())

    return {name: amount * share(bought_for.get(name, decided)) for name, amount in items.items() if amount}


def _shares(bills: Mapping[str, Array], load: Mapping[str, Array], context: Context) -> Array:
    """Each topic's share of the bill; of the bytes where nothing is billed."""
    whole = np.asarray(sum(bills.values())) if bills else load["write_mb_per_s"]
    total = whole.sum()
    return np.asarray(whole / total) if total > 0 else np.full(context.topics, 1 / context.topics)


def _nearest(context: Context, rows: Rows) -> tuple[list[str], Array]:
    """For each topic the constraint of which its hottest partition uses most on one broker, and how much."""
    alone = _core.utilisation_grid(rows, context.policy_row, context.hardware_rows, _VERY_MANY)
    targets = [row[4] for row in _core.sizing_limits(rows, context.policy_row, context.hardware_rows, 3.0)]
    use = alone / np.array(targets)
    names = [context.limit_name(i)[0] for i in range(use.shape[1])]
    use[:, [name not in _OF_A_PARTITION for name in names]] = 0.0
    worst = use.argmax(axis=1)
    return [names[i] for i in worst], use[np.arange(len(rows)), worst]
