"""Plain values as typed structures, and where in them a type did not fit."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

Keys: TypeAlias = tuple[str | int, ...]


def without_jargon(message: str) -> str:
    """Words of msgspec for types as people know them."""
    for theirs, ours in (
        ("`object`", "a mapping"),
        ("`array`", "a list"),
        ("`str`", "text"),
        ("`null`", "null"),
    ):
        message = message.replace(theirs, ours)
    return message[:1].lower() + message[1:]


def fields_at(kind: Any, keys: Keys) -> list[str]:
    """Names of the fields of the structure at a path in a type that msgspec described."""
    for key in keys:
        kind = _unwrapped(kind)
        fields = {one.encode_name: one.type for one in getattr(kind, "fields", ())}
        item = getattr(kind, "item_type", None) or getattr(kind, "value_type", None)
        kind = fields.get(str(key), item)
        if kind is None:
            return []
    return [one.encode_name for one in getattr(_unwrapped(kind), "fields", ())]


def _unwrapped(kind: Any) -> Any:
    """Of a union, the member that has fields or items."""
    for one in getattr(kind, "types", ()):
        if any(hasattr(one, part) for part in ("fields", "item_type", "value_type")):
            return one
    return kind


def keys_of(at: str) -> Keys:
    """`$.topics[0].rate`, as msgspec writes a path, as keys; `[...]` of any item ends what is known."""
    keys: list[str | int] = []
    for name, index in re.findall(r"\.([^.\[\]]+)|\[([^\]]*)\]", at):
        if index == "...":
            break
        keys.append(int(index) if index.isdigit() else name or index.strip("'\""))
    return tuple(keys)
