"""A librdkafka configuration as rd_kafka_conf_finalize sees it: aliases merged, and what somebody has set."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig

# The other names of keys that constraints are about (CONFIGURATION.md).
_ALIASES = {
    "acks": "request.required.acks",
    "linger.ms": "queue.buffering.max.ms",
    "max.in.flight": "max.in.flight.requests.per.connection",
    "message.timeout.ms": "delivery.timeout.ms",
    "retries": "message.send.max.retries",
    "sasl.mechanism": "sasl.mechanisms",
    "sasl.oauthbearer.client.id": "sasl.oauthbearer.client.credentials.client.id",
    "sasl.oauthbearer.client.secret": "sasl.oauthbearer.client.credentials.client.secret",
}


def written(config: EffectiveConfig, key: str) -> Setting | None:
    """The setting that counts, under either name: the last one; None where the default rules."""
    found = [
        setting
        for name, setting in config.settings.items()
        if name in (key, _ALIASES.get(key)) and setting.value is not None
    ]
    return found[-1] if found else None


def text(config: EffectiveConfig, key: str) -> str | None:
    """The value in force; None where it is not known."""
    setting = written(config, key)
    return config.text(key if setting is None else setting.key)


def number(config: EffectiveConfig, key: str) -> float | None:
    """The value in force as a number; None where it is not known."""
    setting = written(config, key)
    return config.number(key if setting is None else setting.key)


def flag(config: EffectiveConfig, key: str) -> bool | None:
    """The value in force as a boolean, in librdkafka's spellings."""
    value = (text(config, key) or "").lower()
    return {"true": True, "t": True, "1": True, "false": False, "f": False, "0": False}.get(value)


def idempotent(config: EffectiveConfig) -> bool:
    """Whether a producer is idempotent: asked for, or switched on by a transactional.id."""
    if written(config, "enable.idempotence") is not None:
        return flag(config, "enable.idempotence") is True
    return bool(text(config, "transactional.id"))


def short(value: float) -> str:
    """A figure for messages: 5 rather than 5.0."""
    return f"{value:g}" if value != int(value) else str(int(value))
