"""KRF002: the metadata quorum has one, two or an even number of controllers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import under_zookeeper
from kafka_architect.validation.knowledge.wording import count
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "KRF002",
    "quorum-size",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    summary="The metadata quorum has one, two or an even number of controllers.",
    why=(
        "A quorum works while more than half of its members do. One controller tolerates no failure, and "
        "neither do two; four tolerate one, as three do, but need one machine more. Three tolerate one "
        "failure, five tolerate two."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#kraft_deployment",
        "KIP-595",
    ],
    bad="process.roles=controller\nnode.id=1\ncontroller.quorum.voters=1@c1:9093,2@c2:9093",
    good=("process.roles=controller\nnode.id=1\ncontroller.quorum.voters=1@c1:9093,2@c2:9093,3@c3:9093"),
)
def quorum_size(config: EffectiveConfig) -> Iterator[Problem]:
    """Count the voters, or the controllers that the file declares."""
    key = "controller.quorum.voters"
    if under_zookeeper(config):
        return
    voters = [voter for voter in config.items(key) or () if voter]
    place = config.explicit(key)
    members = len(voters)
    if not members:
        declared = config.attribute(attributes.CONTROLLERS)
        members = config.attribute_integer(attributes.CONTROLLERS) or 0
        listed = len(config.items("controller.quorum.bootstrap.servers") or ())
        if declared is None or listed > members:
            return  # the quorum is described elsewhere
        place = declared
    if members == 0 or (members > 2 and members % 2):
        return
    tolerated = (members - 1) // 2
    better = 3 if members <= 2 else members - 1
    yield config.problem(
        place,
        f"{count(members, 'controller')} {'tolerates' if members == 1 else 'tolerate'} "
        f"{count(tolerated, 'failure') if tolerated else 'no failure'}: more than half must work; {better} "
        f"tolerate {(better - 1) // 2}",
    )
