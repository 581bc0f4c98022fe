"""The value that was meant by one that a key does not accept: certain, or one of several to be offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import KeyType
from kafka_architect.validation.catalogue.nearest import certain_word, like_words
from kafka_architect.validation.rules.values.undressing import undressed

if TYPE_CHECKING:
    from kafka_architect.validation.catalogue import KeyDefinition

# What older Kafka clients and librdkafka call the same.
_SYNONYMS = {
    ("auto.offset.reset", "smallest"): "earliest",
    ("auto.offset.reset", "beginning"): "earliest",
    ("auto.offset.reset", "largest"): "latest",
    ("auto.offset.reset", "end"): "latest",
    ("compression.type", "gz"): "gzip",
    ("compression.type", "zstandard"): "zstd",
    ("cleanup.policy", "compacted"): "compact",
    ("cleanup.policy", "deleted"): "delete",
}
# Words of keys that take other values besides.
_WORDS = {"auto.offset.reset": ("earliest", "latest", "none")}
_MOST_OFFERED = 3


def certain_value(definition: KeyDefinition, value: str) -> str | None:
    """The accepted value that was certainly meant; None where there is doubt.

    Quotes around it, another case, a synonym or a clear slip in a long word; lists item by item.
    """
    bare = undressed(value)
    meant = _certain_list(definition, bare) if definition.type is KeyType.LIST else _certain(definition, bare)
    return meant if meant is not None and meant != value and definition.refusal(meant) is None else None


def offered_values(definition: KeyDefinition, value: str) -> tuple[str, ...]:
    """Accepted values that may have been meant, the most alike first."""
    bare = undressed(value)
    alike = (_in_case(definition, bare, name) for name in like_words(bare, _words(definition)))
    return tuple(name for name in alike if definition.refusal(name) is None)[:_MOST_OFFERED]


def _words(definition: KeyDefinition) -> tuple[str, ...]:
    return definition.choices or _WORDS.get(definition.name, ())


def _certain(definition: KeyDefinition, word: str) -> str | None:
    words = _words(definition)
    if not words or definition.refusal(word) is None:
        return word
    meant = _SYNONYMS.get((definition.name, word.lower())) or certain_word(word, words)
    return None if meant is None else _in_case(definition, word, meant)


def _certain_list(definition: KeyDefinition, value: str) -> str | None:
    """The list with each item certain, none twice and none empty."""
    items = [_certain(definition, item.strip()) for item in value.split(",") if item.strip()]
    known = [item for item in items if item is not None]
    return ",".join(dict.fromkeys(known)) if len(known) == len(items) else None


def _in_case(definition: KeyDefinition, written: str, meant: str) -> str:
    """Where Kafka takes any case, that of what is written."""
    if not definition.valid or definition.valid[0] != "in-any-case":
        return meant
    return meant.upper() if written == written.upper() else meant.lower()
