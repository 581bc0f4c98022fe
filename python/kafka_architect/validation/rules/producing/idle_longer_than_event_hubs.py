"""PRD025: connections that Azure has closed already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_integer, of_event_hubs
from kafka_architect.validation.knowledge.wording import MINUTE, duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_MOST = 4 * MINUTE
_KEYS = ("connections.max.idle.ms", "metadata.max.age.ms")
_CURE = "180000"


@rule(
    "PRD025",
    "idle-longer-than-event-hubs",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER, Role.CONSUMER],
    summary="A client of Azure Event Hubs keeps connections longer than Azure does.",
    why=(
        "Azure closes connections that have been idle for 240 seconds, without notifying the client. Kafka "
        "keeps them for 540 by default: the next request goes to a dead connection and fails after "
        "request.timeout.ms, or as an expired batch. Microsoft recommends 180000 for connections.max.idle.ms "
        "and metadata.max.age.ms."
    ),
    sources=["https://learn.microsoft.com/azure/event-hubs/apache-kafka-configurations"],
    bad="bootstrap.servers=shop.servicebus.windows.net:9093",
    good=(
        "bootstrap.servers=shop.servicebus.windows.net:9093\nconnections.max.idle.ms=180000\n"
        "metadata.max.age.ms=180000"
    ),
)
def idle_longer_than_event_hubs(config: EffectiveConfig) -> Iterator[Problem]:
    """Only where the bootstrap servers are Azure's."""
    if not of_event_hubs(config):
        return
    for key in _KEYS:
        value = known_integer(config, key)
        if value is not None and value >= _MOST:
            yield config.problem(
                key,
                f"{key} is {duration(value)}, but Azure closes connections that are idle for "
                f"{duration(_MOST)}: requests on dead connections time out; use {_CURE}",
                fix=config.fix_set(key, _CURE),
            )
