"""DUR004: fewer than three replicas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_integer, runs_broker
from kafka_architect.validation.knowledge.wording import count
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_WANTED = 3


@rule(
    "DUR004",
    "replication-factor-below-3",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER, Role.TOPIC],
    summary="A topic has fewer than three replicas, or topics are created with fewer by default.",
    why=(
        "With one replica the loss of a disk is the loss of the partition, and every restart of its broker "
        "makes it unavailable. With two, maintenance of one broker leaves a single copy, or, with "
        "min.insync.replicas=2, blocks writes. Three replicas in three racks with min.insync.replicas=2 "
        "tolerate maintenance of one broker and still write two copies."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_default.replication.factor",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html",
        "https://strimzi.io/docs/operators/latest/deploying (KafkaSpecChecker warnings)",
    ],
    bad="default.replication.factor=1",
    good="default.replication.factor=3",
)
def replication_factor_below_3(config: EffectiveConfig) -> Iterator[Problem]:
    """A topic's own factor, or the broker's default for topics that name none."""
    if config.role is Role.TOPIC:
        setting = config.attribute(attributes.REPLICATION_FACTOR)
        factor = config.attribute_integer(attributes.REPLICATION_FACTOR)
        if setting is not None and factor is not None and 0 < factor < _WANTED:
            yield config.problem(setting, f"replication factor {factor}: {_loss(factor)}; use {_WANTED}")
        return
    factor = known_integer(config, "default.replication.factor")
    if factor is None or factor >= _WANTED or not runs_broker(config):
        return
    brokers = config.attribute_integer(attributes.BROKERS)
    small = brokers is not None and brokers < _WANTED
    cure = f"{count(brokers or 0, 'broker')} cannot hold {_WANTED} copies: add brokers" if small else "set 3"
    yield config.problem(
        "default.replication.factor",
        f"default.replication.factor={factor}: for topics created without a replication factor, "
        f"{_loss(factor)}; {cure}",
        fix=None if small else config.fix_set("default.replication.factor", str(_WANTED)),
    )


def _loss(factor: int) -> str:
    return (
        "one failed disk loses data, and each restart of its broker stops reads and writes"
        if factor == 1
        else "maintenance of one broker leaves a single copy"
    )
