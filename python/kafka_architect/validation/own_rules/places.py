"""Where a settings file says something: TOML's reader gives values without their lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = re.compile(r"\s*\[")


class Place(NamedTuple):
    """A table of a settings file, for messages: the file, its text, and the line of the table's header."""

    path: Path
    text: str
    header: int = 1

    def error(self, message: str, key: str = "") -> InputError:
        """An error at a key of the table, or at the table."""
        return InputError(f"{self.path}:{self._line_of(key)}: {message}")

    def table(self, name: str, number: int = 0) -> Place:
        """A table, [name] or the number-th of [[name]]."""
        header = re.compile(rf"\s*\[\[?\s*(?:tool\.kafka-architect\.)?{re.escape(name)}\s*\]")
        lines = [at for at, line in enumerate(self.text.split("\n"), start=1) if header.match(line)]
        return self._replace(header=lines[number] if number < len(lines) else self._line_of(name))

    def _line_of(self, key: str) -> int:
        lines = self.text.split("\n")
        wanted = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]") if key else None
        for at in range(self.header, len(lines) + 1):
            line = lines[at - 1]
            if at > self.header and self.header > 1 and _HEADER.match(line):
                break
            if wanted is not None and wanted.match(line):
                return at
        return self.header
