"""Selectors of PromQL for names that anybody may have chosen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def selector(metric: str, **labels: str) -> str:
    """`metric{label="value"}`."""
    inner = ",".join(f"{name}={text(value)}" for name, value in labels.items())
    return f"{metric}{{{inner}}}"


def any_of(metric: str, label: str, values: Iterable[str]) -> str:
    """`metric{label=~"a|b"}`: the very values, whatever characters they have."""
    pattern = "|".join(re.sub(r"([^A-Za-z0-9_-])", r"\\\1", one) for one in values)
    return f"{metric}{{{label}=~{text(pattern)}}}"


def text(value: str) -> str:
    """A string literal of PromQL."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if escaped.isprintable() else f'"{"".join(map(_escaped, escaped))}"'


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"
