"""CON002: a poll that cannot be worked off in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen, known_integer
from kafka_architect.validation.knowledge.wording import duration
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LEAST_MS = 50


@rule(
    "CON002",
    "no-time-per-record",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=[Client.JAVA, Client.KAFKA_PYTHON, Client.AIOKAFKA],
    summary="max.poll.interval.ms leaves less than 50 ms for each record of a poll.",
    why=(
        "A consumer that does not poll within max.poll.interval.ms leaves its group: its partitions move, "
        "the next member gets the same records, is too slow as well, and the group keeps rebalancing while "
        "lag grows. Writing a database row takes some milliseconds, a service call 50 to 100."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-62%3A+Allow+consumer+to+send+heartbeats+from+a+background+thread",
        "https://kafka.apache.org/documentation/#consumerconfigs_max.poll.interval.ms",
    ],
    bad="group.id=billing\nmax.poll.records=500\nmax.poll.interval.ms=10000",
    good="group.id=billing\nmax.poll.records=500\nmax.poll.interval.ms=300000",
)
def no_time_per_record(config: EffectiveConfig) -> Iterator[Problem]:
    """One of the two has to be written: the defaults leave 600 ms."""
    records, interval = (
        known_integer(config, "max.poll.records"),
        known_integer(config, "max.poll.interval.ms"),
    )
    if records is None or interval is None or records < 1 or interval / records >= _LEAST_MS:
        return
    keys = ("max.poll.interval.ms", "max.poll.records")
    at = next((key for key in keys if chosen(config, key) is not None), None)
    if at is not None:
        yield config.problem(
            at,
            f"{records:,} records within {duration(interval)} (max.poll.records, max.poll.interval.ms) "
            f"leave {interval / records:.1f} ms for each: a slower member leaves the group, and the next "
            "member gets the same records; lower max.poll.records or raise max.poll.interval.ms",
        )
