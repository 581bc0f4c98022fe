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
    summary=(
        "The topic declares a replication throttle, which is intended only for the duration of a "
        "reassignment."
    ),
    why=(
        "leader.replication.throttled.replicas and follower.replication.throttled.replicas list replicas "
        "whose traffic is limited to the brokers' throttled rate while partitions are reassigned. If left "
        "on, they also slow down a replica that catches up after a restart: it stays out of the ISR, and the "
        "topic has fewer in-sync replicas than it should. kafka-reassign-partitions.sh --verify removes them."
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
                f"{key}={setting.shown} in a declaration makes the throttle permanent: a replica that falls "
                "behind catches up only at the throttled rate; remove it when the reassignment is complete",
                fix=config.fix_remove(setting),
            )
