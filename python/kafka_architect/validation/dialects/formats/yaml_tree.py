"""YAML with the place of every node: composed by libyaml through PyYAML, read without building objects.

Composing with libyaml takes a fiftieth of the time that a round-trip parser in Python takes, and its marks
are enough to edit the text in place, which keeps comments, order and quoting (docs/decisions/0009).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import yaml

from kafka_architect.validation.configuration import Fault, Origin, Setting
from kafka_architect.validation.dialects.formats.placeholders import MASK, has_placeholder, mask
from kafka_architect.validation.dialects.formats.yaml_faults import NOT_YAML, faults_of
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.source_file import SourceFile

_PARSER: Any = getattr(getattr(yaml, "cyaml", None), "CParser", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {
    spelling: str(value).lower()
    for value, words in ((True, ("true", "yes", "on")), (False, ("false", "no", "off")))
    for word in words
    for spelling in (word, word.capitalize(), word.upper())
}
_CONTROL = re.compile(r"^[ \t]*(\{\{|\{%|<%)", re.MULTILINE)
_GROUPED = re.compile(r"[-+]?[0-9][0-9_]*")
_DEEPEST = 64
# libyaml's nodes are composed by recursion in C, which ends the process where the stack does.
_DEEPEST_COMPOSED = 1000
_COMPACT = re.compile(r"(?:[-?][ \t]+){32}")  # - - - - : levels without an indentation of their own
_MOST_BROKEN = 8
_INK = re.compile(r"[^\r\n]")


@dataclass(slots=True)
class YamlFile:
    """The documents of a file that could be composed, and what could not.

    `templated` is True where a template decides which lines there will be.
    """

    documents: list[Node] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    templated: bool = False


class Pair(NamedTuple):
    """A key of a mapping with its value."""

    key: str
    key_node: Node
    value: Node


class _Loader(_PARSER, yaml.resolver.BaseResolver):  # type: ignore[misc]
    """Composes without resolving types, which takes as long again; `text_of` does what is needed of it."""

    def __init__(self, stream: str) -> None:
        _PARSER.__init__(self, stream)
        yaml.resolver.BaseResolver.__init__(self)

    def resolve(self, kind: type, value: object, implicit: object) -> str:
        """No type: every scalar is text."""
        return ""

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Nothing depends on the path."""

    def ascend_resolver(self) -> None:
        """Nothing depends on the path."""


@lru_cache(maxsize=16)
def yaml_file(file: SourceFile) -> YamlFile:
    """Compose a file. Templates are masked.

    Of a document that is not YAML, the lines before the error are kept where they are YAML by themselves;
    the documents before and behind it are kept whole.
    """
    result = YamlFile()
    text = mask(file.text)
    result.templated = text is not file.text and _CONTROL.search(file.text) is not None
    # libyaml refuses tabs as white space; outside of quotes JSON allows them, and inside they are illegal.
    if file.path.endswith(".json"):
        text = text.replace("\t", " ")
    start = 0
    for _ in range(_MOST_BROKEN):
        marks = _compose(text, result)
        if marks is None:
            break
        where = marks[0]
        start = max(start, text.rfind("\n---", 0, where) + 1)
        _salvage(_blanked(text, start), marks, result)
        behind = text.find("\n---", where)
        if behind < 0:
            break
        start = behind + 1
        text = _blanked(text, start)
    for document in result.documents:
        result.faults.extend(faults_of(document, aliases="*" in text))
    return result


def _salvage(text: str, marks: tuple[int, ...], result: YamlFile) -> None:
    """Add the document as it is before the line of an error, or else before what was begun there."""
    for where in marks:
        line_start = text.rfind("\n", 0, where) + 1
        if _compose(text[:line_start], result, silent=True) is None:
            return


def _compose(text: str, result: YamlFile, *, silent: bool = False) -> tuple[int, ...] | None:
    """Add the documents of a text; where it is not YAML and what began there, None where all is."""
    too_deep = _too_deep(text)
    if too_deep is not None:
        if not silent:
            message = f"nested more than {_DEEPEST_COMPOSED:,} levels deep: the rest was not read"
            result.faults.append(Fault(message, too_deep))
        return (too_deep,)
    try:
        for node in yaml.compose_all(text, Loader=_Loader):
            if node is not None:
                result.documents.append(node)
    except yaml.MarkedYAMLError as error:
        marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
        places = tuple(min(mark.index, len(text)) for mark in marks) or (0,)
        if not silent:
            result.faults.append(Fault(f"{NOT_YAML}: {error.problem or error.context}", places[0]))
        return places
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        where = min(getattr(error, "position", 0) or 0, len(text))
        if not silent:
            result.faults.append(Fault(f"{NOT_YAML}: {str(error).splitlines()[0]}", where))
        return (where,)
    return None


def _too_deep(text: str) -> int | None:
    """Where a text is nested too deep to be composed; None where it is not. Parsing knows no recursion."""
    if text.count("[") + text.count("{") <= _DEEPEST_COMPOSED and _COMPACT.search(text) is None:
        return None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_PARSER):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _DEEPEST_COMPOSED:
                    return 0 if event.start_mark is None else min(event.start_mark.index, len(text))
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except (yaml.YAMLError, ValueError):  # composing says so, and gets no deeper than this
        return None
    return None


