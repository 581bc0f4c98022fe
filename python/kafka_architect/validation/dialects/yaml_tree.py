"""YAML with the place of every node: composed by libyaml through PyYAML, read without building objects.

Composing with libyaml takes a fiftieth of the time that a round-trip parser in Python takes, and its marks
are enough to edit the text in place, which keeps comments, order and quoting (docs/decisions/0009).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from kafka_architect.validation.configuration import Fault, Setting
from kafka_architect.validation.dialects.placeholders import MASK, has_placeholder, mask
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.source_file import SourceFile

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_DEEPEST = 64
_TWICE = "is there twice"
_MOST_NODES = 200_000


@dataclass(slots=True)
class YamlFile:
    """The documents of a file that could be composed, and what could not."""

    documents: list[Node] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pair:
    """A key of a mapping with its value."""

    key: str
    key_node: Node
    value: Node


@lru_cache(maxsize=16)
def yaml_file(file: SourceFile) -> YamlFile:
    """Compose a file. Templates are masked; documents before a syntax error are kept."""
    result = YamlFile()
    text = mask(file.text)
    # libyaml refuses tabs as white space; outside of quotes JSON allows them, and inside they are illegal.
    if file.path.endswith(".json"):
        text = text.replace("\t", " ")
    try:
        for node in yaml.compose_all(text, Loader=_LOADER):
            if node is not None:
                result.documents.append(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = min(mark.index, len(file.text)) if mark else 0
        result.faults.append(Fault(f"not YAML: {error.problem or error.context}", where))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        result.faults.append(Fault(f"not YAML: {str(error).splitlines()[0]}"))
    for document in result.documents:
        result.faults.extend(_faults(document))
    return result


def pairs(node: Node | None, _depth: int = 0) -> Iterator[Pair]:
    """The pairs of a mapping with scalar keys: what merge keys (`<<`) bring first, then its own.

    A merged pair that an own key, or an earlier merge, overrides is left out. A key that the mapping itself
    has twice comes twice: the last one wins.
    """
    if not isinstance(node, yaml.MappingNode) or _depth > _DEEPEST:
        return
    own: list[Pair] = []
    merged: list[Node] = []
    for key_node, value in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            continue
        if key_node.value != "<<":
            own.append(Pair(key_node.value, key_node, value))
        elif isinstance(value, yaml.SequenceNode):
            merged.extend(value.value)
        else:
            merged.append(value)
    if merged:
        taken = {pair.key for pair in own}
        for source in merged:
            brought = [pair for pair in pairs(source, _depth + 1) if pair.key not in taken]
            yield from brought
            taken.update(pair.key for pair in brought)
    yield from own


def child(node: Node | None, *path: str) -> Node | None:
    """The node at a path of keys, None where there is none."""
    for name in path:
        found = None
        for pair in pairs(node):
            if pair.key == name:
                found = pair.value
        node = found
    return node


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
    if node.tag.endswith(":bool"):
        return "true" if node.value.lower() in ("true", "yes", "on") else "false"
    if node.tag.endswith(":int") and "_" in node.value:
        return str(node.value).replace("_", "")
    return str(node.value)


def span_of(node: Node) -> Span:
    """The characters of a node."""
    return Span(node.start_mark.index, max(node.start_mark.index, node.end_mark.index))


def source_of(file: SourceFile, node: Node) -> str:
    """The characters of a node as the file has them, without quotes: for values that hold a template."""
    span = span_of(node)
    written = file.text[span.start : span.end].strip()
    quoted = len(written) > 1 and written[0] in "'\"" and written[-1] == written[0]
    return written[1:-1] if quoted else written


def setting_of(file: SourceFile, key: str, pair: Pair) -> Setting:
    """A pair as a setting under Kafka's key. Sequences become lists, joined by commas."""
    value = text_of(pair.value)
    if is_sequence(pair.value):
        value = ",".join(text_of(item) or "" for item in items(pair.value))
    if value is not None and MASK in value:
        value = source_of(file, pair.value)
    return Setting(
        key=key,
        value=value,
        written=pair.key,
        span=span_of(pair.value),
        key_span=span_of(pair.key_node),
        resolved=not (value is not None and has_placeholder(value)),
        file=file,
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


def without_repeats(faults: Iterable[Fault], configurations: Iterable[Configuration]) -> list[Fault]:
    """The faults without those that configurations tell of themselves, as keys that are set twice."""
    told = {
        setting.key_span.start
        for configuration in configurations
        for repeat in configuration.repeats
        for setting in (repeat.dropped, repeat.kept)
        if setting.key_span is not None
    }
    return [fault for fault in faults if fault.offset not in told or _TWICE not in fault.message]


def _faults(root: Node) -> Iterator[Fault]:
    """Repeated keys, and anchors that contain themselves; each node is looked at once."""
    seen: set[int] = set()
    path: set[int] = set()
    stack: list[tuple[Node, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            path.discard(id(node))
            continue
        if id(node) in path:
            yield Fault("an anchor contains itself", node.start_mark.index)
            continue
        if id(node) in seen or len(seen) > _MOST_NODES or isinstance(node, yaml.ScalarNode):
            continue
        seen.add(id(node))
        path.add(id(node))
        stack.append((node, True))
        if isinstance(node, yaml.MappingNode):
            yield from _repeated_keys(node)
            stack.extend((value, False) for _, value in reversed(node.value))
        else:
            stack.extend((item, False) for item in reversed(node.value))


def _repeated_keys(node: yaml.MappingNode) -> Iterator[Fault]:
    seen: set[str] = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value != "<<" and MASK not in key.value:
            if key.value in seen:
                yield Fault(f"the key {key.value!r} {_TWICE}: the last one wins", key.start_mark.index)
            seen.add(key.value)
