"""A parsed source file: nodes of tree-sitter with their places in characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.source.grammars import ending_of, parser
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from kafka_architect.validation.source_file import SourceFile

# tree-sitter-kotlin 1.1 takes the < of a<B, C>(d) for a comparison, and loses its way: blanks in its place.
_KOTLIN = (".kt", ".kts")
_TYPE_ARGUMENTS = re.compile(r"(?<=\w)<[\w ,.?*<>]{0,200}>(?=\()", re.ASCII)


class SyntaxFile:
    """The tree of one file. tree-sitter counts bytes of UTF-8, everything else here characters."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.ending = ending_of(file.path)
        text = file.text
        if self.ending in _KOTLIN:
            text = _TYPE_ARGUMENTS.sub(lambda found: " " * len(found.group()), text)
        self._bytes = text.encode("utf-8", "replace")
        self._wide = None if file.text.isascii() else _wide_characters(file.text)
        self._tree = parser(self.ending).parse(self._bytes)  # kept: its nodes live as long as it does

    @property
    def root(self) -> Node:
        """The node of the whole file."""
        return self._tree.root_node

    def text(self, node: Node) -> str:
        """What is written there."""
        return self._bytes[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def span(self, node: Node) -> Span:
        """The characters of a node."""
        if self._wide is None:
            return Span(node.start_byte, node.end_byte)
        return Span(self._character(node.start_byte), self._character(node.end_byte))

    def _character(self, byte: int) -> int:
        starts, characters = self._wide or ([0], [0])
        position = bisect_right(starts, byte) - 1
        return characters[position] + byte - starts[position]


def _wide_characters(text: str) -> tuple[list[int], list[int]]:
    """Byte and character offset behind each character that takes more than one byte."""
    starts, characters = [0], [0]
    byte = 0
    for number, character in enumerate(text):
        size = 1 if character < "\x80" else len(character.encode("utf-8", "replace"))
        byte += size
        if size > 1:
            starts.append(byte)
            characters.append(number + 1)
    return starts, characters
