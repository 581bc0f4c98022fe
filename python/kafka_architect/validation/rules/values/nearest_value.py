"""The value that was probably meant by one that a key does not accept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import KeyType
from kafka_architect.validation.catalogue.nearest import distance
from kafka_architect.validation.rules.values.undressing import undressed

if TYPE_CHECKING:
    from kafka_architect.validation.catalogue import KeyDefinition

# What older clients, other clients and people call it.
_SYNONYMS = {
    ("auto.offset.reset", "smallest"): "earliest",
    ("auto.offset.reset", "beginning"): "earliest",
    ("auto.offset.reset", "largest"): "latest",
    ("auto.offset.reset", "end"): "latest",
    ("compression.type", "gz"): "gzip",
    ("compression.type", "zstandard"): "zstd",
    ("compression.type", "false"): "none",
    ("cleanup.policy", "compacted"): "compact",
    ("cleanup.policy", "deleted"): "delete",
    ("cleanup.policy", "compact_delete"): "compact,delete",
    ("acks", "any"): "1",
}
_MOST_SLIPS = 2


def nearest_value(definition: KeyDefinition, value: str) -> str | None:
    """The accepted value that is most alike, None when none is; lists are mended item by item."""
    bare = undressed(value)
    candidates = [bare, _SYNONYMS.get((definition.name, bare.lower()), bare)]
    if definition.type is KeyType.LIST:
        candidates.append(_mended_list(definition, bare))
    elif definition.choices:
        candidates.append(_most_alike(definition, bare) or bare)
    for candidate in candidates:
        if candidate != value and definition.refusal(candidate) is None:
            return candidate
    lowered = bare.lower()
    return lowered if lowered != value and definition.refusal(lowered) is None else None


def _mended_list(definition: KeyDefinition, value: str) -> str:
    """The list with each item mended, none twice and none empty."""
    items = [item.strip() for item in value.split(",")]
    mended = [_most_alike(definition, item) or item for item in items if item]
    return ",".join(dict.fromkeys(mended))


def _most_alike(definition: KeyDefinition, value: str) -> str | None:
    best, fewest = None, min(_MOST_SLIPS, max(1, len(value) // 3)) + 1
    for choice in definition.choices:
        if not isinstance(choice, str):  # null, which some validators list
            continue
        slips = distance(value.lower(), choice.lower())
        if slips < fewest:
            best, fewest = choice, slips
    if best is not None and definition.valid[0] == "in-any-case" and value != value.upper():
        return best.lower()
    return best
