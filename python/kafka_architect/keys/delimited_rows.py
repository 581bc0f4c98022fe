"""Rows of a table: the same number of delimiters in every line, with or without a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.keys.found_format import FoundFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

# Nearly no key has a TAB in it; a comma or a bar may join the parts of a key, so that more lines must agree.
_FEWEST_LINES = {b"\t": 1, b",": 4, b";": 4, b"|": 4}
_SHARE = 0.8
_NAMES = {b"\t": "TABs", b",": "commas", b";": "semicolons", b"|": "bars"}
_QUOTED = re.compile(rb'"(?:[^"]|"")*"')
_KEY_COLUMNS = frozenset({
    "key", "messagekey", "message_key", "message key", "record_key", "record key", "kafka_key", "key_hex",
})  # fmt: skip
_COLUMNS = _KEY_COLUMNS | {
    "partition",
    "offset",
    "timestamp",
    "topic",
    "value",
    "payload",
    "headers",
    "count",
}


@dataclass(frozen=True, slots=True)
class _Rows:
    delimiter: bytes
    delimiters: int
    lines: Sequence[bytes]

    @property
    def heading(self) -> list[str]:
        """The first line as names of columns."""
        cells = self.lines[0].split(self.delimiter)
        return [cell.decode("utf-8", "replace").strip(' "\ufeff').lower().lstrip("_") for cell in cells]

    def cut(self, column: int, *, behind_heading: bool) -> str:
        """The command that prints one column, from 1."""
        option = "" if self.delimiter == b"\t" else f"-d {self.delimiter.decode()!r} "
        if behind_heading:
            return f"tail -n +2 {{source}} | cut {option}-f{column} > only-keys.txt"
        return f"cut {option}-f{column} {{source}} > only-keys.txt"


def delimited_rows(lines: Sequence[bytes]) -> FoundFormat | None:
    """What rows of a table look like; certain where a heading names columns of records."""
    lines = _joined(lines)
    for delimiter, fewest in _FEWEST_LINES.items():
        if len(lines) < 2 and delimiter != b"\t":
            continue
        counts = [_QUOTED.sub(b"", line).count(delimiter) for line in lines]
        rows = _Rows(delimiter, counts[0], lines)
        alike = counts.count(counts[0]) / len(counts)
        if counts[0] == 0 or alike < _SHARE:
            continue
        # Some rows may be broken: whoever reads them says so.
        if known := _with_heading(rows):
            return known
        if alike == 1.0 and len(lines) >= fewest:
            return _without_heading(rows)
    return None


def _joined(lines: Sequence[bytes]) -> Sequence[bytes]:
    """The lines, those in the middle of a quoted value joined; the last value may be cut."""
    if not any(line.count(b'"') % 2 for line in lines):
        return lines
    joined: list[bytes] = []
    open_since: list[bytes] = []
    for line in lines:
        open_since.append(line)
        if sum(part.count(b'"') for part in open_since) % 2 == 0:
            joined.append(b"\n".join(open_since))
            open_since = []
    return joined or lines


def _with_heading(rows: _Rows) -> FoundFormat | None:
    heading = rows.heading
    key = next((number for number, name in enumerate(heading, 1) if name in _KEY_COLUMNS), None)
    named = [name for name in heading if name in _COLUMNS]
    if len(rows.lines) < 2 or len(set(named)) < (1 if key else 2):
        return None
    evidence = f"columns {', '.join(map(repr, heading[:8]))}"
    advice = (
        f"Take the keys: {rows.cut(key, behind_heading=True)}, then analyze only-keys.txt."
        if key
        else "No column is named as the key: export the keys too, one per line."
    )
    return FoundFormat("delimited", "rows of a table with a heading", evidence, advice)


def _without_heading(rows: _Rows) -> FoundFormat:
    evidence = f"{rows.delimiters} {_NAMES[rows.delimiter]} in each of the first {len(rows.lines):,} lines"
    advice = (
        f"If the key is one of the {rows.delimiters + 1} columns, the first say: "
        f"{rows.cut(1, behind_heading=False)}, then analyze only-keys.txt."
    )
    return FoundFormat("delimited", "rows of a table", evidence, advice, certain=False)
