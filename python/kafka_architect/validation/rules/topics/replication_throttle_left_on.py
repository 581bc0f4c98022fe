"""TOP033: the topic declares a replication throttle, which is meant for the time of a move only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEYS = ("leader.replication.throttled.replicas", "follower.replication.throttled.replicas")


@rule(
    "TOP033",
    "replication-throttle-left-on",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC],
    summary="The topic declares a replication throttle, which is meant for the time of a move only.",
    why=(
        "leader.replication.throttled.replicas and its follower twin mark replicas whose traffic is held "
        "below the brokers' throttled rate while partitions are moved. Left on they also hold back a "
        "replica that catches up after a restart: it stays out of the in-sync set, and the topic has fewer "
        "copies than it should. kafka-reassign-partitions.sh --verify takes them off."
    ),
    sources=[
        "KIP-73",
        "https://kafka.apache.org/documentation/#rep-throttle",
    ],
    bad="leader.replication.throttled.replicas=*",
    good="retention.ms=604800000",
)
def replication_throttle_left_on(config: EffectiveConfig) -> Iterator[Problem]:
    """Look for either list."""
    for key in _KEYS:
        setting = config.explicit(key)
        if setting is not None and config.text(key):
            yield config.problem(
                setting,
                f"{key}={setting.shown} in a declaration keeps the throttle on for ever: a replica that "
                "falls behind catches up at the throttled rate only; take it out when the move is done",
                fix=config.fix_remove(setting),
            )
