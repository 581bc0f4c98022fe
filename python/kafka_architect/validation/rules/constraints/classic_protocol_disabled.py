"""CST027: group.coordinator.rebalance.protocols lacks classic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import uses_kraft
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST027",
    "classic-protocol-disabled",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="group.coordinator.rebalance.protocols lacks classic.",
    why=(
        "The classic group protocol cannot be disabled, because Connect and older clients use it. Under "
        "ZooKeeper (3.9) the consumer protocol cannot be enabled. Otherwise the server does not start."
    ),
    sources=["KIP-848", "kafka.server.KafkaConfig.groupCoordinatorRebalanceProtocols"],
    bad="process.roles=broker\ngroup.coordinator.rebalance.protocols=consumer",
    good="process.roles=broker\ngroup.coordinator.rebalance.protocols=classic,consumer",
)
def classic_protocol_disabled(config: EffectiveConfig) -> Iterator[Problem]:
    """Upper and lower case are the same."""
    key = "group.coordinator.rebalance.protocols"
    protocols = config.items(key)
    if protocols is None:
        return
    chosen = {protocol.lower() for protocol in protocols}
    if "classic" not in chosen:
        yield config.problem(
            key,
            f"{key} lacks classic, which cannot be disabled: the server does not start",
            fix=config.fix_set(key, ",".join(("classic", *protocols)), safe=True),
        )
    elif "consumer" in chosen and not uses_kraft(config) and config.complete:
        yield config.problem(
            key, f"{key} has consumer, which requires process.roles (KRaft): the broker does not start"
        )
