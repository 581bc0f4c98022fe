"""CST047: a flow leads to a cluster without bootstrap.servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.mirrors import flows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST047",
    "mirror-target-without-servers",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.MM2],
    since=(4, 2),
    profile="dev",
    summary="The target cluster of a flow has no bootstrap.servers.",
    why=(
        "The worker of a flow requires the address of its target: <cluster>.bootstrap.servers, or "
        "bootstrap.servers for all. Since 4.2 it has no default, and MirrorMaker does not start; before "
        "that it connected to localhost:9092."
    ),
    sources=["org.apache.kafka.connect.mirror.MirrorMakerConfig.workerConfig"],
    bad="clusters=A,B\nA.bootstrap.servers=a:9092\nA->B.enabled=true",
    good="clusters=A,B\nA.bootstrap.servers=a:9092\nB.bootstrap.servers=b:9092\nA->B.enabled=true",
)
def mirror_target_without_servers(config: EffectiveConfig) -> Iterator[Problem]:
    """Every cluster is a target, as long as heartbeats are on."""
    definition = config.catalogue.get("bootstrap.servers")
    if not config.complete or definition is None or config.explicit("bootstrap.servers") is not None:
        return
    for target in sorted({target for _, target in flows(config)}):
        key = f"{target}.bootstrap.servers"
        if config.explicit(key) is None:
            yield config.problem(
                key, f"{key} is missing, but {target} is the target of flows: MirrorMaker does not start"
            )
