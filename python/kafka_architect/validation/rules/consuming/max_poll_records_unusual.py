"""CON001: how many records a poll hands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen, chosen_integer, known_integer
from kafka_architect.validation.knowledge.wording import count, duration
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LEAST, _MOST = 100, 500
_INTERVAL = "max.poll.interval.ms"
# What the defaults leave for a record: 300,000 ms for 500.
_USUAL_MS = 600


@rule(
    "CON001",
    "max-poll-records-unusual",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=[Client.JAVA, Client.KAFKA_PYTHON, Client.AIOKAFKA],
    summary="max.poll.records is outside 100 to 500, without a max.poll.interval.ms to match.",
    why=(
        "All records of a poll must be processed within max.poll.interval.ms, otherwise the group reassigns "
        "the partitions and another member repeats the work. 500 records in 5 minutes leave 600 ms for "
        "each; 5,000 leave 60. Few records per poll mean more iterations of the loop, each with its commit. "
        "100 to 500 suit most applications; if yours needs more or fewer, set max.poll.interval.ms too, "
        "based on measurements."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-62%3A+Allow+consumer+to+send+heartbeats+from+a+background+thread",
        "https://kafka.apache.org/documentation/#consumerconfigs_max.poll.records",
    ],
    bad="group.id=billing\nmax.poll.records=5000",
    good="group.id=billing\nmax.poll.records=500",
)
def max_poll_records_unusual(config: EffectiveConfig) -> Iterator[Problem]:
    """As written; a max.poll.interval.ms that fits is taken for evidence."""
    records = chosen_integer(config, "max.poll.records")
    interval = known_integer(config, _INTERVAL)
    if records is None or records < 1 or _LEAST <= records <= _MOST:
        return
    if chosen(config, _INTERVAL) is not None and (interval is None or interval / records >= _USUAL_MS):
        return
    if records > _MOST:
        budget = (
            "" if interval is None else f" within {duration(interval)}, {interval / records:,.0f} ms each,"
        )
        message = (
            f"max.poll.records={records}: all must be processed{budget} or the group reassigns the "
            f"partitions; use 500 or less, or raise {_INTERVAL} to fit the processing time"
        )
    else:
        message = (
            f"max.poll.records={records}: {count(1000 / records, 'poll')} for a thousand records, each with "
            f"its commit; use 100 or more, or set {_INTERVAL} explicitly if a record takes long"
        )
    yield config.problem(
        "max.poll.records",
        message,
        fix=config.fix_set("max.poll.records", str(_MOST if records > _MOST else _LEAST)),
    )
