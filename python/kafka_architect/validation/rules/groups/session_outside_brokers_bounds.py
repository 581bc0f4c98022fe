"""RBL004: a session that the brokers do not grant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_integer
from kafka_architect.validation.knowledge.listeners import brokers_meant
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule
from kafka_architect.validation.rules.groups.membership import classic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "RBL004",
    "session-outside-brokers-bounds",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONSUMER, Role.BROKER],
    profile="dev",
    summary="session.timeout.ms is outside the brokers' group.min and group.max.session.timeout.ms.",
    why=(
        "The coordinator answers JoinGroup with INVALID_SESSION_TIMEOUT: poll() throws, and the member "
        "never joins. The limits are 6 seconds and 30 minutes unless the brokers set others."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_group.max.session.timeout.ms",
        "group-coordinator: GroupMetadataManager.classicGroupJoin",
    ],
    bad=(
        "--- consumer.properties\ngroup.id=billing\nsession.timeout.ms=45000\n"
        "--- server.properties\nnode.id=1\ngroup.max.session.timeout.ms=30000\n"
    ),
    good=(
        "--- consumer.properties\ngroup.id=billing\nsession.timeout.ms=45000\n"
        "--- server.properties\nnode.id=1\ngroup.max.session.timeout.ms=300000\n"
    ),
    dialect="consumer.properties",
)
def session_outside_brokers_bounds(system: System) -> Iterator[Problem]:
    """Against each broker that the consumer may mean, once per consumer."""
    bounds: dict[int, dict[tuple[int, int], str]] = {}  # by the tuple of brokers, which lives as long
    for consumer in system.consumers if system.brokers else ():
        session = known_integer(consumer, "session.timeout.ms")
        if session is None or not classic(consumer) or not consumer.text("group.id"):
            continue
        brokers = brokers_meant(system, consumer)
        if id(brokers) not in bounds:
            bounds[id(brokers)] = _granted(brokers)
        for (least, most), name in bounds[id(brokers)].items():
            if least <= session <= most:
                continue
            yield consumer.problem(
                "session.timeout.ms",
                f"session.timeout.ms={session}, and {name} allows {least} to {most}: the member cannot join "
                "its group (INVALID_SESSION_TIMEOUT)",
                fix=consumer.fix_set("session.timeout.ms", str(min(max(session, least), most))),
            )
            break


def _granted(brokers: tuple[EffectiveConfig, ...]) -> dict[tuple[int, int], str]:
    """The bounds that the brokers have, each with the first that has them."""
    granted: dict[tuple[int, int], str] = {}
    for broker in brokers:
        least = known_integer(broker, "group.min.session.timeout.ms")
        most = known_integer(broker, "group.max.session.timeout.ms")
        if least is not None and most is not None:
            granted.setdefault((least, most), broker.configuration.name)
    return granted
