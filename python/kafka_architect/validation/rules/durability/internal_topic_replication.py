"""DUR008: offsets or transactions with too few copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_integer, runs_broker
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_WANTED = 3
# The topic of each key, and what is lost with it; share groups since 4.0.
_KEYS = {
    "offsets.topic.replication.factor": "the offsets of every consumer group",
    "transaction.state.log.replication.factor": "the state of every transaction",
    "share.coordinator.state.topic.replication.factor": "the state of every share group",
}


@rule(
    "DUR008",
    "internal-topic-replication",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="An internal topic (offsets, transactions, share groups) has fewer than 3 replicas.",
    why=(
        "The offsets of all groups are kept in one topic, the state of all transactions in another. With "
        "one replica, the loss of one disk makes groups start over, and while its broker restarts, they "
        "cannot commit at all. The value is applied when the topic is created, with the first consumer "
        "group: raising it later requires a reassignment. On a single broker it has to be 1 (BRK019), and "
        "it stays 1 when brokers are added."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_offsets.topic.replication.factor",
        "https://kafka.apache.org/documentation/#brokerconfigs_transaction.state.log.replication.factor",
    ],
    bad="offsets.topic.replication.factor=1",
    good="offsets.topic.replication.factor=3",
)
def internal_topic_replication(config: EffectiveConfig) -> Iterator[Problem]:
    """Below three, or below the number of brokers where that is smaller; the defaults are 3."""
    brokers = config.attribute_integer(attributes.BROKERS)
    if brokers == 1:
        yield from _on_a_single_broker(config)
        return
    wanted = _WANTED if brokers is None else min(_WANTED, brokers)
    for key, lost in _KEYS.items():
        factor = known_integer(config, key)
        if factor is not None and factor < wanted and runs_broker(config):
            yield config.problem(
                key,
                f"{key}={factor}: {lost} {'is' if 'state of' in lost else 'are'} "
                f"{'lost with one disk' if factor == 1 else 'down to one replica while a broker restarts'}; "
                f"set {wanted} before the first start",
                fix=config.fix_set(key, str(wanted)),
            )


def _on_a_single_broker(config: EffectiveConfig) -> Iterator[Problem]:
    """One finding for all of them: they have one cause, and DUR004 says that there is one broker too few."""
    low = [key for key in _KEYS if known_integer(config, key) == 1]
    if low and runs_broker(config):
        lost = " and ".join(_KEYS[key] for key in low)
        yield config.problem(
            low[0],
            f"{', '.join(low)}=1: one disk loses {lost}, and these topics keep one replica when brokers are "
            "added; start with three brokers",
        )
