"""The numbers of the busiest broker beside the mean: what whole partitions, and skew, cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.sizing.numbers.number import Number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.sizing.numbers.number import Plan

_WHOLE = (
    "Apache Kafka: a partition has one leader and is not divided; the share by which the busiest broker is "
    "above the mean of all"
)

PLACEMENT: Mapping[str, tuple[str, str, str, str, Mapping[str, str]]] = {
    "sent_above_mean": (
        "placement.sent_mb_per_s.above_mean", "",
        "max(0, busiest_sent_mb_per_s / (network_out_mb_per_s / brokers) - 1)", _WHOLE,
        {"busiest_sent_mb_per_s": "placement.sent_mb_per_s.busiest",
         "network_out_mb_per_s": "demand.network_out_mb_per_s", "brokers": "brokers"},
    ),
    "received_above_mean": (
        "placement.received_mb_per_s.above_mean", "",
        "max(0, busiest_received_mb_per_s / ((write + replication) / brokers) - 1)", _WHOLE,
        {"busiest_received_mb_per_s": "placement.received_mb_per_s.busiest",
         "write": "demand.write_mb_per_s", "replication": "demand.replication_mb_per_s",
         "brokers": "brokers"},
    ),
    "stored_above_mean": (
        "placement.stored_gb.above_mean", "",
        "max(0, busiest_stored_gb / (local_tb * 1000 / brokers) - 1)", _WHOLE,
        {"busiest_stored_gb": "placement.stored_gb.busiest", "local_tb": "demand.local_tb",
         "brokers": "brokers"},
    ),
}  # fmt: skip


def busiest_sent(plan: Plan) -> Number:
    """Of one load from the partitions that its busiest broker leads; of several topics as it was placed."""
    rows = list(plan.topics.values())
    sent = {name: one["read_mb_per_s"] + one["replication_mb_per_s"] for name, one in plan.topics.items()}
    source = (
        "Apache Kafka: leaders send to consumers, followers and tiered storage; partitions are whole, and "
        "the hottest has skew times the mean"
    )
    value, brokers = plan.at("placement.sent_mb_per_s.busiest"), plan.at("brokers")
    if len(rows) > 1:
        return Number(
            value=value, unit="MB/s", formula="mean * (1 + above_mean)",
            inputs={"mean": plan.at("placement.sent_mb_per_s.mean"),
                    "above_mean": plan.at("placement.sent_mb_per_s.above_mean")},
            source=f"{source}; topics are placed by load, the partitions of each on the brokers in turn",
            more={"topics_mb_per_s": sent},
        )  # fmt: skip
    row = rows[0]
    skew = plan.loads[row["name"]]["skew"]
    inputs = {
        "sent": plan.at("demand.network_out_mb_per_s"), "partitions": row["partitions"], "brokers": brokers,
    }  # fmt: skip
    if skew <= 1 or row["partitions"] == 1:
        formula = "max(sent / brokers, ceil(partitions / brokers) * sent / partitions)"
        return Number(value=value, unit="MB/s", formula=formula, inputs=inputs, source=source)
    hottest = "min(skew, partitions) * sent / partitions"
    others = f"(sent - {hottest}) / (partitions - 1)"
    return Number(
        value=value, unit="MB/s",
        formula=f"max(sent / brokers, ceil(partitions / brokers) * {others} + max(0, {hottest} - {others}))",
        inputs={**inputs, "skew": skew}, source=source,
    )  # fmt: skip
