"""How many replicas a topic has and how many of them must be in sync, from the topic and its brokers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.knowledge.servers import known_integer, runs_broker
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.system import System

_LEAST, _FACTOR = "min.insync.replicas", "default.replication.factor"


def replicas_of(system: System) -> Iterator[tuple[EffectiveConfig, int, int]]:
    """Yield topics and brokers with min.insync.replicas and replication factor, where both are known.

    What a topic leaves out comes from the brokers, when they agree.
    """
    brokers = [broker for broker in system.brokers if runs_broker(broker)]
    for broker in brokers:
        least, factor = known_integer(broker, _LEAST), known_integer(broker, _FACTOR)
        if least is not None and factor is not None:
            yield broker, least, factor
    for topic in system.of(Role.TOPIC):
        own = None if topic.explicit(_LEAST) is None else topic.integer(_LEAST)
        factor = topic.attribute_integer(attributes.REPLICATION_FACTOR)
        inherited = topic.explicit(_LEAST) is None
        least = agreed(brokers, _LEAST) if inherited else own
        if factor is None or factor < 1:
            factor = agreed(brokers, _FACTOR)
            if inherited:
                continue  # both are the brokers': said of them already
        if least is not None and factor is not None:
            yield topic, least, factor


def agreed(brokers: list[EffectiveConfig], key: str) -> int | None:
    """The value of a key that all brokers have; None where they differ, or one is not known."""
    values = {known_integer(broker, key) for broker in brokers}
    return values.pop() if len(values) == 1 else None
