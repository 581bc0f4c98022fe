"""KRF006: the quorum is static (controller.quorum.voters): its members cannot be changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import under_zookeeper
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "KRF006",
    "static-quorum",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    since=(3, 9),
    summary="The quorum is static (controller.quorum.voters): its members cannot be changed.",
    why=(
        "With controller.quorum.voters every file lists the members, and a controller that loses its disk, "
        "or moves to another address, means a change of all files and a restart of all servers. Since Kafka "
        "3.9 a quorum may be dynamic: servers set controller.quorum.bootstrap.servers, and "
        "kafka-metadata-quorum.sh adds and removes controllers. The mode is chosen when storage is "
        "formatted; from 4.1 a static quorum can be upgraded (kraft.version=1)."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-853%3A+KRaft+Controller+Membership+Changes",
        "https://kafka.apache.org/documentation/#kraft_voter",
    ],
    bad="process.roles=broker\nnode.id=1\ncontroller.quorum.voters=1@c1:9093,2@c2:9093,3@c3:9093",
    good=("process.roles=broker\nnode.id=1\ncontroller.quorum.bootstrap.servers=c1:9093,c2:9093,c3:9093"),
)
def static_quorum(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what is written; an image of an older Kafka is checked as 3.9, but has no dynamic quorum."""
    setting = config.explicit("controller.quorum.voters")
    if _older(config.configuration.kafka_version) or under_zookeeper(config):
        return
    if setting is not None and config.text("controller.quorum.voters"):
        yield config.problem(
            setting,
            "controller.quorum.voters fixes the members of the quorum: replacing a controller means "
            "changing every file; a quorum created with controller.quorum.bootstrap.servers can be changed "
            "at run time",
        )


def _older(declared: str | None) -> bool:
    numbers = [int(number) for number in re.findall(r"\d{1,9}", declared or "")[:2]]
    return len(numbers) == 2 and numbers < [3, 9]
