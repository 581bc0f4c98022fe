"""What the clients make of their security settings before they connect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.knowledge.share_consumers import is_share_consumer
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from kafka_architect.validation.effective import EffectiveConfig


# KAFKA-19259: the constructor waits until the background thread can connect, and throws what it threw.
_FIRST_THAT_WAITS = (4, 2)


def refusal(config: EffectiveConfig) -> str:
    """What becomes of a client whose login or TLS settings cannot be used.

    Clients make their connections in their constructors. Consumers of the new protocol and of share groups
    make them in a background thread, which nobody waited for before 4.2.
    """
    if config.role is Role.CONSUMER and config.version < _FIRST_THAT_WAITS:
        consumes = (config.text("group.protocol") or "").lower() == "consumer" or is_share_consumer(config)
        if consumes:
            return (
                "the consumer's background thread fails, and subscribe() or poll() never returns (since "
                "Kafka 4.2 the constructor throws)"
            )
    return "the client fails to start"


def uses_sasl(config: EffectiveConfig) -> bool:
    """Whether the client authenticates by SASL."""
    return (config.text("security.protocol") or "").upper() in ("SASL_PLAINTEXT", "SASL_SSL")


def uses_tls(config: EffectiveConfig) -> bool:
    """Whether Kafka's own TLS engine reads the ssl keys: another ssl.engine.factory.class has its own."""
    protocol = (config.text("security.protocol") or "").upper()
    return protocol in ("SSL", "SASL_SSL") and config.explicit("ssl.engine.factory.class") is None


def is_set(config: EffectiveConfig, key: str) -> bool:
    """Whether a key has a value at all, be it empty: Kafka tells absent from empty."""
    setting = config.explicit(key)
    return setting is not None and setting.value is not None
