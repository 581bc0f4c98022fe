"""CNT016: workers that stop all connectors whenever one joins or leaves."""

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
    "CNT016",
    "eager-connect-rebalancing",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_WORKER],
    summary="connect.protocol is eager: every membership change stops all connectors and tasks.",
    why=(
        "With eager, each worker that joins or leaves, and each connector that is created, makes the "
        "cluster stop and restart all of its tasks. compatible (2.3) and sessioned (2.4, the default) move "
        "only the tasks that have to move; sessioned also signs the requests between workers."
    ),
    sources=[
        "KIP-415",
        "KIP-507",
        "connect-runtime, DistributedConfig (connect.protocol, default sessioned)",
    ],
    bad="group.id=connect-a\noffset.storage.topic=connect-offsets\nconnect.protocol=eager",
    good="group.id=connect-a\noffset.storage.topic=connect-offsets\nconnect.protocol=sessioned",
)
def eager_connect_rebalancing(config: EffectiveConfig) -> Iterator[Problem]:
    """connect.protocol is eager: every change of the cluster stops all connectors and tasks."""
    protocol = (config.text("connect.protocol") or "").lower()
    if protocol == "eager":
        yield config.problem(
            "connect.protocol",
            "connect.protocol=eager stops all tasks at every rebalance; use sessioned, the default, which "
            "moves only the tasks that have to move",
            fix=config.fix_set("connect.protocol", "sessioned"),
        )
    elif protocol == "compatible":
        yield config.problem(
            "connect.protocol",
            "connect.protocol=compatible leaves requests between workers unsigned: any client that reaches "
            "the REST port can set task configurations; use sessioned, the default, which signs them",
            fix=config.fix_set("connect.protocol", "sessioned"),
        )
