"""Answers to a Fetch, as bytes from a network: what kafka-python encodes, and anything else."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kafka.protocol.consumer.fetch import FetchResponse

from kafka_architect import _core
from kafka_architect.cluster.keys.fetch_answer import (
    NEWEST_VERSION,
    OLDEST_VERSION,
    FetchAnswer,
    parsed_answer,
)
from kafka_architect.errors import MalformedSourceError

VERSIONS = range(OLDEST_VERSION, NEWEST_VERSION + 1)
TOPIC = FetchResponse.FetchableTopicResponse
offsets = st.integers(-1, 2**63 - 1)


def encoded(version: int, records: bytes | None, **fields: Any) -> bytes:
    aborted = [
        TOPIC.PartitionData.AbortedTransaction(producer_id=producer, first_offset=first)
        for producer, first in fields.get("aborted", ())
    ]
    partition = TOPIC.PartitionData(
        partition_index=3,
        error_code=fields.get("partition_error", 0),
        high_watermark=fields.get("high_watermark", 7),
        last_stable_offset=fields.get("last_stable", 6),
        log_start_offset=fields.get("log_start", 1),
        aborted_transactions=aborted,
        preferred_read_replica=-1,
        records=records,
    )
    answer = FetchResponse(
        throttle_time_ms=fields.get("throttle_ms", 0),
        error_code=fields.get("error", 0),
        session_id=0,
        responses=[TOPIC(topic="orders", topic_id=uuid.UUID(int=5), partitions=[partition])],
    )
    header = (9).to_bytes(4, "big") + (b"\0" if version >= 12 else b"")
    return header + bytes(answer.encode(version=version))


@pytest.mark.parametrize("version", VERSIONS)
@given(
    records=st.none() | st.binary(max_size=300),
    ends=st.tuples(offsets, offsets, offsets),
    aborted=st.lists(st.tuples(offsets, offsets), max_size=200),
    error=st.integers(-1, 130),
)
def test_what_kafka_python_encodes(
    version: int,
    records: bytes | None,
    ends: tuple[int, int, int],
    aborted: list[tuple[int, int]],
    error: int,
) -> None:
    frame = encoded(
        version, records, high_watermark=ends[0], last_stable=ends[1], log_start=ends[2], aborted=aborted,
        partition_error=error, throttle_ms=17,
    )  # fmt: skip
    found = parsed_answer(frame + b"more", len(frame), version)
    log_start = ends[2] if version >= 5 else -1
    begin = (
        len(frame) - len(records or b"") - (3 if version >= 12 else 0)
    )  # tagged fields of three structures
    assert found == FetchAnswer(
        17, error, ends[0], ends[1], log_start, tuple(aborted), begin, begin + len(records or b"")
    )


@pytest.mark.parametrize("version", [version for version in VERSIONS if version >= 7])
def test_an_error_of_the_whole_answer(version: int) -> None:
    frame = encoded(version, b"", error=70, throttle_ms=3)
    assert parsed_answer(frame, len(frame), version) == FetchAnswer(3, 70)


@given(
    version=st.sampled_from(VERSIONS),
    frame=st.binary(max_size=400),
    cut=st.integers(0, 400),
    change=st.tuples(st.integers(0, 400), st.integers(0, 255)),
    use_valid=st.booleans(),
)
def test_any_bytes_are_an_answer_or_refused(
    version: int, frame: bytes, cut: int, change: tuple[int, int], use_valid: bool
) -> None:
    content = bytearray(encoded(version, frame, aborted=[(1, 2)]) if use_valid else frame)
    if change[0] < len(content):
        content[change[0]] = change[1]
    size = min(cut, len(content))
    try:
        found = parsed_answer(content, size, version)
    except MalformedSourceError:
        return
    assert 0 <= found.begin <= found.end <= size
    assert found.throttle_ms >= 0


@given(st.binary(max_size=300), st.booleans())
def test_whole_batches_of_any_bytes(block: bytes, use_format_two: bool) -> None:
    content = bytearray(block)
    if use_format_two and len(content) > 61:
        content[8:12] = (len(content) // 2).to_bytes(4, "big")
        content[16] = 2
    size, following = _core.whole_batches(memoryview(content))
    assert 0 <= size <= len(content)
    assert following > 0 or size == 0
