"""MMK006: MirrorMaker with clusters and no flow that is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.mirrors import flows
from kafka_architect.validation.rules.mirroring.flows import clusters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "MMK006",
    "no-flow-enabled",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.MM2],
    profile="dev",
    summary="No flow is enabled: MirrorMaker runs and replicates only heartbeats.",
    why=(
        "A flow is disabled unless <source>-><target>.enabled=true is set. MirrorMaker starts anyway, since "
        "it emits heartbeats between all pairs, so it looks healthy."
    ),
    sources=["connect-mirror, MirrorMakerConfig.clusterPairs, connectorBaseConfig (enabled, default false)"],
    bad="clusters=east, west\neast.bootstrap.servers=east-1:9092\nwest.bootstrap.servers=west-1:9092",
    good=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true"
    ),
)
def no_flow_enabled(config: EffectiveConfig) -> Iterator[Problem]:
    """No flow is enabled: MirrorMaker runs and replicates only heartbeats."""
    names = config.explicit("clusters")
    if not config.complete or names is None or not names.resolved or len(clusters_of(config)) < 2:
        return
    switches = [key for key in config.settings if "->" in key and key.endswith(".enabled")]
    own = [key for key in switches if key.count(".") == 1 or key.rpartition("->")[2].count(".") == 1]
    # Without heartbeats either, MirrorMaker does not start: CST046 says so.
    if any(config.boolean(key) is not False for key in own) or not flows(config):
        return
    first, second = (config.items("clusters") or ())[:2]
    yield config.problem(
        own[0] if own else names,
        f"no flow between {', '.join(config.items('clusters') or ())} is enabled: no topic is replicated; "
        f"set {first}->{second}.enabled=true",
    )
