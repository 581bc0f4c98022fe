"""RBL015: heartbeats several times a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen_integer
from kafka_architect.validation.knowledge.wording import SECOND
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.groups.membership import classic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LEAST = SECOND


@rule(
    "RBL015",
    "heartbeats-too-often",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=EVERY_CLIENT,
    summary="The consumer sends heartbeats more than once a second.",
    why=(
        "A heartbeat only confirms that the member is alive; how soon its failure is detected depends on "
        "session.timeout.ms. A thousand members that send one every 100 ms are 10,000 requests per second "
        "to the coordinators."
    ),
    sources=["https://kafka.apache.org/documentation/#consumerconfigs_heartbeat.interval.ms"],
    bad="group.id=billing\nheartbeat.interval.ms=100",
    good="group.id=billing\nheartbeat.interval.ms=3000",
)
def heartbeats_too_often(config: EffectiveConfig) -> Iterator[Problem]:
    """As written; the default is 3000."""
    heartbeat = chosen_integer(config, "heartbeat.interval.ms")
    if heartbeat is not None and 0 < heartbeat < _LEAST and classic(config):
        yield config.problem(
            "heartbeat.interval.ms",
            f"heartbeat.interval.ms={heartbeat}: {1_000_000 // heartbeat:,} requests per second for a "
            "thousand members, and failures are not detected sooner; use 3000",
            fix=config.fix_set("heartbeat.interval.ms", "3000"),
        )
