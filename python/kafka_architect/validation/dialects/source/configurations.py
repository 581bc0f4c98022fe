"""From what a client is made of to a Configuration: the same for every language and library."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Configuration, Origin, Setting
from kafka_architect.validation.dialects.formats.placeholders import has_placeholder
from kafka_architect.validation.dialects.source.values import Items, Known, MapValue, Unknown
from kafka_architect.validation.dialects.source.writer import SourceWriter
from kafka_architect.validation.role import Client
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tree_sitter import Node

    from kafka_architect.validation.dialects.source.syntax import SyntaxFile
    from kafka_architect.validation.dialects.source.values import Entry, Value
    from kafka_architect.validation.role import Role

_ELSEWHERE = "set by the program"


def same_key(entry: Entry, key: str) -> str | None:
    """How a key is written where keys are texts."""
    from kafka_architect.validation.dialects.source.program import Text

    return key if isinstance(entry.key_expression, Text) else None


@dataclass(slots=True)
class Made:
    """A client or topic that a file makes: its role, the entries at that moment, and where it is made."""

    role: Role
    node: Node
    entries: list[Entry]
    whole: bool = True
    owned: bool = True
    client: Client = Client.JAVA
    framework: Mapping[str, str | None] = field(default_factory=dict)  # None: set, and only known later
    name: str = ""
    attributes: dict[str, tuple[Node, Value]] = field(default_factory=dict)
    spell: Callable[[Entry, str], str | None] = same_key
    typed: bool = False  # texts are of their own kind: a number is never written in quotes


def named(source: SyntaxFile, made: list[Made]) -> list[Made]:
    """The same with names: the file and the role, with a number from the second of a role on.

    A line would be another one as soon as something above is mended.
    """
    counts: Counter[str] = Counter()
    for one in made:
        name = one.name or f"{source.file.name} {one.role}"
        counts[name] += 1
        one.name = name if counts[name] == 1 else f"{name} {counts[name]}"
    return made


def configuration_of(source: SyntaxFile, made: Made, dialect: str, keys: Mapping[str, str]) -> Configuration:
    """The configuration of a client; `keys` are Kafka's for the library's other names."""
    span = source.span(made.node)
    found = Configuration(made.role, made.name, source.file, dialect, made.client)
    found.complete = made.whole and made.owned
    found.owned = made.owned
    found.span = Span(span.start, span.start)
    found.writer = SourceWriter(source, made.entries, made.spell)
    for key, value in made.framework.items():
        # None is no null: the program says it elsewhere.
        said_elsewhere = value is None
        text = _ELSEWHERE if value is None else value
        found.settings[key] = Setting(key, text, Origin.FRAMEWORK, resolved=not said_elsewhere)
    for entry in made.entries:
        setting = setting_of(source, entry, keys.get(entry.key, entry.key))
        if setting is not None:
            found.settings[setting.key] = setting
    for fact, (node, worth) in made.attributes.items():
        text, resolved, default_of = said(worth, source.text(node))
        found.attributes[fact] = Setting(
            fact, text, written=fact, span=source.span(node), key_span=source.span(node), resolved=resolved,
            file=source.file, default_of=default_of,
        )  # fmt: skip
    return found


def setting_of(source: SyntaxFile, entry: Entry, key: str) -> Setting | None:
    """An entry as a setting; None where it is certainly none (null)."""
    node = entry.expression.node
    if isinstance(entry.value, Known) and entry.value.kind == "null":
        return None
    text, resolved, default_of = said(entry.value, source.text(node))
    return Setting(
        key, text, written=entry.key, span=source.span(node), key_span=source.span(entry.key_expression.node),
        resolved=resolved and entry.certain, file=source.file, default_of=default_of,
    )  # fmt: skip


def said(value: Value, source: str) -> tuple[str, bool, str]:
    """The text of a value, whether it is certain, and what may say otherwise."""
    if isinstance(value, Known) and value.value is not None:
        # A template in a text: another program puts the value in.
        return value.value, not has_placeholder(value.value), value.default_of
    if isinstance(value, Items):
        known = [one for one in value.values if isinstance(one, Known) and one.value is not None]
        if len(known) == len(value.values):
            default_of = next((one.default_of for one in known if one.default_of), "")
            text = ",".join(one.value or "" for one in known)
            return text, not has_placeholder(text), default_of
    return source, False, ""


def known_text(value: Value | None) -> str | None:
    """The text of a value that is certain."""
    return value.value if isinstance(value, Known) else None


def is_unknown(value: Value) -> bool:
    """Whether a value is only known later, or is no text."""
    return isinstance(value, (Unknown, MapValue))
