"""Clients of libraries with options of their own: Kafka's keys for them, what is lost, what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue.client_options import OPTIONS
from kafka_architect.validation.configuration import Loss
from kafka_architect.validation.dialects.source.configurations import Made, configuration_of, setting_of
from kafka_architect.validation.dialects.source.program import Opaque
from kafka_architect.validation.dialects.source.values import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tree_sitter import Node

    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.dialects.source.syntax import SyntaxFile
    from kafka_architect.validation.dialects.source.values import Entry, Value
    from kafka_architect.validation.role import Client, Role

    Refused = Iterable[tuple[str, str]]


class OptionsOf:
    """A client by its options; `lost` are options that the library ignores, `refused` those it throws for."""

    def __init__(  # noqa: PLR0917 - what a client is made of
        self,
        client: Client,
        role: Role,
        node: Node,
        entries: Iterable[Entry],
        whole: bool,
        owned: bool = True,
    ) -> None:
        self.client, self.role, self.node, self.whole = client, role, node, whole
        self.entries = {one.key: one for one in entries}
        self.owned = owned
        self.name = ""
        self.framework: dict[str, str | None] = {}
        self.lost: list[tuple[str, str]] = []
        self.refused: list[tuple[str, str]] = []
        self.secrets: list[Entry] = []  # passwords, which no output shows

    def number(self, option: str, default: int | None = None) -> int | None:
        """An option's number; its default where it is certainly not set."""
        entry = self.entries.get(option)
        if entry is None:
            return default if self.whole else None
        value = entry.value
        if not entry.certain or not isinstance(value, Known) or value.kind not in ("int", "long"):
            return None
        return int(value.value or 0)

    def text(self, option: str, default: str | None = None) -> str | None:
        """An option's text; its default where it is certainly not set."""
        entry = self.entries.get(option)
        if entry is None:
            return default if self.whole else None
        value = entry.value
        return value.value if entry.certain and isinstance(value, Known) else None

    def configuration(
        self, source: SyntaxFile, dialect: str, convert: Callable[[str, Value], Value | None]
    ) -> Configuration:
        """The configuration under Kafka's keys; `convert` gives an option's value as Kafka writes it.

        It never counts as complete: much of what Kafka's keys say has no option here, and rules about what is
        missing would speak of Java's.
        """
        options = OPTIONS[self.client, self.role]
        kept: list[Entry] = []
        for entry in self.entries.values():
            key = options.keys.get(entry.key)
            if key is None:
                continue
            value = convert(entry.key, entry.value)
            if value is None:
                kept.append(entry)
            else:
                kept.append(replace(entry, value=value, expression=Opaque(entry.expression.node)))
        kept += [replace(one, key="sasl.password") for one in self.secrets]
        spellings = {key: option for option, key in options.keys.items()}
        made = Made(
            self.role, self.node, kept, whole=False, owned=False, client=self.client,
            framework=(options.defaults if self.whole else dict.fromkeys(options.defaults)) | self.framework,
            spell=lambda _, key: spellings.get(key), name=self.name,
        )  # fmt: skip
        found = configuration_of(source, made, dialect, options.keys)
        for option, reason in self.lost:
            self._lose(source, found, option, reason, raised=False)
        for option, reason in self.refused:
            self._lose(source, found, option, reason, raised=True)
        return found

    def _lose(
        self, source: SyntaxFile, found: Configuration, option: str, reason: str, *, raised: bool
    ) -> None:
        from kafka_architect.validation.configuration import Setting

        entry = self.entries.get(option)
        setting = None if entry is None else setting_of(source, entry, option)
        if setting is None:
            setting = Setting(option, None, written=option, file=source.file, span=found.span)
        found.losses.append(Loss(setting, reason, raised=raised))
