"""Terraform's language with the place of every value, parsed by tree-sitter, which reads on after errors.

python-hcl2 takes 115 ms to import and keeps lines only; tree-sitter takes 0.7 ms and keeps bytes.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

import tree_sitter
import tree_sitter_hcl

from kafka_architect.validation.configuration import Fault, Setting
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.source_file import SourceFile

Node = tree_sitter.Node
_LITERALS = ("numeric_lit", "bool_lit")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_MOST_FAULTS = 5


@cache
def _parser() -> tree_sitter.Parser:
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language()))


class HclFile:
    """A parsed file: its resources, and settings of its values."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self._bytes = file.text.encode("utf-8", "replace")
        self._wide = None if file.text.isascii() else _wide_characters(file.text)
        self._known: dict[int, dict[str, tuple[Node, Node]]] = {}  # attributes, by the id of their block
        self._root = _parser().parse(self._bytes).root_node

    def faults(self) -> Iterator[Fault]:
        """What could not be parsed."""
        stack, found = [self._root], 0
        while stack and found < _MOST_FAULTS:
            node = stack.pop()
            if node.type == "ERROR" or node.is_missing:
                found += 1
                yield Fault("not HCL: this part of the file was skipped", self.span(node).start)
            elif node.has_error:
                stack.extend(reversed(node.children))

    def resources(self) -> Iterator[tuple[str, str, Node]]:
        """Type, name and block of each resource."""
        for labels, block in self._labelled():
            if labels[:1] == ["resource"] and len(labels) > 2:
                yield labels[1], labels[2], block

    def modules(self) -> Iterator[tuple[str, Node]]:
        """Name and block of each module that is called."""
        for labels, block in self._labelled():
            if labels[:1] == ["module"] and len(labels) > 1:
                yield labels[1], block

    def _labelled(self) -> Iterator[tuple[list[str], Node]]:
        for body in self._root.children:
            for block in body.children if body.type == "body" else ():
                if block.type == "block":
                    named = (one for one in block.children if one.type in ("string_lit", "identifier"))
                    yield [self.label(one) for one in named], block

    def span(self, node: Node) -> Span:
        """The characters of a node."""
        if self._wide is None:
            return Span(node.start_byte, node.end_byte)
        return Span(self._character(node.start_byte), self._character(node.end_byte))

    def _character(self, byte: int) -> int:
        if self._wide is None:
            return byte
        places, extra = self._wide
        return byte - extra[bisect_right(places, byte)]

    def label(self, node: Node) -> str:
        """The text of a label: quotes are gone."""
        return self._bytes[node.start_byte : node.end_byte].decode("utf-8", "replace").strip('"')

    def blocks(self, block: Node | None, name: str) -> Iterator[Node]:
        """The blocks of a name inside a block."""
        for child in _body(block):
            if child.type == "block" and child.children and self.label(child.children[0]) == name:
                yield child

    def block(self, block: Node | None, *path: str) -> Node | None:
        """The first block at a path of names."""
        for name in path:
            block = next(self.blocks(block, name), None)
        return block

    def attribute(self, block: Node | None, name: str) -> tuple[Node, Node] | None:
        """Name and expression of an attribute."""
        return None if block is None else self._attributes(block).get(name)

    def _attributes(self, block: Node) -> dict[str, tuple[Node, Node]]:
        """The attributes of a block; the first of a name counts."""
        found = self._known.get(block.id)
        if found is None:
            found = self._known[block.id] = {}
            for child in _body(block):
                parts = child.children if child.type == "attribute" else ()
                if len(parts) > 2:
                    found.setdefault(self.label(parts[0]), (parts[0], parts[2]))
        return found

    def setting(self, key: str, block: Node | None, name: str) -> Setting | None:
        """An attribute as a setting of `key`; an expression is only known later."""
        found = self.attribute(block, name)
        return None if found is None else self.value(key, *found)

    def value(self, key: str, key_node: Node, expression: Node) -> Setting:
        """An expression as a setting; of a quoted string the place is what is between the quotes."""
        literal = _unwrapped(expression)
        span, key_span = self.span(literal), self.span(key_node)
        written = self.file.text[span.start : span.end]
        resolved = literal.type in _LITERALS
        if literal.type == "string_lit" and len(written) > 1 and written[-1] == '"':
            span, written, resolved = Span(span.start + 1, span.end - 1), unescaped(written[1:-1]), True
        elif literal.type in ("quoted_template", "template_expr"):
            written = written.strip('"')
        return Setting(
            key=key,
            value=written,
            written=self.label(key_node),
            span=span,
            key_span=key_span,
            resolved=resolved,
            file=self.file,
        )

    def object_of(self, block: Node | None, name: str) -> Node | None:
        """The object (`{ ... }`) that an attribute is."""
        found = self.attribute(block, name)
        literal = _unwrapped(found[1]) if found is not None else None
        return literal if literal is not None and literal.type == "object" else None

    def elements(self, literal: Node | None) -> Iterator[tuple[Node, Node]]:
        """Key and value of each element of an object."""
        for element in literal.children if literal is not None else ():
            expressions = [one for one in element.children if one.type == "expression"]
            if element.type == "object_elem" and len(expressions) == 2:
                yield expressions[0], expressions[1]

    def settings(self, literal: Node | None) -> Iterator[Setting]:
        """The elements of an object as settings; keys that are expressions are left out."""
        for key_node, expression in self.elements(literal):
            key = self.label(key_node)
            if key and "${" not in key and not key.startswith("("):
                yield self.value(key, key_node, expression)

    def items(self, block: Node | None, name: str) -> list[Node]:
        """The expressions of a list."""
        found = self.attribute(block, name)
        literal = _unwrapped(found[1]) if found is not None else None
        if literal is None or literal.type != "tuple":
            return []
        return [one for one in literal.children if one.type == "expression"]

    def heredoc(self, block: Node | None, name: str) -> Span | None:
        """The lines of a heredoc, without its first and last; None for another expression."""
        found = self.attribute(block, name)
        literal = _unwrapped(found[1]) if found is not None else None
        if literal is None or literal.type != "heredoc_template":
            return None
        marks = [self.span(one) for one in literal.children if one.type == "heredoc_identifier"]
        text = self.file.text
        start = text.find("\n", marks[0].end) + 1 if marks else 0
        end = text.rfind("\n", 0, marks[1].start) + 1 if len(marks) > 1 else self.span(literal).end
        return Span(start, end) if 0 < start <= end else None


def unescaped(text: str) -> str:
    """The text of a quoted string without its escapes."""
    if "\\" not in text and "$$" not in text:
        return text
    parts: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text):
            parts.append(_ESCAPES.get(text[at + 1], text[at + 1]))
            at += 2
        else:
            parts.append(text[at])
            at += 1
    return "".join(parts).replace("$${", "${")


def _unwrapped(node: Node) -> Node:
    while (
        node.type in ("expression", "literal_value", "collection_value", "template_expr")
        and node.child_count == 1
    ):
        node = node.children[0]
    return node


def _body(block: Node | None) -> list[Node]:
    for child in block.children if block is not None else ():
        if child.type == "body":
            return list(child.children)
    return []


def _wide_characters(text: str) -> tuple[list[int], list[int]]:
    """Where characters of several bytes end, and how many bytes more than characters there are until then."""
    places: list[int] = []
    extra = [0]
    byte = 0
    for character in text:
        length = len(character.encode("utf-8", "replace"))
        byte += length
        if length > 1:
            places.append(byte)
            extra.append(extra[-1] + length - 1)
    return places, extra