def _blanked(text: str, end: int) -> str:
    """The text with blanks before `end`, so that offsets stay."""
    return _INK.sub(" ", text[:end]) + text[end:]


def pairs(node: Node | None, _depth: int = 0, _merged: set[int] | None = None) -> Iterator[Pair]:
    """The pairs of a mapping with scalar keys: what merge keys (`<<`) bring first, then its own.

    A merged pair that an own key, or an earlier merge, overrides is left out. A key that the mapping itself
    has twice comes twice: the last one wins. Keys that a template makes are left out.
    """
    if not isinstance(node, yaml.MappingNode) or _depth > _DEEPEST:
        return
    own: list[Pair] = []
    merged: list[Node] = []
    for key_node, value in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            continue
        if MASK in key_node.value:
            continue
        if key_node.value != "<<":
            own.append(Pair(key_node.value, key_node, value))
        elif isinstance(value, yaml.SequenceNode):
            merged.extend(value.value)
        else:
            merged.append(value)
    if merged:
        taken = {pair.key for pair in own}
        # What was merged once brings nothing new: two merges of one anchor, ten levels deep, are 1,024 else.
        seen = set() if _merged is None else _merged
        for source in merged:
            if id(source) in seen:
                continue
            seen.add(id(source))
            brought = [pair for pair in pairs(source, _depth + 1, seen) if pair.key not in taken]
            yield from brought
            taken.update(pair.key for pair in brought)
    yield from own


def child(node: Node | None, *path: str) -> Node | None:
    """The node at a path of keys, None where there is none."""
    for name in path:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = _own_child(node, name)
    return node


def _own_child(mapping: yaml.MappingNode, name: str) -> Node | None:
    merges = False
    for key_node, value in reversed(mapping.value):
        if key_node.value == name:
            return cast("Node", value)
        merges = merges or key_node.value == "<<"
    if merges:
        for pair in pairs(mapping):
            if pair.key == name:
                return pair.value
    return None


def items(node: Node | None) -> Iterator[Node]:
    """The items of a sequence; nothing for another node."""
    if isinstance(node, yaml.SequenceNode):
        yield from node.value


def is_mapping(node: Node | None) -> bool:
    """Whether a node is a mapping."""
    return isinstance(node, yaml.MappingNode)


def is_sequence(node: Node | None) -> bool:
    """Whether a node is a sequence."""
    return isinstance(node, yaml.SequenceNode)


def is_null(node: Node | None) -> bool:
    """Whether a node is missing or YAML's null."""
    return node is None or (isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NULLS)


def text_of(node: Node | None) -> str | None:
    """The text of a scalar as Kafka gets it, None for null and for what is no scalar.

    Booleans in YAML's other spellings (yes, On) become true and false, as YAML readers hand them on.
    """
    if not isinstance(node, yaml.ScalarNode) or is_null(node):
        return None
    value = str(node.value)
    if node.style:
        return value
    if "_" in value and _GROUPED.fullmatch(value):
        return value.replace("_", "")
    return _BOOLEANS.get(value, value)


def span_of(node: Node) -> Span:
    """The characters of a node."""
    start, end = node.start_mark.index, node.end_mark.index
    return Span(start, end if end > start else start)


def text_in(file: SourceFile, node: Node | None) -> str | None:
    """The text of a scalar as Kafka gets it; of one that holds a template, what the file says."""
    text = text_of(node)
    return _source_of(file, node) if node is not None and text is not None and MASK in text else text


def _source_of(file: SourceFile, node: Node) -> str:
    """The characters of a node as the file has them, without quotes: for values that hold a template."""
    span = span_of(node)
    written = file.text[span.start : span.end].strip()
    quoted = len(written) > 1 and written[0] in "'\"" and written[-1] == written[0]
    return written[1:-1] if quoted else written


def setting_of(file: SourceFile, key: str, pair: Pair, origin: Origin = Origin.FILE) -> Setting:
    """A pair as a setting under Kafka's key. Sequences become lists, joined by commas."""
    value = text_of(pair.value)
    if value is None and is_sequence(pair.value):
        value = ",".join(text_of(item) or "" for item in items(pair.value))
    if value is not None and MASK in value:
        value = _source_of(file, pair.value)
    return Setting(
        key,
        value,
        origin,
        pair.key,
        span_of(pair.value),
        span_of(pair.key_node),
        not (value is not None and has_placeholder(value)),
        file,
    )


def flatten(node: Node | None, prefix: str = "", _depth: int = 0) -> Iterator[Pair]:
    """All scalars and sequences below a mapping, with their keys joined by dots, as Spring does."""
    if _depth > _DEEPEST:
        return
    for pair in pairs(node):
        if isinstance(pair.value, yaml.MappingNode):
            yield from flatten(pair.value, f"{prefix}{pair.key}.", _depth + 1)
        else:
            yield Pair(prefix + pair.key, pair.key_node, pair.value)
