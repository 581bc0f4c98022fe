"""What of a topic is read: addresses, times, rates; groups of partitions; the limit of bytes a second."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

from kafka_architect.cluster.keys.plan import Span
from kafka_architect.cluster.keys.rate_limit import RateLimit
from kafka_architect.cluster.keys.reading import TopicReading, bytes_per_s, milliseconds, topic_address
from kafka_architect.cluster.keys.topic_pass import grouped
from kafka_architect.errors import InputError

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def test_addresses() -> None:
    assert topic_address("kafka://b1:9092,b2/orders.v1") == ("b1:9092,b2", "orders.v1")
    assert topic_address("kafka:///orders") == (None, "orders")


@pytest.mark.parametrize("text", ["kafka://b", "kafka://b/", "kafka://b/a/b", "kafka://b:x/t", "kafka://b/ä"])
def test_addresses_that_are_none(text: str) -> None:
    with pytest.raises(InputError, match="expected"):
        topic_address(text)


def test_times() -> None:
    midnight = int(NOW.timestamp() * 1000)
    assert milliseconds("2026-12-01", "since") == midnight
    assert milliseconds("2026-12-01T01:00:00+01:00", "since") == midnight
    assert milliseconds("2h", "since", NOW) == midnight - 2 * 3600 * 1000
    with pytest.raises(InputError, match="since: expected a time as"):
        milliseconds("yesterday", "since")


def test_rates() -> None:
    assert bytes_per_s("50MB/s") == 50e6
    assert bytes_per_s("1.5 kB") == 1500
    for wrong in ("0MB/s", "fast", "50", "-1MB"):
        with pytest.raises(InputError, match="max rate"):
            bytes_per_s(wrong)


def test_what_contradicts_itself() -> None:
    with pytest.raises(InputError, match="different ways"):
        TopicReading(newest=1, since="1d")
    with pytest.raises(InputError, match="newest: expected 1"):
        TopicReading(newest=0)


def test_groups_are_cut_by_offsets_alone() -> None:
    spans = [Span(one, 0, 400_000) for one in range(7)]
    groups = grouped(spans)
    assert [len(group) for group in groups] == [3, 3, 1]
    assert [span for group in groups for span in group] == spans


def test_the_limit_makes_those_wait_who_took_too_much() -> None:
    """By a clock that stands still until somebody waits."""
    now = [0.0]
    limit = RateLimit(1000, clock=lambda: now[0])

    class Waiting(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            now[0] += timeout or 0
            return False

    limit.took(500, Waiting())
    limit.took(1500, Waiting())
    assert now[0] == pytest.approx(2.0)
    stopped = threading.Event()
    stopped.set()
    limit.took(10_000_000, stopped)  # returns at once
    assert now[0] == pytest.approx(2.0)
