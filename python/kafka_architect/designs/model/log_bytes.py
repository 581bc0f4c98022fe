"""What the records of a topic take in the log, as the sizing of the cluster counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kafka_architect.designs.model.topic import Load

BATCH_BYTES: Final = 65_536
"""batch.size of the producers that designs write settings for."""

LOG_BYTES: Final = "(message_bytes + record_overhead_bytes + batch_header_bytes / records_per_batch)"
"""Bytes of a record in the log, before compression, of the inputs that `log_inputs` gives."""

SINGLE_BYTES: Final = "(message_bytes + record_overhead_bytes + batch_header_bytes)"
"""The same of a record that has a batch to itself, as compaction may leave it."""

# A topic whose rate nobody states: each record comes alone.
_RARELY: Final = 1e-6


def log_inputs(load: Load, partitions: float) -> dict[str, float]:
    """The inputs of LOG_BYTES for a load whose size is known."""
    from kafka_architect.sizing.record_format import record_in_log
    from kafka_architect.sizing.topics import TopicLoad

    assert load.message_bytes is not None  # noqa: S101
    topic = TopicLoad(
        name="topic",
        rate=load.average_messages_per_s or load.peak_messages_per_s or _RARELY,
        message_bytes=load.message_bytes,
        batch_bytes=BATCH_BYTES,
        retention="1 d",
    )
    record = record_in_log(topic, int(partitions))
    return {
        "message_bytes": load.message_bytes,
        "record_overhead_bytes": record.record_overhead_bytes,
        "batch_header_bytes": record.batch_header_bytes,
        "records_per_batch": record.records_per_batch,
    }


def log_bytes(load: Load, partitions: float) -> float:
    """Bytes of a record in the log, before compression, of a load whose size is known."""
    record = log_inputs(load, partitions)
    header = record["batch_header_bytes"] / record["records_per_batch"]
    return record["message_bytes"] + record["record_overhead_bytes"] + header
