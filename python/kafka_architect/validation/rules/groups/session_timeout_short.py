"""RBL003: a session that a pause of the process ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen_integer
from kafka_architect.validation.knowledge.wording import SECOND, duration
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.groups.membership import classic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_ENOUGH = 30 * SECOND
_CURE = "45000"


@rule(
    "RBL003",
    "session-timeout-short",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=EVERY_CLIENT,
    summary="A member is removed from its group after less than 30 seconds of silence.",
    why=(
        "A long garbage collection, a throttled container or a broker restart can delay heartbeats by ten "
        "seconds and more. Then the group rebalances, and again when the member returns. KIP-735 raised the "
        "default from 10 to 45 seconds in 3.0 for that reason; crashes are detected later, but a process "
        "that closes its consumer leaves at once whatever the timeout."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-735%3A+Increase+default+consumer+session+timeout",
        "https://kafka.apache.org/documentation/#consumerconfigs_session.timeout.ms",
    ],
    bad="group.id=billing\nsession.timeout.ms=10000",
    good="group.id=billing\nsession.timeout.ms=45000",
)
def session_timeout_short(config: EffectiveConfig) -> Iterator[Problem]:
    """As written; aiokafka's default is still 10 seconds."""
    session = chosen_integer(config, "session.timeout.ms")
    if session is not None and session < _ENOUGH and classic(config):
        yield config.problem(
            "session.timeout.ms",
            f"session.timeout.ms={session}: a pause of {duration(session)} removes the member, and its "
            f"group rebalances twice; use {_CURE}, the default since 3.0",
            fix=config.fix_set("session.timeout.ms", _CURE),
        )
