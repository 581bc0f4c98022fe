"""Names of fields that Avro and Protobuf accept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def unique_names(names: Iterable[str]) -> list[str]:
    """An identifier for each name; Protobuf compares them as JSON writes them: a_b is aB there."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        plain = "_".join(re.findall(r"[A-Za-z0-9_]+", name)).strip("_") or "field"
        plain = own = f"f{plain}" if plain[0].isdigit() else plain
        number = 1
        while _in_json(own) in taken:
            number += 1
            own = f"{plain}{number}"
        taken.add(_in_json(own))
        found.append(own)
    return found


def _in_json(name: str) -> str:
    return name.replace("_", "").lower()
