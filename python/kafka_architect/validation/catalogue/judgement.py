"""Whether Kafka accepts a single value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.validation.catalogue.key_definition import KeyDefinition


def refusal(definition: KeyDefinition, value: str) -> str | None:
    """Why the value is refused, or None."""
    return None if value or definition else None
