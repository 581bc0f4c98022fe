"""What the records of a topic take in the log, as the sizing of the cluster counts them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from kafka_architect.designs.model.topic import Batches, Topic
    from kafka_architect.sizing.record_format import RecordInLog

LOG_BYTES: Final = "(message_bytes + record_overhead_bytes + batch_header_bytes / records_per_batch)"
"""Bytes of a record in the log, before compression, of the inputs that `log_inputs` gives."""

SINGLE_BYTES: Final = "(message_bytes + record_overhead_bytes + batch_header_bytes)"
"""The same of a record that has a batch to itself, as compaction may leave it."""

# A topic whose rate nobody states: each record comes alone.
_RARELY: Final = 1e-6


def batching_of(batches: Batches | None) -> dict[str, Any]:
    """The batching of a TopicLoad; nothing where no producer is known: then Kafka's defaults hold."""
    if batches is None:
        return {}
    return {
        "producers": batches.producers,
        "batch_bytes": batches.batch_bytes,
        "linger_ms": batches.linger_ms,
    }


def log_inputs(topic: Topic) -> dict[str, float]:
    """The inputs of LOG_BYTES for a topic whose message size is known."""
    load = topic.load
    assert load.message_bytes is not None  # noqa: S101
    record = _record(
        load.average_messages_per_s or load.peak_messages_per_s or _RARELY,
        load.message_bytes,
        topic.batches,
        int(topic.partitions),
    )
    return {
        "message_bytes": load.message_bytes,
        "record_overhead_bytes": record.record_overhead_bytes,
        "batch_header_bytes": record.batch_header_bytes,
        "records_per_batch": record.records_per_batch,
    }


def log_bytes(topic: Topic) -> float:
    """Bytes of a record in the log, before compression, of a topic whose message size is known."""
    record = log_inputs(topic)
    header = record["batch_header_bytes"] / record["records_per_batch"]
    return record["message_bytes"] + record["record_overhead_bytes"] + header


# Storage, quotas and costs ask for the same topic; many topics of a design have the same load.
@lru_cache(maxsize=4096)
def _record(rate: float, message_bytes: float, batches: Batches | None, partitions: int) -> RecordInLog:
    from kafka_architect.sizing.record_format import record_in_log
    from kafka_architect.sizing.topics import TopicLoad

    topic = TopicLoad(
        name="topic", rate=rate, message_bytes=message_bytes, retention="1 d", **batching_of(batches)
    )
    return record_in_log(topic, partitions)
