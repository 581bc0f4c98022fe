"""KRF004: neither controller.quorum.bootstrap.servers nor controller.quorum.voters names a controller."""

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
    "KRF004",
    "quorum-not-named",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="Neither controller.quorum.bootstrap.servers nor controller.quorum.voters lists a controller.",
    why=(
        "A server in KRaft mode must know its controllers: by controller.quorum.bootstrap.servers (KIP-853, "
        "the quorum may change) or by the static list controller.quorum.voters. Without either it does not "
        "start."
    ),
    sources=["KIP-595", "KIP-853", "kafka.server.KafkaConfig.validateValues"],
    bad="process.roles=broker\nnode.id=2\ncontroller.listener.names=CONTROLLER",
    good=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.listener.names=CONTROLLER\n"
        "controller.quorum.bootstrap.servers=c1:9093"
    ),
)
def quorum_not_named(config: EffectiveConfig) -> Iterator[Problem]:
    """Both are empty by default."""
    if not config.items("process.roles") or not config.complete:
        return
    keys = ("controller.quorum.bootstrap.servers", "controller.quorum.voters")
    if any(config.items(key) != () for key in keys):
        return
    written = next((key for key in keys if config.explicit(key) is not None), keys[0])
    yield config.problem(
        written, f"neither {keys[0]} nor {keys[1]} lists a controller: the server does not start"
    )
