"""What Streams applications have in common with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.validation.effective import EffectiveConfig


def exactly_once(config: EffectiveConfig) -> bool:
    """Whether the application asks for exactly-once; until 3.9 there were two more names for it."""
    guarantee = config.text("processing.guarantee") or ""
    old = ("exactly_once", "exactly_once_beta") if config.version < (4, 0) else ()
    return guarantee in ("exactly_once_v2", *old)
