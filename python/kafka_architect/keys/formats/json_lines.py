"""JSON lines: objects, one per line; what kcat -J, rpk, kafkactl and sinks write.

Only the fields that are asked for are looked at, by the core. A field inside a field is written with dots.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

from kafka_architect import _core
from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.chosen_fields import choose_fields
from kafka_architect.keys.field_columns import key_columns
from kafka_architect.keys.field_names import are_records
from kafka_architect.keys.line_ends import whole_lines
from kafka_architect.keys.source import Reading, SourceFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.keys.chosen_fields import ChosenFields
    from kafka_architect.keys.columns import KeyColumns
    from kafka_architect.keys.source import WantedColumns

# As many lines tell the fields; one that first appears later can be asked for by name too.
_LOOKED_AT = 200
_KCAT_FIELDS = {"tstype", "broker"}


class LineSource(Protocol):
    """JSON lines, and the first of them."""

    @property
    def name(self) -> str:
        """What to call it."""

    @property
    def head(self) -> bytes:
        """Its first bytes."""

    @property
    def complete(self) -> bool:
        """Whether the last line of `head` is a whole one."""

    def blocks(self) -> Iterator[bytes]:
        """All of it."""


def read_objects(source: LineSource, wanted: WantedColumns, title: str = "JSON lines") -> Reading:
    """Read objects, one per line."""
    objects = _first_objects(source)
    available = list(dict.fromkeys(path for one in objects for path in _paths("", one)))
    told = [name for key in wanted.keys for name in key.among(available).fields]
    told += [name for name in (wanted.partition, wanted.size, wanted.count) if name is not None]
    # A field of a few objects need not be among the first ones.
    known = [*available, *(name for name in told if name not in available and _may_come(name, objects))]
    chosen = choose_fields(source.name, known, wanted, noun="field", title=title)
    if set(available) >= _KCAT_FIELDS:
        title = "output of kcat -J"
    elif are_records(available):
        title = f"{title} of records"
    reading = Reading(f"{title}, {chosen}", iter(()))
    reading.batches = _batches(source, wanted, chosen, reading)
    return reading


def _may_come(name: str, objects: list[dict[str, Any]]) -> bool:
    """Whether later objects may have a field that the first ones lack: what it lies in is null there."""
    outer, _, inner = name.rpartition(".")
    return bool(inner) and any(_at(one, outer) is None and outer in _paths("", one) for one in objects)


def _at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _first_objects(source: LineSource) -> list[dict[str, Any]]:
    lines = source.head.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if not source.complete and len(lines) > 1:
        lines.pop()
    objects = []
    for line in [line for line in lines if line.strip()][:_LOOKED_AT]:
        try:
            value = json.loads(line.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            objects.append(value)
    if not objects:
        raise MalformedSourceError(f"{source.name}: none of its first lines is a JSON object")
    return objects


def _paths(outer: str, value: dict[str, Any]) -> list[str]:
    paths = []
    for name, inner in value.items():
        paths.append(f"{outer}{name}")
        if isinstance(inner, dict):
            paths += _paths(f"{outer}{name}.", inner)
    return paths


def _batches(
    source: LineSource, wanted: WantedColumns, chosen: ChosenFields, reading: Reading
) -> Iterator[KeyColumns]:
    top = _first_objects(source)[0]
    lines = _core.JsonLines([[name] if name in top else name.split(".") for name in chosen.names])
    before = 0
    missing = dict.fromkeys((name for key in chosen.keys for name in key.fields), 0)
    records = 0
    for block in whole_lines(source.blocks()):
        text = block.removeprefix(b"\xef\xbb\xbf") if before == 0 else block
        values, bad = lines.read(text)
        columns = dict(zip(chosen.names, values, strict=True))
        for name in missing:
            missing[name] += columns[name].missing
        records += len(values[0])
        yield key_columns(columns, wanted, chosen)
        if bad is not None:
            raise MalformedSourceError(
                f"{source.name}: byte {before + bad[0]:,} of its text is not JSON lines: {bad[1]}; the "
                f"{records:,} records before it are counted"
            )
        before += len(block)
    reading.notes += [
        f"{source.name}: the field {name!r} is missing in {count:,} of {records:,} records; their key is null"
        for name, count in missing.items()
        if count
    ]


FORMAT = SourceFormat(
    "json", "JSON lines", read_objects,
    found_as=("json-lines", "json-records", "kcat-json"), endings=(".jsonl", ".ndjson", ".json"),
)  # fmt: skip
