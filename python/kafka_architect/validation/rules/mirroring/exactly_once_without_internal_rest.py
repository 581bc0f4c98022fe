"""MMK012: exactly-once mirroring whose nodes cannot talk to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_REST = "dedicated.mode.enable.internal.rest"


@rule(
    "MMK012",
    "exactly-once-without-internal-rest",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.MM2],
    summary=(
        "Exactly-once mirroring is enabled, but the nodes cannot reach each other "
        "(dedicated.mode.enable.internal.rest)."
    ),
    why=(
        "With exactly.once.source.support=enabled a task asks the leader worker to fence its predecessors "
        "before it starts. In dedicated mode the workers have no REST server unless "
        'dedicated.mode.enable.internal.rest=true, so tasks fail on every node except the leader: "This '
        'worker is not able to communicate with the leader". A single node works.'
    ),
    sources=["KIP-710", "connect-runtime, DistributedHerder (fencing of zombie source tasks)"],
    bad=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "sync.group.offsets.enabled=true\n"
        "replication.factor=3\n"
        "tasks.max=10\n"
        "west.exactly.once.source.support=enabled"
    ),
    good=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "sync.group.offsets.enabled=true\n"
        "replication.factor=3\n"
        "tasks.max=10\n"
        "west.exactly.once.source.support=enabled\n"
        "dedicated.mode.enable.internal.rest=true"
    ),
)
def exactly_once_without_internal_rest(config: EffectiveConfig) -> Iterator[Problem]:
    """Exactly-once mirroring whose nodes cannot talk to each other."""
    if not config.complete or config.boolean(_REST) is not False:
        return
    for key in config.settings:
        if key.endswith(".exactly.once.source.support") and (config.text(key) or "").lower() == "enabled":
            yield config.problem(
                key,
                f"{key}=enabled requires {_REST}=true on more than one node: without it, tasks on the other "
                "nodes fail to start",
                fix=config.fix_set(_REST, "true"),
            )
            return
