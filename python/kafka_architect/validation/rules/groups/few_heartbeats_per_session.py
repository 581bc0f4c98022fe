"""RBL002: a session that one late heartbeat ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen, known_integer
from kafka_architect.validation.knowledge.wording import duration
from kafka_architect.validation.role import EVERY_CLIENT, Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.groups.membership import classic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_PER_SESSION = 3
_KEYS = ("heartbeat.interval.ms", "session.timeout.ms")


@rule(
    "RBL002",
    "few-heartbeats-per-session",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=EVERY_CLIENT,
    summary="heartbeat.interval.ms exceeds a third of session.timeout.ms.",
    why=(
        "A member that sends no heartbeat for session.timeout.ms is removed, and the group rebalances. With "
        "three heartbeats per session, two may be lost or late (a garbage collection, a slow broker) before "
        "that happens. Kafka's documentation recommends a third or less."
    ),
    sources=["https://kafka.apache.org/documentation/#consumerconfigs_heartbeat.interval.ms"],
    bad="group.id=billing\nheartbeat.interval.ms=30000",
    good="group.id=billing\nheartbeat.interval.ms=3000",
)
def few_heartbeats_per_session(config: EffectiveConfig) -> Iterator[Problem]:
    """Java refuses a heartbeat that is not below the session at all (RBL001)."""
    heartbeat = known_integer(config, "heartbeat.interval.ms")
    session = known_integer(config, "session.timeout.ms")
    if heartbeat is None or session is None or not classic(config) or heartbeat * _PER_SESSION <= session:
        return
    if heartbeat >= session and config.client is Client.JAVA:
        return
    at = next((key for key in _KEYS if chosen(config, key) is not None), None)
    effect = (
        "the session expires before the first heartbeat"
        if heartbeat >= session
        else ("a single late heartbeat may end it")
    )
    if at is not None:
        yield config.problem(
            at,
            f"a heartbeat every {duration(heartbeat)} and a session of {duration(session)}: {effect}, and "
            f"the group rebalances; set heartbeat.interval.ms={session // _PER_SESSION} or less",
            fix=config.fix_set("heartbeat.interval.ms", str(max(1, session // _PER_SESSION))),
        )
