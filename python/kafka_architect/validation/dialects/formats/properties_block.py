"""A block of .properties text inside any file, as settings that can be edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Fault, Origin, Setting
from kafka_architect.validation.dialects.formats.placeholders import has_placeholder
from kafka_architect.validation.dialects.formats.properties_text import (
    escape_key,
    escape_value,
    read_properties,
)
from kafka_architect.validation.fix import Edit
from kafka_architect.validation.source_file import Span
from kafka_architect.validation.text_edits import indentation, insert_line_after, remove_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.dialects.formats.properties_text import Property
    from kafka_architect.validation.source_file import SourceFile


class PropertiesBlock:
    r"""The characters `span` of a file, read as .properties; also the writer of its settings.

    `indent` is put before a line that is added to a block without lines. `java` tells whether Java reads it,
    as ISO-8859-1: then what is beyond ASCII is written as \uXXXX.
    """

    def __init__(
        self, file: SourceFile, span: Span | None = None, *, indent: str = "", java: bool = True
    ) -> None:
        self.file = file
        self.span = span or Span(0, len(file.text))
        self.faults: list[Fault] = []
        self.templated = False
        self._indent = indent
        self._ascii = java
        self._last: Property | None = None

    def settings(self, origin: Origin = Origin.FILE) -> Iterator[Setting]:
        """Yield the settings in order; what Java would refuse is left in `faults`.

        Lines of a template (`{% if x %}`, `${NAME}=1`) are no settings; `templated` says that there are some.
        """
        for found in read_properties(self.file.text, self.span.start, self.span.end):
            if has_placeholder(found.key) or found.key.startswith(("{#", "%{")):
                self.templated = True
                continue
            if found.fault:
                self.faults.append(Fault(found.fault, found.value_span.start))
            self._last = found
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
        key_span = setting.key_span or Span(setting.span.start, setting.span.start)
        if setting.span.start == setting.span.end and _continues(
            self.file.text[key_span.start : key_span.end]
        ):
            return None
        between = self.file.text[key_span.end : setting.span.start] if setting.key_span else "="
        separator = "" if "=" in between or ":" in between else "="
        return Edit(self.file, setting.span, separator + escape_value(value, ascii_only=self._ascii))

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
        line = f"{escape_key(key)}={escape_value(value, ascii_only=self._ascii)}"
        last = self._last
        if last is not None:
            if _continues(self.file.text[last.key_span.start : last.value_span.end]):
                return None
            after = max(last.value_span.end - 1, last.key_span.start)
            return insert_line_after(self.file, after, indentation(self.file, last.key_span.start) + line)
        if self.span == Span(0, len(self.file.text)):
            needs_end = self.file.text and not self.file.text.endswith("\n")
            line = (self.file.newline if needs_end else "") + line + self.file.newline
            return Edit(self.file, Span(self.span.end, self.span.end), line)
        return insert_line_after(self.file, self.span.start, self._indent + line)


def _continues(written: str) -> bool:
    """Whether the last line of a block says that another follows, which there is not."""
    return (len(written) - len(written.rstrip("\\"))) % 2 == 1
