"""Rust, Ruby, PHP, C and C++: a known key of librdkafka as a text beside a literal.

rust-rdkafka's .set("key", "value"), rd_kafka_conf_set(conf, "key", "value", ...), php-rdkafka's
$conf->set('key', 'value'), rdkafka-ruby's {"key" => "value"}: nothing is followed, so that nothing is said of
what is missing. Keys that one function says belong together.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue
from kafka_architect.validation.configuration import Reading
from kafka_architect.validation.dialects.source.configurations import Made, configuration_of, named, same_key
from kafka_architect.validation.dialects.source.grammars import ending_of, installed
from kafka_architect.validation.dialects.source.lowering import number_of, unescaped
from kafka_architect.validation.dialects.source.marks import speaks_of_settings
from kafka_architect.validation.dialects.source.program import Number, Opaque, Text, Truth
from kafka_architect.validation.dialects.source.syntax import SyntaxFile
from kafka_architect.validation.dialects.source.values import Entry, Known
from kafka_architect.validation.knowledge.librdkafka_keys import ALIASES, concerns, librdkafka_roles
from kafka_architect.validation.role import Client, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from kafka_architect.validation.dialects.source.program import Expression
    from kafka_architect.validation.source_file import SourceFile

NAME = "dotted-source"
_FUNCTIONS = frozenset(
    {"function_item", "method", "singleton_method", "function_definition", "method_declaration",
     "function_declaration", "closure_expression", "class_declaration"}
)  # fmt: skip
_TEXTS = frozenset({"string_literal", "string", "encapsed_string", "raw_string_literal"})
_NUMBERS = frozenset({"integer_literal", "integer", "number_literal"})
_TRUTHS = frozenset({"true", "false", "boolean_literal", "boolean"})
_WRAPPERS = frozenset({"argument", "array_element_initializer"})


class _Said(NamedTuple):
    expression: Expression
    value: Known


def recognises(file: SourceFile) -> bool:
    """By a key of librdkafka in quotes, where the grammar is installed."""
    return speaks_of_settings(file.path, file.text) and installed(ending_of(file.path))


def read(file: SourceFile, role: Role | None) -> Reading:
    """A configuration for each function that says keys of one client."""
    source = SyntaxFile(file)
    made = [one for entries in _entries(source) for one in _clients(entries)]
    reading = Reading()
    for one in named(source, [one for one in made if role in (None, one.role)]):
        reading.configurations.append(configuration_of(source, one, NAME, ALIASES))
    return reading


def _clients(entries: list[Entry]) -> Iterator[Made]:
    keys = {one.key for one in entries}
    if not any("." in one for one in keys):
        return
    roles = librdkafka_roles(keys)
    for role in roles or (Role.PRODUCER,):
        own = [one for one in entries if len(roles) < 2 or concerns(role, one.key)]
        node = own[0].key_expression.node
        yield Made(role, node, own, whole=False, owned=False, client=Client.LIBRDKAFKA, spell=same_key)


def _entries(source: SyntaxFile) -> Iterator[list[Entry]]:
    """The keys with their literals, by the function that they are in."""
    groups: dict[int, dict[str, Entry]] = {}
    stack: list[tuple[Node, int]] = [(source.root, 0)]
    while stack:
        node, group = stack.pop()
        if node.type in _FUNCTIONS:
            group = node.id
        children = node.named_children
        for key, value in pairwise(children):
            entry = _entry(source, key, value)
            if entry is not None:
                found = groups.setdefault(group, {})
                found[entry.key] = Entry(
                    entry.key, entry.key_expression, entry.expression, entry.value, None,
                    certain=entry.key not in found,
                )  # fmt: skip
        stack.extend((one, group) for one in reversed(children))
    yield from (list(found.values()) for found in groups.values())


def _entry(source: SyntaxFile, key: Node, value: Node) -> Entry | None:
    said, worth = _literal(source, key), _literal(source, value)
    if said is None or worth is None or said.value.kind != "text" or not _is_key(said.value.value or ""):
        return None
    return Entry(said.value.value or "", said.expression, worth.expression, worth.value, None)


def _is_key(text: str) -> bool:
    if "." not in text and text not in ("acks", "retries", "partitioner", "debug"):
        return False
    return any(
        key_catalogue(DEFAULT_VERSION, role, Client.LIBRDKAFKA).get(text) is not None
        for role in (Role.PRODUCER, Role.CONSUMER)
    )


def _literal(source: SyntaxFile, node: Node) -> _Said | None:
    if node.type in _WRAPPERS and node.named_child_count == 1:
        node = node.named_children[0]
    said = source.text(node)
    if node.type == "delimited_symbol" and said[:2] in (':"', ":'"):
        text = unescaped(said[2:-1])
        return _Said(Opaque(node), Known(text))
    if node.type in _TEXTS and not said.startswith(("r", "b", "R", "L")):
        plain = all(one.type.endswith(("content", "fragment", "sequence")) for one in node.named_children)
        if len(said) < 2 or not plain or ("$" in said and node.type == "encapsed_string"):
            return None
        text = unescaped(said[1:-1])
        return _Said(Text(node, text), Known(text))
    if node.type in _NUMBERS:
        number = number_of(said)
        if number is not None and isinstance(number[0], int):
            return _Said(Number(node, *number), Known(str(number[0]), "int"))
    if node.type in _TRUTHS:
        return _Said(Truth(node, value=said == "true"), Known(said, "boolean"))
    return None
