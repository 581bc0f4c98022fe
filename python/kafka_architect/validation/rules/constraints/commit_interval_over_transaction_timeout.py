"""EOS006: a Streams application commits less often than its transactions live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.streams import exactly_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_DEFAULT_TIMEOUT_MS = 10_000  # StreamsConfig.DEFAULT_TRANSACTION_TIMEOUT
_DEFAULT_INTERVAL_MS = 100  # StreamsConfig.EOS_DEFAULT_COMMIT_INTERVAL_MS


@rule(
    "EOS006",
    "commit-interval-over-transaction-timeout",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.STREAMS],
    profile="dev",
    summary="A Streams application's commit interval exceeds its transaction timeout.",
    why=(
        "With exactly-once each commit ends a transaction, and the broker aborts transactions older than "
        "transaction.timeout.ms: 10 s unless producer.transaction.timeout.ms is set. With a longer "
        "commit.interval.ms every transaction would be aborted, so the application fails to start. "
        "commit.interval.ms defaults to 100 ms with exactly-once."
    ),
    sources=["org.apache.kafka.streams.StreamsConfig.verifyEOSTransactionTimeoutCompatibility"],
    bad=(
        "application.id=app\n"
        "bootstrap.servers=kafka-1:9092\n"
        "processing.guarantee=exactly_once_v2\n"
        "commit.interval.ms=30000"
    ),
    good=(
        "application.id=app\n"
        "bootstrap.servers=kafka-1:9092\n"
        "processing.guarantee=exactly_once_v2\n"
        "commit.interval.ms=1000"
    ),
)
def commit_interval_over_transaction_timeout(config: EffectiveConfig) -> Iterator[Problem]:
    """Streams has its own defaults of both."""
    if not exactly_once(config):
        return
    key = "producer.transaction.timeout.ms"
    timeout = config.integer(key) if config.explicit(key) is not None else _DEFAULT_TIMEOUT_MS
    written = config.explicit("commit.interval.ms") is not None
    interval = config.integer("commit.interval.ms") if written else _DEFAULT_INTERVAL_MS
    if timeout is None or interval is None or timeout >= interval:
        return
    yield config.problem(
        "commit.interval.ms" if written else key,
        f"commit.interval.ms={interval} is longer than {key}={timeout}: the application fails to start",
        fix=config.fix_set(key, str(interval)),
    )
