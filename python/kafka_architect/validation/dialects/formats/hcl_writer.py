"""Edits of Terraform's objects and attributes, in place: comments, order and quoting stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.fix import Edit
from kafka_architect.validation.source_file import Span
from kafka_architect.validation.text_edits import insert_line_after, remove_lines

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.dialects.formats.hcl_tree import HclFile, Node

_BARE = re.compile(r"-?\d+(\.\d+)?|true|false")
_REST_OF_LINE = re.compile(r"\"?[ \t]*+(?:,[ \t]*+)?((#|//)[^\r\n]*+)?(?=\r?\n|\Z)")


def quoted(value: str) -> str:
    """A string of Terraform's language."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + escaped.replace("${", "$${").replace("%{", "%%{") + '"'


class HclWriter:
    """Writes the `config` object of a resource, and its attributes."""

    def __init__(self, hcl: HclFile, block: Node, name: str) -> None:
        self._hcl, self._file = hcl, hcl.file
        self._block, self._name = block, name
        self._object = hcl.object_of(block, name)

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another literal in place; expressions are left alone."""
        if setting.span is None or not setting.resolved:
            return None
        if self._file.text[setting.span.start - 1 : setting.span.start] == '"':
            return Edit(self._file, setting.span, quoted(value)[1:-1])
        return Edit(self._file, setting.span, value if _BARE.fullmatch(value) else quoted(value))

    def remove(self, setting: Setting) -> Edit | None:
        """Take out the line, where nothing else is on it."""
        if setting.span is None or setting.key_span is None:
            return None
        start = self._line_start(setting.key_span.start)
        alone = not self._file.text[start : setting.key_span.start].strip(' \t"')
        if not alone or not _REST_OF_LINE.match(self._file.text, setting.span.end):
            return None
        return remove_lines(self._file, setting.key_span.start, setting.span.end)

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Put another key in place."""
        if setting.key_span is None:
            return None
        bare = self._file.text[setting.key_span.start] != '"'
        text = key if bare and re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", key) else quoted(key)
        return Edit(self._file, setting.key_span, text)

    def add(self, key: str, value: str) -> Edit | None:
        """Add a line below the last element; an object where there is none."""
        if self._object is None:
            return self._add_object(key, value)
        elements = list(self._hcl.elements(self._object))
        if not elements:
            return None
        first, last = self._hcl.span(elements[0][0]), self._hcl.span(elements[-1][1])
        start = self._line_start(first.start)
        indent = self._file.text[start : first.start]
        rest = _REST_OF_LINE.match(self._file.text, last.end)
        if indent.strip() or rest is None:
            return None
        comma = "," if "," in rest.group().split("#")[0].split("//")[0] else ""
        return insert_line_after(self._file, last.end - 1, f"{indent}{quoted(key)} = {quoted(value)}{comma}")

    def _add_object(self, key: str, value: str) -> Edit | None:
        if self._hcl.attribute(self._block, self._name) is not None:
            return None
        span = self._hcl.span(self._block)
        close = span.end - 1
        line = self._line_start(close)
        if self._file.text[line:close].strip() or self._file.text[close : close + 1] != "}":
            return None
        indent = self._file.text[line:close]
        newline = self._file.newline
        lines = [
            f"{indent}  {self._name} = {{",
            f"{indent}    {quoted(key)} = {quoted(value)}",
            f"{indent}  }}",
        ]
        return Edit(self._file, Span(line, line), newline.join(lines) + newline)

    def _line_start(self, offset: int) -> int:
        return self._file.text.rfind("\n", 0, offset) + 1
