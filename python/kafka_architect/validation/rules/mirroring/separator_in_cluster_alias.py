"""MMK013: an alias that contains the separator of mirrored topic names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.mirroring.flows import clusters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "MMK013",
    "separator-in-cluster-alias",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.MM2],
    profile="dev",
    summary=(
        "A cluster alias contains the separator between alias and topic: MirrorMaker no longer recognizes "
        "its own copies."
    ),
    why=(
        "DefaultReplicationPolicy names a copy <alias>.<topic> and derives the source from the part before "
        "the first separator. From us.east.orders it derives the cluster `us`, which does not exist: with "
        "flows in both directions every record is copied back once more, as west.us.east.orders, and offsets "
        "are translated for the wrong topic."
    ),
    sources=["connect-mirror, DefaultReplicationPolicy.topicSource, MirrorSourceConnector.isCycle"],
    bad=(
        "clusters=us.east, west\n"
        "us.east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "us.east->west.enabled=true"
    ),
    good=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true"
    ),
)
def separator_in_cluster_alias(config: EffectiveConfig) -> Iterator[Problem]:
    """An alias that contains the separator of mirrored topic names."""
    policy = config.text("replication.policy.class") or "DefaultReplicationPolicy"
    separator = config.text("replication.policy.separator") or "."
    setting = config.explicit("clusters")
    if setting is None or not policy.endswith("DefaultReplicationPolicy"):
        return
    for alias in sorted(clusters_of(config)):
        if separator in alias:
            taken = alias.partition(separator)[0]
            yield config.problem(
                setting,
                f"the alias {alias} contains the separator {separator!r}: MirrorMaker takes {taken!r} as "
                f"the source of {alias}{separator}<topic>; use an alias without it, or another "
                "replication.policy.separator",
            )
