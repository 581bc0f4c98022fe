"""MMK002: copies of topics with fewer than three replicas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.copies import more_copies
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.mirroring.flows import flows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "MMK002",
    "mirrored-topics-below-three-replicas",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.MM2, Role.CONNECT_SOURCE],
    summary=("Mirrored topics are created with fewer than three replicas (MirrorMaker's default is two)."),
    why=(
        "MirrorMaker does not inherit the replication factor of the source topic: it creates topics with "
        "replication.factor, which defaults to 2, while min.insync.replicas is copied with the other topic "
        "configurations. With two replicas and min.insync.replicas=2, losing any broker blocks writes on the "
        "target."
    ),
    sources=["connect-mirror, MirrorSourceConfig (replication.factor, default 2)", "KIP-382"],
    bad=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true"
    ),
    good=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "replication.factor=3"
    ),
)
def mirrored_topics_below_three_replicas(config: EffectiveConfig) -> Iterator[Problem]:
    """Mirrored topics are created with fewer than three replicas (MirrorMaker's default is two)."""
    told: set[str] = set()
    for flow in flows(config):
        key = flow.key_of("replication.factor")
        replicas = flow.integer("replication.factor")
        if key in told or replicas is None or not 0 < replicas < 3:
            continue
        if config.explicit(key) is None and not config.complete:
            continue
        told.add(key)
        default = "" if config.explicit(key) is not None else " (the default)"
        cure, fix = more_copies(config, key, replicas)
        yield config.problem(
            key,
            f"{flow.name} creates topics with replication.factor={replicas}{default}, regardless of the "
            f"source; {cure}, or -1 for the target cluster's default",
            fix=fix,
        )
