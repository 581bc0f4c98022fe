"""Values to try on a key: what its type allows, bounds and just beyond, near misses, other keys' values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import KeyType

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from kafka_architect.validation.catalogue import KeyDefinition

TRIED = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))


def values_for(definition: KeyDefinition, draw: random.Random, others: list[str]) -> Iterator[str]:
    """Some values for one key, of every kind that fits its type; `others` are values of other keys."""
    kind = definition.type
    if definition.default is not None and kind is not KeyType.CLASS:
        yield definition.default
    if definition.librdkafka:
        yield from draw.sample(TRIED["librdkafka"], 4)
    yield from _for_validator(definition.valid)
    if kind in {KeyType.INT, KeyType.SHORT, KeyType.LONG}:
        yield from draw.sample(TRIED["integers"], 3)
        yield from _around_bounds(definition)
    elif kind is KeyType.DOUBLE:
        yield from draw.sample(TRIED["doubles"], 6)
        yield from _around_bounds(definition)
    elif kind is KeyType.BOOLEAN:
        yield from draw.sample(TRIED["booleans"], 4)
    elif kind is KeyType.CLASS:
        yield from draw.sample(TRIED["classes"], 2)
        yield from _classes(definition.valid, draw)
        return
    else:
        yield from draw.sample(TRIED["texts"], 2)
    if definition.choices:
        yield from _choices(definition, draw)
    if kind is KeyType.LIST:
        yield from draw.sample(TRIED["lists"], 3)
    yield draw.choice(others)
    yield draw.choice(TRIED["wrapped"]).format(draw.choice(others))


def _for_validator(valid: tuple[object, ...]) -> Iterator[str]:
    if valid:
        yield from TRIED["validators"].get(valid[0], ())


def _around_bounds(definition: KeyDefinition) -> Iterator[str]:
    for bound in definition.bounds:
        if bound is not None:
            steps = (-1, 0, 1) if definition.type is not KeyType.DOUBLE else (-0.001, 0, 0.001)
            yield from (str(bound + step) for step in steps)


def _choices(definition: KeyDefinition, draw: random.Random) -> Iterator[str]:
    one, other = draw.choice(definition.choices), draw.choice(definition.choices)
    yield from (
        one,
        one.upper(),
        one.title(),
        f" {one} ",
        one[:-1],
        f"{one}s",
        f"{one},{other}",
        f"{one} , {one}",
    )
    yield one.replace("_", "-") if "_" in one else one.replace(".", "_")


def _classes(valid: tuple[object, ...], draw: random.Random) -> Iterator[str]:
    for part in valid[1:] if valid and valid[0] == "all" else ():
        if isinstance(part, list) and part[0] == "subclass-of":
            yield draw.choice(part[2])
