"""The numbers of a topic, and of the load that equal topics share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.sizing.numbers.number import Number, seconds
from kafka_architect.sizing.quantities import SECONDS_PER_MONTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.sizing.numbers.number import Plan

TOPIC_NUMBERS = (
    *("partitions", "partitions_recommended", "led_by_busiest", "even_partitions"),
    *("replicas", "records_per_s", "write_mb_per_s", "read_mb_per_s"),
    *("replication_mb_per_s", "overhead_mb_per_s", "record_overhead_bytes", "log_bytes_per_record"),
    *("mean_records_per_batch", "records_per_batch", "retained_tb", "local_tb"),
    *("monthly", "share_of_bill"),
)
_FORMAT = (
    "Apache Kafka documentation, 'Message Format': a record's varints and attributes, 61 bytes of each batch"
)


def topic_number(plan: Plan, topic: str, name: str) -> Number | None:
    """One of TOPIC_NUMBERS of a topic; None where it has none."""
    row, load = plan.topics[topic], plan.loads[topic]
    if name == "partitions":
        return _partitions(plan, row)
    if name == "partitions_recommended":
        return _recommended(row)
    if name in {"retained_tb", "local_tb"}:
        return _kept(plan, row, load, name)
    if name in {"led_by_busiest", "even_partitions"}:
        return _placed(plan, row, name)
    return _simple(plan, row, load).get(name)


def _placed(plan: Plan, row: Mapping[str, Any], name: str) -> Number | None:
    """What whole partitions mean for a topic whose partitions are no multiple of the brokers."""
    uneven = {one["name"]: one for one in plan.at("placement.uneven_topics")}
    if row["name"] not in uneven:
        return None
    formula = "ceil(partitions / brokers)" + (" * brokers" if name == "even_partitions" else "")
    return Number(
        value=uneven[row["name"]][name], unit="partitions", formula=formula,
        inputs={"partitions": row["partitions"], "brokers": plan.at("brokers")},
        source="Apache Kafka: a partition has one leader; a multiple of the brokers spreads leaders evenly",
    )  # fmt: skip


def _simple(plan: Plan, row: Mapping[str, Any], load: Mapping[str, Any]) -> dict[str, Number]:
    growth = plan.at("sized_for.growth_factor")
    fan_out = _reads_per_write(load)
    old = load["catch_up_groups"] + sum(one["share"] for one in load["groups"] if one["old_data"])
    total = plan.at("cost.monthly_total")

    def number(name: str, unit: str, formula: str, source: str, **inputs: Any) -> Number:
        return Number(value=row[name], unit=unit, formula=formula, inputs=inputs, source=source)

    found = {
        "replicas": number(
            "replicas", "replicas", "partitions * replication_factor",
            "leaders and followers both cost memory, files and recovery time",
            partitions=row["partitions"], replication_factor=row["replication_factor"],
        ),
        "records_per_s": number(
            "records_per_s", "records/s", "rate * peak_to_average * growth_factor", "at the peak",
            rate=load["rate"], peak_to_average=load["peak_to_average"], growth_factor=growth,
        ),
        "write_mb_per_s": number(
            "write_mb_per_s", "MB/s",
            "rate * log_bytes_per_record / 1e6 * peak_to_average * growth_factor",
            "bytes in the log and on the wire, at the peak",
            rate=load["rate"], log_bytes_per_record=row["log_bytes_per_record"],
            peak_to_average=load["peak_to_average"], growth_factor=growth,
        ),
        "read_mb_per_s": number(
            "read_mb_per_s", "MB/s", "write_mb_per_s * (reads_per_write + old_reads_per_write)",
            "each group reads every byte of its share once",
            write_mb_per_s=row["write_mb_per_s"], reads_per_write=fan_out, old_reads_per_write=old,
        ),
        "replication_mb_per_s": number(
            "replication_mb_per_s", "MB/s", "write_mb_per_s * (replication_factor - 1)",
            "followers fetch from leaders",
            write_mb_per_s=row["write_mb_per_s"], replication_factor=row["replication_factor"],
        ),
        **_of_the_format(row, load, growth),
        "monthly": number(
            "monthly", "USD per month", "sum(bill)",
            "each item falls to the topics by what it is bought for; brokers by what decides their number",
            bill=row["bill"],
        ),
    }  # fmt: skip
    if total:
        found["share_of_bill"] = number(
            "share_of_bill", "", "sum(bill) / monthly_total", "the topic's part of each item of the bill",
            bill=row["bill"], monthly_total=total,
        )  # fmt: skip
    return found


def _of_the_format(row: Mapping[str, Any], load: Mapping[str, Any], growth: float) -> dict[str, Number]:
    """What a record takes in the log, and how many records share a batch."""
    # Records in the bytes of a full batch; sizes as in the log have the headers in them.
    full = "batch_bytes * compression_ratio / message_bytes"
    inputs = {
        "producers": load["producers"], "partitions": row["partitions"], "linger_ms": load["linger_ms"],
        "batch_bytes": load["batch_bytes"], "compression_ratio": load["compression_ratio"],
        "message_bytes": load["message_bytes"],
    }  # fmt: skip
    overhead = f"7 + {_longer('message_bytes')} + {_longer('(message_bytes + 6)')}"
    if row["batch_header_bytes"]:
        full = f"(batch_bytes - batch_header_bytes) * compression_ratio / (message_bytes + {overhead})"
        inputs["batch_header_bytes"] = row["batch_header_bytes"]
    lingered = "1 + {} / (max(1, producers) * partitions) * linger_ms / 1000"
    because = "Apache Kafka: a producer sends a batch of a partition when it is full or has lingered"

    def number(name: str, unit: str, formula: str, source: str, **own: Any) -> Number:
        return Number(value=row[name], unit=unit, formula=formula, inputs=own, source=source)

    per_batch = row["mean_records_per_batch"]
    found = {
        "records_per_batch": number(
            "records_per_batch", "records",
            f"max(1, min({lingered.format('records_per_s')}, {full}))", f"{because}; at the peak",
            records_per_s=row["records_per_s"], **inputs,
        ),
        "mean_records_per_batch": number(
            "mean_records_per_batch", "records",
            f"max(1, min({lingered.format('rate * growth_factor')}, {full}))", f"{because}; on average",
            rate=load["rate"], growth_factor=growth, **inputs,
        ),
        "log_bytes_per_record": number(
            "log_bytes_per_record", "bytes",
            "(message_bytes + record_overhead_bytes) / compression_ratio "
            "+ batch_header_bytes / mean_records_per_batch",
            f"{_FORMAT}; the header is not compressed",
            message_bytes=load["message_bytes"], compression_ratio=load["compression_ratio"],
            record_overhead_bytes=row["record_overhead_bytes"],
            batch_header_bytes=row["batch_header_bytes"], mean_records_per_batch=per_batch,
        ),
        "overhead_mb_per_s": number(
            "overhead_mb_per_s", "MB/s",
            "records_per_s * (log_bytes_per_record - message_bytes / compression_ratio) / 1e6",
            "what the log's format adds to the bytes that are produced, at the peak",
            records_per_s=row["records_per_s"], log_bytes_per_record=row["log_bytes_per_record"],
            message_bytes=load["message_bytes"], compression_ratio=load["compression_ratio"],
        ),
    }  # fmt: skip
    if row["batch_header_bytes"]:
        found["record_overhead_bytes"] = number(
            "record_overhead_bytes", "bytes",
            f"{overhead} + max(0, 1 - 64 / mean_records_per_batch)",
            f"{_FORMAT}; attributes, timestamp, offset, the key's length and the number of headers take a "
            "byte each, the lengths of value and record 1 to 4, offsets from the 64th on one more",
            message_bytes=load["message_bytes"], mean_records_per_batch=per_batch,
        )  # fmt: skip
    return found


def _longer(size: str) -> str:
    """Bytes of a length, as a variable-length integer, beyond the first; as a formula."""
    return " + ".join(f"min(1, floor({size} / {above}))" for above in (64, 8192, 1048576))


def _reads_per_write(load: Mapping[str, Any]) -> float:
    if load["groups"]:
        return float(sum(one["share"] for one in load["groups"] if not one["old_data"]))
    return float(load["consumer_groups"] if load["fan_out"] is None else load["fan_out"])


def _partitions(plan: Plan, row: Mapping[str, Any]) -> Number:
    recommended = row["partitions_recommended"]
    if recommended is None:
        return Number(value=row["partitions"], unit="partitions", formula="given", inputs={}, source="given")
    equal = 1 if plan.by_topic else plan.at("topics")
    inputs = {"recommended": recommended, "topics": equal, "brokers": plan.at("brokers")}
    rounded = -(-recommended // inputs["brokers"]) * inputs["brokers"] * equal
    formula = "ceil(recommended / brokers) * brokers * topics"
    if rounded != row["partitions"]:
        formula = "recommended * topics"
    return Number(
        value=row["partitions"], unit="partitions", formula=formula, inputs=inputs,
        source=f"{row['partitions_decided_by']} decides; a multiple of the brokers where replicas fit",
    )  # fmt: skip


def _recommended(row: Mapping[str, Any]) -> Number | None:
    if row["partitions_recommended"] is None:
        return None
    terms = dict(row["partition_terms"])
    base = terms.pop("brokers")
    ceilings = {name: terms.pop(name) for name in ("broker_limit", "key_ceiling") if name in terms}
    rounded = f"ceil(max({', '.join(terms)}) / brokers) * brokers"
    formula = rounded
    if -(-max(terms.values()) // base) * base > min(ceilings.values()):
        lowest = f"min({', '.join((*ceilings, 'most'))})"
        formula = f"max(1, floor({lowest} / brokers) * brokers)"
        return Number(
            value=row["partitions_recommended"], unit="partitions", formula=formula,
            inputs={**ceilings, "most": max(ceilings.values()), "brokers": base},
            source="kafka-architect partitions: more would not be filled, or not be held",
        )  # fmt: skip
    return Number(
        value=row["partitions_recommended"], unit="partitions", formula=formula,
        inputs={**terms, "brokers": base},
        source="kafka-architect partitions: the largest of throughput, consumers and two",
    )  # fmt: skip


def _kept(plan: Plan, row: Mapping[str, Any], load: Mapping[str, Any], name: str) -> Number:
    inputs: dict[str, Any] = {
        "mean_write_mb_per_s": row["mean_write_mb_per_s"], "replication_factor": row["replication_factor"],
    }  # fmt: skip
    bounds = []
    local = seconds(load["local_retention"])
    if load["retention"] is not None:
        retention = seconds(load["retention"])
        if retention is None and local is not None:
            retention = max(plan.at("sized_for.months") * SECONDS_PER_MONTH, local)
        if retention is not None:
            inputs["retention_s"] = retention
            bounds.append("mean_write_mb_per_s * retention_s")
    if load["retention_bytes"] is not None:
        inputs.update(retention_bytes=load["retention_bytes"], partitions=row["partitions"])
        bounds.append("retention_bytes * partitions / 1e6")
    if load["live_keys"] is not None:
        inputs.update(
            live_keys=load["live_keys"], message_bytes=load["message_bytes"],
            record_overhead_bytes=row["record_overhead_bytes"], batch_header_bytes=row["batch_header_bytes"],
            compaction_overhead=plan.at("policy.compaction_overhead"),
            growth_factor=plan.at("sized_for.growth_factor"), compression_ratio=load["compression_ratio"],
        )  # fmt: skip
        bounds.append(
            "live_keys * ((message_bytes + record_overhead_bytes) / compression_ratio + batch_header_bytes)"
            " / 1e6 * compaction_overhead * growth_factor"
        )
    one_copy = bounds[0] if len(bounds) == 1 else f"min({', '.join(bounds)})"
    formula = f"{one_copy} * replication_factor / 1e6"
    if local is not None:
        inputs["local_retention_s"] = local
        kept = f"min({one_copy}, mean_write_mb_per_s * local_retention_s)"
        formula = f"{kept} * replication_factor / 1e6"
        if name == "retained_tb":
            formula = f"({kept} * (replication_factor - 1) + {one_copy}) / 1e6"
    return Number(
        value=row[name], unit="TB", formula=formula, inputs=inputs,
        source="all replicas; tiered data counts once" if name == "retained_tb" else "what brokers keep",
    )  # fmt: skip
