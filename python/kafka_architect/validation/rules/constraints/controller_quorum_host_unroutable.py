"""CST023: controller.quorum.voters names 0.0.0.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.server_reading import ANY_ADDRESS, server_of, voters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST023",
    "controller-quorum-host-unroutable",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    since=(4, 3),
    profile="dev",
    summary="controller.quorum.voters contains 0.0.0.0.",
    why=(
        "The list of voters tells every server where the controllers are, and 0.0.0.0 is not an address to "
        "connect to. A controller that listens on every interface takes its address from this list, and "
        "does not start."
    ),
    sources=[
        "org.apache.kafka.raft.QuorumConfig.parseVoterConnections",
        "kafka.server.KafkaConfig.effectiveAdvertisedControllerListeners",
    ],
    bad=(
        "process.roles=controller\n"
        "node.id=1\n"
        "controller.quorum.voters=1@0.0.0.0:9093\n"
        "listeners=CONTROLLER://:9093\n"
        "controller.listener.names=CONTROLLER"
    ),
    good=(
        "process.roles=controller\n"
        "node.id=1\n"
        "controller.quorum.voters=1@c1.example.com:9093\n"
        "listeners=CONTROLLER://:9093\n"
        "controller.listener.names=CONTROLLER"
    ),
)
def controller_quorum_host_unroutable(config: EffectiveConfig) -> Iterator[Problem]:
    """Only the first controller listener takes its address from the list."""
    quorum, server = voters(config), server_of(config)
    if quorum is None or server is None or not server.controller_names or ANY_ADDRESS not in quorum.values():
        return
    first = server.controller_names[0].upper()
    told = {one.name for one in server.advertised or () if one.name in server.controller_names}
    bound = next((one for one in server.bound_controllers if one.name == first), None)
    if first not in told and bound is not None and bound.host in (None, ANY_ADDRESS):
        yield config.problem(
            "controller.quorum.voters",
            f"controller.quorum.voters contains {ANY_ADDRESS}, which is not an address to connect to: the "
            "controller does not start",
        )
