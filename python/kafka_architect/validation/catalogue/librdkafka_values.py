"""How librdkafka reads a value (rd_kafka_conf_set)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.validation.catalogue.key_definition import KeyDefinition


def expected(definition: KeyDefinition, value: str) -> str | None:
    """What librdkafka demands instead of this value."""
    raise NotImplementedError
