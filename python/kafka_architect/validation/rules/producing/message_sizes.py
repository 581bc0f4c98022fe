"""The largest batch that the topics and brokers of a run take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.knowledge.servers import known_integer

if TYPE_CHECKING:
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.system import System


def largest_message(system: System, brokers: tuple[EffectiveConfig, ...]) -> tuple[int, str] | None:
    """The limit and who has it: the most generous topic, else the most generous of the brokers.

    Which topic a producer writes to is not known, so what exceeds the largest limit exceeds them all.
    """
    limits = [
        (limit, topic.configuration.name)
        for topic in system.topics
        if topic.explicit("max.message.bytes") is not None
        and (limit := topic.integer("max.message.bytes")) is not None
    ]
    # A topic without a limit of its own has its broker's.
    if len(limits) < len(system.topics) or not limits:
        limits += [
            (limit, broker.configuration.name)
            for broker in brokers
            if (limit := known_integer(broker, "message.max.bytes")) is not None
        ]
    return max(limits, default=None)
