"""CST037: broker.id does not fit the way in which ids are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.server_reading import node_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST037",
    "broker-id-out-of-range",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    until=(4, 0),
    profile="dev",
    summary="broker.id is outside the range allowed for explicit ids.",
    why=(
        "Under ZooKeeper a broker without an id gets one above reserved.broker.max.id (1000) if "
        "broker.id.generation.enable is true; an explicit id must be -1, or 0 up to that limit. Without "
        "generation, and during a migration, it must be 0 or more."
    ),
    sources=["kafka.server.KafkaConfig.validateValues"],
    bad="broker.id=5000\nzookeeper.connect=zookeeper:2181",
    good="broker.id=1\nzookeeper.connect=zookeeper:2181",
)
def broker_id_out_of_range(config: EffectiveConfig) -> Iterator[Problem]:
    """-1 stands for an id that is to be drawn."""
    if config.items("process.roles") != ():
        return
    number = node_id(config)
    generates, reserved = (
        config.boolean("broker.id.generation.enable"),
        config.integer("reserved.broker.max.id"),
    )
    number = -1 if number is None and config.complete else number
    if number is None or reserved is None:
        return
    migrates = config.boolean("zookeeper.metadata.migration.enable") is True
    least = 0 if migrates or generates is False else -1
    if number < least:
        yield config.problem(
            "broker.id", f"broker.id is {number}, and must be {least} or more: the broker does not start"
        )
    elif generates and number > reserved:
        yield config.problem(
            "broker.id",
            f"broker.id={number} is above reserved.broker.max.id={reserved}, where generated ids begin: the "
            "broker does not start",
        )
