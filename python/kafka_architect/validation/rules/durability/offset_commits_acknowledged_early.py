"""DUR023: commits of offsets that one broker has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_integer
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEY = "offsets.commit.required.acks"


@rule(
    "DUR023",
    "offset-commits-acknowledged-early",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    until=(4, 0),
    summary="Offset commits are acknowledged before all in-sync replicas have them.",
    why=(
        "offsets.commit.required.acks is -1 (all) by default, and Kafka's documentation says not to change "
        "it: a commit that only the leader has is lost with it, and the group reads the records again. "
        "Kafka 4.0 removed the key; commits always require all."
    ),
    sources=["https://kafka.apache.org/39/documentation.html#brokerconfigs_offsets.commit.required.acks"],
    bad="offsets.commit.required.acks=1",
    good="offsets.commit.required.acks=-1",
)
def offset_commits_acknowledged_early(config: EffectiveConfig) -> Iterator[Problem]:
    """Anything but -1."""
    acks = known_integer(config, _KEY)
    if acks is not None and acks != -1:
        yield config.problem(
            _KEY,
            f"{_KEY}={acks}: a commit may be lost with one broker, and its group reads the records again; "
            "leave it at -1",
            fix=config.fix_set(_KEY, "-1"),
        )
