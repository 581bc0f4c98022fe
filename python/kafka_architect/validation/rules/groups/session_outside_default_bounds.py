"""RBL013: a session that brokers grant only when told to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen_integer
from kafka_architect.validation.knowledge.wording import MINUTE, SECOND, duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule
from kafka_architect.validation.rules.groups.membership import classic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_LEAST, _MOST = 6 * SECOND, 30 * MINUTE


@system_rule(
    "RBL013",
    "session-outside-default-bounds",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    summary="session.timeout.ms is outside the 6 seconds to 30 minutes that brokers allow by default.",
    why=(
        "group.min.session.timeout.ms defaults to 6000 and group.max.session.timeout.ms to 1800000; outside "
        "of these limits joining fails with INVALID_SESSION_TIMEOUT."
    ),
    sources=["https://kafka.apache.org/documentation/#brokerconfigs_group.min.session.timeout.ms"],
    bad="--- consumer.properties\ngroup.id=billing\nsession.timeout.ms=3000\nheartbeat.interval.ms=1000\n",
    good="--- consumer.properties\ngroup.id=billing\nsession.timeout.ms=45000\n",
    dialect="consumer.properties",
)
def session_outside_default_bounds(system: System) -> Iterator[Problem]:
    """Where the run has no broker; RBL004 speaks otherwise."""
    if system.brokers:
        return
    for consumer in system.consumers:
        session = chosen_integer(consumer, "session.timeout.ms")
        if session is not None and classic(consumer) and not _LEAST <= session <= _MOST:
            yield consumer.problem(
                "session.timeout.ms",
                f"session.timeout.ms={session}: brokers allow {duration(_LEAST)} to {duration(_MOST)} by "
                "default and otherwise reject the member (INVALID_SESSION_TIMEOUT)",
            )
