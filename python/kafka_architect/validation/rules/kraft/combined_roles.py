"""KRF001: one process is broker and controller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import runs_broker, runs_controller
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "KRF001",
    "combined-roles",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    summary="One process is both broker and controller.",
    why=(
        "A combined server cannot be restarted or scaled separately: every restart of a broker removes a "
        "member from the quorum, a broker that runs out of memory or stalls on its disks affects the "
        "cluster's metadata, and client load delays elections. Kafka's documentation calls the mode simple "
        "for development and does not recommend it in critical environments: use three small dedicated "
        "controllers there."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#kraft_role",
        "KIP-500",
    ],
    bad="process.roles=broker,controller\nnode.id=1",
    good="process.roles=broker\nnode.id=1",
)
def combined_roles(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the roles."""
    if runs_broker(config) and runs_controller(config):
        yield config.problem(
            "process.roles",
            "a combined broker and controller: load or a restart of the broker also affects the metadata "
            "quorum; run three dedicated controllers",
        )
