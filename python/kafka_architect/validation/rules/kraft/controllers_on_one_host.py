"""KRF012: several controllers are on the same host."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import hosts
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "KRF012",
    "controllers-on-one-host",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    summary="Several controllers are on the same host.",
    why=(
        "A quorum of three tolerates the loss of one machine only if its members are on three. With two or "
        "three of them on one host, losing that host means losing the majority, and with it the metadata."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#kraft_deployment",
        "KIP-595",
    ],
    bad=("process.roles=controller\nnode.id=1\ncontroller.quorum.voters=1@c1:9093,2@c1:9094,3@c2:9093"),
    good=("process.roles=controller\nnode.id=1\ncontroller.quorum.voters=1@c1:9093,2@c2:9093,3@c3:9093"),
)
def controllers_on_one_host(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the hosts of the voters, or of the bootstrap servers."""
    for key in ("controller.quorum.voters", "controller.quorum.bootstrap.servers"):
        setting = config.explicit(key)
        members = hosts(config.text(key) or "")
        shared = sorted(host for host, count in Counter(members).items() if count > 1)
        if setting is not None and shared:
            yield config.problem(
                setting,
                f"{members.count(shared[0])} of {len(members)} controllers are on {shared[0]}: if it fails "
                "they fail together; run each on a separate machine",
            )
