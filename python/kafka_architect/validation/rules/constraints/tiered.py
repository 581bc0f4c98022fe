"""Retention of tiered logs, of topics and as brokers' defaults: of the whole log, and of its local part."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.validation.knowledge.log_settings import log_key, log_time
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig

SAME_AS_TOTAL = -2  # of local.retention.*


class Retention(NamedTuple):
    """The key in force and its value, in milliseconds or bytes."""

    key: str
    value: int


def tiered(config: EffectiveConfig) -> bool:
    """Whether the topic is tiered; of a broker, whether its topics may be."""
    if config.role is Role.TOPIC:
        return config.boolean("remote.storage.enable") is True
    runs_broker = "broker" in (config.items("process.roles") or ("broker",))
    return runs_broker and config.boolean("remote.log.storage.system.enable") is True


def retentions(config: EffectiveConfig) -> Iterator[tuple[Retention, Retention]]:
    """The whole and the local retention, by time and by size, where both are known."""
    time, local_time = log_time(config, "retention.ms"), log_key(config, "local.retention.ms")
    if time is not None and (local := config.integer(local_time)) is not None:
        yield Retention(time.setting.key, time.ms), Retention(local_time, local)
    size, local_size = log_key(config, "retention.bytes"), log_key(config, "local.retention.bytes")
    total, local = config.integer(size), config.integer(local_size)
    if total is not None and local is not None:
        yield Retention(size, total), Retention(local_size, local)


def refused(config: EffectiveConfig) -> str:
    """What happens to a topic, or to a broker with such defaults."""
    return "Kafka rejects the topic" if config.role is Role.TOPIC else "the broker does not start"
