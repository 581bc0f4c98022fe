"""A block of .properties text inside any file, as settings that can be edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Fault, Origin, Setting
from kafka_architect.validation.dialects.placeholders import has_placeholder
from kafka_architect.validation.dialects.properties_text import escape_key, escape_value, read_properties
from kafka_architect.validation.fix import Edit
from kafka_architect.validation.source_file import Span
from kafka_architect.validation.text_edits import indentation, insert_line_after, remove_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.source_file import SourceFile


class PropertiesBlock:
    """The characters `span` of a file, read as .properties; also the writer of its settings.

    `indent` is put before a line that is added to a block without lines.
    """

    def __init__(self, file: SourceFile, span: Span | None = None, *, indent: str = "") -> None:
        self.file = file
        self.span = span or Span(0, len(file.text))
        self.faults: list[Fault] = []
        self._indent = indent
        self._last: int | None = None

    def settings(self, origin: Origin = Origin.FILE) -> Iterator[Setting]:
        """Yield the settings in order; what Java would refuse is left in `faults`."""
        for found in read_properties(self.file.text, self.span.start, self.span.end):
            if found.fault:
                self.faults.append(Fault(found.fault, found.value_span.start))
            self._last = max(found.value_span.end - 1, found.key_span.start)
            yield Setting(
                key=found.key,
                value=found.value,
                origin=origin,
                written=found.key,
                span=found.value_span,
                key_span=found.key_span,
                resolved=not has_placeholder(found.value),
                file=self.file,
            )

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another value in place."""
        if setting.span is None:
            return None
        before = self.file.text[setting.span.start - 1 : setting.span.start]
        separator = "=" if setting.span.start == setting.span.end and before not in "=: \t" else ""
        return Edit(self.file, setting.span, separator + escape_value(value))

    def remove(self, setting: Setting) -> Edit | None:
        """Take out the line, or the lines that continue it."""
        if setting.key_span is None or setting.span is None:
            return None
        return remove_lines(self.file, setting.key_span.start, max(setting.span.end, setting.key_span.end))

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Put another key in place."""
        return None if setting.key_span is None else Edit(self.file, setting.key_span, escape_key(key))

    def add(self, key: str, value: str) -> Edit | None:
        """Add a line below the last setting, or at the end of the block."""
        line = f"{escape_key(key)}={escape_value(value)}"
        if self._last is not None:
            return insert_line_after(self.file, self._last, indentation(self.file, self._last) + line)
        if self.span == Span(0, len(self.file.text)):
            needs_end = self.file.text and not self.file.text.endswith("\n")
            line = (self.file.newline if needs_end else "") + line + self.file.newline
            return Edit(self.file, Span(self.span.end, self.span.end), line)
        return insert_line_after(self.file, self.span.start, self._indent + line)
