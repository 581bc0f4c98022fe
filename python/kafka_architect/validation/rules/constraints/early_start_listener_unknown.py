"""CST024: early.start.listeners names a listener that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.server_reading import server_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST024",
    "early-start-listener-unknown",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="early.start.listeners contains a listener that does not exist.",
    why=(
        "early.start.listeners lists listeners that may start before the authorizer is ready; each must be "
        "in listeners. Otherwise the server does not start."
    ),
    sources=["KIP-801", "kafka.server.KafkaConfig.earlyStartListeners"],
    bad=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "early.start.listeners=INTERNAL"
    ),
    good=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "early.start.listeners=PLAINTEXT"
    ),
)
def early_start_listener_unknown(config: EffectiveConfig) -> Iterator[Problem]:
    """Names are compared as written."""
    server, names = server_of(config), config.items("early.start.listeners")
    if server is None or not names:
        return
    known = {one.name for one in server.listeners}
    absent = [name for name in names if name and name not in known]
    if absent:
        yield config.problem(
            "early.start.listeners",
            f"early.start.listeners has {', '.join(absent)}, which is not in listeners: the server does "
            "not start",
        )
