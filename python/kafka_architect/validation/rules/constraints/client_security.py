"""What the clients make of their security settings before they connect."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.validation.effective import EffectiveConfig


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
