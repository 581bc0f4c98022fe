"""What the lowering of every language has in common: a bound on depth, and a way through what is unknown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.source.program import (
    Branch,
    Call,
    Evaluate,
    Name,
    Number,
    Opaque,
    Program,
    Statement,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tree_sitter import Node

    from kafka_architect.validation.dialects.source.program import (
        Expression,
    )
    from kafka_architect.validation.dialects.source.syntax import SyntaxFile

# Deeper than people write, and a fraction of what Python's own stack takes.
_DEEPEST = 50
_NUMBER = re.compile(
    r"(?P<hex>0[xX][0-9a-fA-F]+)|(?P<digits>\d+)(?P<fraction>\.\d*)?(?P<power>[eE][+-]?\d+)?"
)
_SUFFIX = re.compile(r"[lL]|[uU][lL]?|[fFdDmM]|[ui](?:8|16|32|64|size)")
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]+\}|u+[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-7]{1,3}|\r?\n|.)", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0", "s": " ", "a": "\a", "v": "\v"}
_OWN = ("this.", "self.", "$this->", "@")
_LARGEST_CHARACTER = 0x10FFFF

Statements = list[Statement]


class Lowering:
    """Walks a tree; a language adds `on_<type of node>` for expressions and `do_<type>` for statements."""

    #: Types of nodes whose children are looked through as if they were not there.
    transparent: frozenset[str] = frozenset()
    #: Types of nodes that are passed over.
    silent: frozenset[str] = frozenset({"comment", "line_comment", "block_comment", "multiline_comment"})

    def __init__(self, source: SyntaxFile) -> None:
        self.source = source
        self.text = source.text
        self._depth = 0
        self._expressions: dict[str, Callable[[Node], Expression]] = {}
        self._statements: dict[str, Callable[[Node], Statements]] = {}
        for name in dir(self):
            if name.startswith("on_"):
                self._expressions[name[3:]] = getattr(self, name)
            elif name.startswith("do_"):
                self._statements[name[3:]] = getattr(self, name)

    def program(self) -> Program:
        """The whole file."""
        program = Program([])
        self.imports(program)
        program.statements = self.statements(self.source.root.named_children)
        return program

    def imports(self, program: Program) -> None:
        """Fill in what the file imports."""

    def expression(self, node: Node | None) -> Expression:
        """A node as an expression."""
        if node is None:
            return Opaque(self.source.root)
        if self._depth > _DEEPEST:
            return Opaque(node)
        self._depth += 1
        try:
            handler = self._expressions.get(node.type)
            if handler is not None:
                return handler(node)
            if node.type in self.transparent and node.named_child_count == 1:
                return self.expression(node.named_children[0])
            return Opaque(node, self.expressions(node.named_children))
        finally:
            self._depth -= 1

    def expressions(self, nodes: Iterable[Node]) -> list[Expression]:
        """Several nodes, without comments."""
        return [self.expression(one) for one in nodes if one.type not in self.silent]

    def statements(self, nodes: Iterable[Node]) -> Statements:
        """Several nodes as statements."""
        return [statement for one in nodes for statement in self.statement(one)]

    def statement(self, node: Node) -> Statements:
        """A node as statements: what is no known statement may be done or not."""
        if node.type in self.silent or self._depth > _DEEPEST:
            return []
        self._depth += 1
        try:
            handler = self._statements.get(node.type)
            if handler is not None:
                return handler(node)
            if node.type in self._expressions:
                return [Evaluate(node, self._expressions[node.type](node))]
            inside = self.statements(node.named_children)
            return [Branch(node, inside)] if inside else []
        finally:
            self._depth -= 1

    def fields(self, node: Node, name: str) -> list[Node]:
        """All children of a field."""
        return node.children_by_field_name(name)

    def child(self, node: Node, *types: str) -> Node | None:
        """The first child of one of some types."""
        return next((one for one in node.named_children if one.type in types), None)

    def name(self, node: Node) -> Name:
        """A dotted name as it is written, without this."""
        return Name(node, plain_name(self.text(node)))

    def number(self, node: Node) -> Expression:
        """A literal number."""
        found = number_of(self.text(node))
        return Opaque(node) if found is None else Number(node, *found)


def plain_name(text: str) -> str:
    """A dotted name without blanks, `this.` and signs for what may be null."""
    name = "".join(text.split()).replace("?.", ".").replace("!.", ".").replace("!!", "")
    for own in _OWN:
        if name.startswith(own):
            return name[len(own) :]
    return name


def number_of(text: str) -> tuple[int | float, bool] | None:
    """A literal number and whether it is written as a long; None where it is none."""
    digits = text.replace("_", "").replace("'", "")
    found = _NUMBER.match(digits)
    if found is None:
        return None
    suffix = digits[found.end() :]
    if suffix and not _SUFFIX.fullmatch(suffix):
        return None
    long = suffix[:1] in ("l", "L")
    if found["hex"]:
        return int(found["hex"], 16), long
    if found["fraction"] or found["power"] or suffix[:1] in ("f", "F", "d", "D"):
        return float(digits[: found.end()]), False
    if len(found["digits"]) > 20:
        return None  # no type holds it, and Python would take its time
    octal = len(found["digits"]) > 1 and found["digits"].startswith("0")
    return None if octal else (int(found["digits"]), long)


def unescaped(text: str) -> str:
    """A text between quotes with its escapes resolved."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    said = found.group(1)
    if said[0] == "u" and len(said) > 1:
        code = int(said.strip("u{}"), 16)
        return chr(code) if code <= _LARGEST_CHARACTER and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    if said[0] == "x" and len(said) > 1:
        return chr(int(said[1:], 16))
    if said.isdigit() and all(one in "01234567" for one in said):
        return chr(int(said, 8))
    return "" if said in ("\n", "\r\n") else _LETTERS.get(said, said)


def join_name(receiver: Expression | None, name: str) -> str | None:
    """The dotted name of a member of a name; None where the receiver is something else."""
    if receiver is None:
        return name
    return f"{receiver.dotted}.{name}" if isinstance(receiver, Name) else None


def is_made(expression: Expression) -> bool:
    """Whether an expression makes an object."""
    return isinstance(expression, Call) and expression.creates
