"""CST042: group.protocol=streams is set together with group.instance.id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST042",
    "streams-protocol-with-static-members",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.STREAMS],
    since=(4, 1),
    profile="dev",
    summary="group.protocol=streams is set together with group.instance.id.",
    why=(
        "The streams group protocol (KIP-1071) does not support static members. An application that sets "
        "group.protocol=streams and a group.instance.id for its main consumer fails to start."
    ),
    sources=["KIP-1071", "org.apache.kafka.streams.StreamsConfig.verifyStreamsProtocolCompatibility"],
    bad=(
        "application.id=app\nbootstrap.servers=kafka-1:9092\ngroup.protocol=streams\ngroup.instance.id=app-1"
    ),
    good="application.id=app\nbootstrap.servers=kafka-1:9092\ngroup.protocol=streams",
)
def streams_protocol_with_static_members(config: EffectiveConfig) -> Iterator[Problem]:
    """The strongest of the three keys counts."""
    if (config.text("group.protocol") or "").lower() != "streams":
        return
    for key in ("main.consumer.group.instance.id", "consumer.group.instance.id", "group.instance.id"):
        setting = config.explicit(key)
        if setting is None:
            continue
        if config.text(key):
            yield config.problem(
                setting,
                f"{key} with group.protocol=streams: static members are not supported, the application "
                "fails to start",
                fix=config.fix_remove(setting),
            )
        return
