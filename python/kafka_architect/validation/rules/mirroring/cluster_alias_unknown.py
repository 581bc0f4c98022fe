"""MMK004: a flow between clusters that `clusters` does not name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.mirroring.flows import clusters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_FLOW = re.compile(r"((?:(?!->)\S)++)->([^\s.]++)\.")
_CLUSTER = re.compile(r"([^.\s]+)\.bootstrap\.servers")


@rule(
    "MMK004",
    "cluster-alias-unknown",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.MM2],
    profile="dev",
    summary="A key names a cluster that is not in `clusters`: it is ignored.",
    why=(
        "MirrorMaker iterates over the pairs of aliases in `clusters` and looks up the keys for those "
        "aliases. A key with another alias, or with different capitalization, is never read: the flow does "
        "not run, and nothing is logged."
    ),
    sources=[
        "connect-mirror, MirrorMakerConfig.clusterPairs",
        "https://kafka.apache.org/documentation/#georeplication-config-syntax",
    ],
    bad=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "East->west.enabled=true"
    ),
    good=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true"
    ),
)
def cluster_alias_unknown(config: EffectiveConfig) -> Iterator[Problem]:
    """A key names a cluster that is not in `clusters`: it is ignored."""
    clusters, setting = clusters_of(config), config.explicit("clusters")
    if not clusters or setting is None or not setting.resolved:
        return
    told: set[str] = set()
    for key, written in config.settings.items():
        found = _FLOW.match(key) or _CLUSTER.fullmatch(key)
        for alias in found.groups() if found is not None else ():
            if alias not in clusters and alias not in told:
                told.add(alias)
                meant = next((name for name in clusters if name.lower() == alias.lower()), None)
                hint = f"; did you mean {meant}?" if meant else f" ({', '.join(sorted(clusters))})"
                yield config.problem(written, f"{key} is ignored: {alias} is not one of the clusters{hint}")
