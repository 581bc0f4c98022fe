"""CST046: mirrorMaker finds no flow at all between its clusters."""

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

_STRIMZI = "strimzi"  # its operator starts Connect workers, which run without a connector too


@rule(
    "CST046",
    "mirror-without-flow",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.MM2],
    profile="dev",
    summary="MirrorMaker has no flow between its clusters.",
    why=(
        "MirrorMaker starts a worker for each pair of clusters whose flow is enabled or has heartbeats "
        "(the default). With one cluster, or with heartbeats off and no "
        '<source>-><target>.enabled=true, there is none, and it fails with "No source->target '
        'replication flows".'
    ),
    sources=["KIP-382", "org.apache.kafka.connect.mirror.MirrorMakerConfig.clusterPairs"],
    bad="clusters=A\nA.bootstrap.servers=a:9092",
    good="clusters=A,B\nA.bootstrap.servers=a:9092\nB.bootstrap.servers=b:9092\nA->B.enabled=true",
)
def mirror_without_flow(config: EffectiveConfig) -> Iterator[Problem]:
    """Heartbeats alone are a flow."""
    if (
        config.complete
        and config.configuration.dialect != _STRIMZI
        and config.explicit("clusters")
        and config.items("clusters") is not None
        and not flows(config)
    ):
        yield config.problem(
            "clusters",
            (
                "no flow from one cluster to another: MirrorMaker does not start; set "
                "<source>-><target>.enabled=true"
            ),
        )
