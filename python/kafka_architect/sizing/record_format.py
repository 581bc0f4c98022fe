"""What a record takes in the log: its own bytes, what the format adds, and its share of its batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect import _core
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import arrays
from kafka_architect.sizing.policy import Policy
from kafka_architect.sizing.workload import Workload

if TYPE_CHECKING:
    from kafka_architect.sizing.topics import TopicLoad


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInLog:
    """A record in the log, at the mean rate.

    Attributes:
        record_overhead_bytes: Bytes beside key, value and headers, before compression.
        batch_header_bytes: Bytes of a batch beside its records, which are not compressed.
        records_per_batch: Records that share a batch's header.
        log_bytes: Bytes of the record, compressed, with its share of the header.
    """

    record_overhead_bytes: float
    batch_header_bytes: float
    records_per_batch: float
    log_bytes: float


def record_in_log(load: TopicLoad, partitions: int) -> RecordInLog:
    """What a record of the topic takes in that many partitions, today."""
    workload = Workload(topics=[load])
    rows = arrays.topic_rows(workload, (partitions,), 1.0)
    found = _core.sizing_load(rows, arrays.policy_row(Policy(), workload))
    return RecordInLog(
        record_overhead_bytes=float(found["record_overhead_bytes"][0]),
        batch_header_bytes=float(found["batch_header_bytes"][0]),
        records_per_batch=float(found["mean_records_per_batch"][0]),
        log_bytes=float(found["log_bytes_per_record"][0]),
    )
