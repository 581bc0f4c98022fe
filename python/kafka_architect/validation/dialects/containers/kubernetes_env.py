"""The `env` of a container: a list of `name` and `value`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from kafka_architect.validation.configuration import Origin, Setting
from kafka_architect.validation.dialects.formats.placeholders import has_placeholder
from kafka_architect.validation.dialects.formats.yaml_tree import (
    child,
    is_null,
    items,
    span_of,
    text_in,
    text_of,
)
from kafka_architect.validation.dialects.formats.yaml_writer import last_character, scalar
from kafka_architect.validation.fix import Edit
from kafka_architect.validation.text_edits import insert_line_after, remove_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.source_file import SourceFile


def environment(file: SourceFile, env: Node | None) -> Iterator[Setting]:
    """The variables; those from fields, secrets and ConfigMaps have a value that is only known later."""
    for item in items(env):
        name_node, value_node = child(item, "name"), child(item, "value")
        name = text_of(name_node)
        if name is None or name_node is None:
            continue
        value = text_in(file, value_node)
        known = value_node is not None and not is_null(value_node)
        if value_node is None and child(item, "valueFrom") is None:
            known, value = True, ""  # without a value it is empty
        yield Setting(
            key=name,
            value=value or "",
            origin=Origin.ENVIRONMENT,
            written=name,
            span=span_of(value_node) if value_node is not None else span_of(name_node),
            key_span=span_of(name_node),
            resolved=known and not has_placeholder(value or ""),
            file=file,
        )


class KubernetesEnvWriter:
    """Writes items of an `env` list. `spell` turns a Kafka key into the image's variable."""

    def __init__(self, file: SourceFile, env: Node | None, spell: Callable[[str], str | None]) -> None:
        self._file, self._env, self._spell = file, env, spell

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another value in place; values are strings, so they are quoted."""
        item = self._item(setting)
        node = child(item, "value")
        if node is None or setting.span is None or span_of(node) != setting.span:
            return None
        old = self._file.text[setting.span.start : setting.span.end]
        if not old or old[0] in "|>&*!" or "\n" in old:
            return None
        return Edit(self._file, setting.span, scalar(value, old[0] if old[0] in "'\"" else '"'))

    def remove(self, setting: Setting) -> Edit | None:
        """Take out the item."""
        item = self._item(setting)
        if item is None or not self._block() or len(self._sequence) == 1:
            return None
        return remove_lines(self._file, item.start_mark.index, last_character(self._file, item, item) + 1)

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Put another variable in place."""
        name = self._spell(key)
        if name is None or setting.key_span is None or self._item(setting) is None:
            return None
        old = self._file.text[setting.key_span.start : setting.key_span.end]
        return Edit(self._file, setting.key_span, scalar(name, old[0] if old[0] in "'\"" else ""))

    def add(self, key: str, value: str) -> Edit | None:
        """Add an item below the last one."""
        name = self._spell(key)
        if name is None or not self._block() or not self._sequence:
            return None
        last = self._sequence[-1]
        if not isinstance(last, yaml.MappingNode) or last.flow_style:
            return None
        before = self._file.line_before(last.start_mark.index)
        if before.strip(" ") != "-":
            return None
        inner = " " * len(before)
        lines = f"{before}name: {name}{self._file.newline}{inner}value: {scalar(value, chr(34))}"
        return insert_line_after(self._file, last_character(self._file, last, last), lines)

    @property
    def _sequence(self) -> list[Node]:
        return self._env.value if isinstance(self._env, yaml.SequenceNode) else []

    def _block(self) -> bool:
        return isinstance(self._env, yaml.SequenceNode) and not self._env.flow_style

    def _item(self, setting: Setting) -> Node | None:
        """The item that has the variable; what stands elsewhere (an anchor) is left alone."""
        for item in self._sequence:
            name = child(item, "name")
            if name is not None and setting.key_span == span_of(name):
                return item if item.start_mark.index <= setting.key_span.start < item.end_mark.index else None
        return None
