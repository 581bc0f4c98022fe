"""DUR007: a replica that lacks records may become leader."""

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
    "DUR007",
    "unclean-leader-election",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER, Role.CONTROLLER, Role.TOPIC],
    summary="A replica that is out of sync may become leader (unclean.leader.election.enable=true).",
    why=(
        "If no in-sync replica is left, Kafka waits for one. With unclean election it elects any replica: "
        "acknowledged records that this replica lacks are deleted everywhere, and consumers see the same "
        "offsets again with other records. It has been disabled by default since 0.11."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-106+-+Change+Default+unclean.leader.election.enabled+from+True+to+False",
        "https://kafka.apache.org/documentation/#topicconfigs_unclean.leader.election.enable",
    ],
    bad="unclean.leader.election.enable=true",
    good="unclean.leader.election.enable=false",
)
def unclean_leader_election(config: EffectiveConfig) -> Iterator[Problem]:
    """Wherever it is set to true; the default is false."""
    if config.boolean("unclean.leader.election.enable"):
        yield config.problem(
            "unclean.leader.election.enable",
            "unclean.leader.election.enable=true: a replica that lacks acknowledged records may become "
            "leader, and they are lost; with false the partition waits for a replica that has them",
            fix=config.fix_set("unclean.leader.election.enable", "false"),
        )
