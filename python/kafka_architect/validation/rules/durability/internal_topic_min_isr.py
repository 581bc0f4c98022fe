"""DUR024: state that is acknowledged with one copy, or only with all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_integer, runs_broker
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_WANTED = 2
_PAIRS = (
    ("transaction.state.log.min.isr", "transaction.state.log.replication.factor", "a transaction's outcome"),
    (
        "share.coordinator.state.topic.min.isr",
        "share.coordinator.state.topic.replication.factor",
        "the acknowledgements of a share group",
    ),
)


@rule(
    "DUR024",
    "internal-topic-min-isr",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary=(
        "The log of transactions or share groups accepts writes with a single replica, or only with all of "
        "them."
    ),
    why=(
        "A commit marker is written after the transaction's state is in its log. With min.isr=1 that may be "
        "a single disk: if it fails, the coordinator forgets the commit, and the transaction is decided "
        "again although some of its markers are already written. If min.isr equals the number of replicas, "
        "the restart of one broker stops every transaction. The default is 2, of 3 replicas."
    ),
    sources=["https://kafka.apache.org/documentation/#brokerconfigs_transaction.state.log.min.isr"],
    bad="transaction.state.log.min.isr=1",
    good="transaction.state.log.min.isr=2",
)
def internal_topic_min_isr(config: EffectiveConfig) -> Iterator[Problem]:
    """Where there is a second replica; DUR008 speaks of where there is none."""
    for least_key, factor_key, state in _PAIRS:
        least, factor = known_integer(config, least_key), known_integer(config, factor_key)
        if least is None or factor is None or factor < _WANTED or not runs_broker(config):
            continue
        if least < _WANTED:
            yield config.problem(
                least_key,
                f"{least_key}={least} with {factor} replicas: {state} may be stored on a single disk; use "
                f"{_WANTED}",
                fix=config.fix_set(least_key, str(_WANTED)),
            )
        elif least == factor > _WANTED:
            yield config.problem(
                least_key,
                f"{least_key}={least} with {factor} replicas: while any broker with a replica is down, "
                f"{state} cannot be written; use {factor - 1}",
                fix=config.fix_set(least_key, str(factor - 1)),
            )
