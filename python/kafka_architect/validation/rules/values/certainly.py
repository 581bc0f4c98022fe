"""Fixes that write a value which was refused as it was certainly meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.rules.values.undressing import has_comment

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.fix import Fix


def set_certainly(config: EffectiveConfig, setting: Setting, meant: str | None) -> Fix | None:
    """A safe fix that gives a setting what was meant; unsafe where a comment goes with the old value."""
    if meant is None:
        return None
    return config.fix_set(setting.key, meant, safe=not has_comment(setting.value or ""))
