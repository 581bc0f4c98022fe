"""The configuration that the process will run with: what is written, then what Kafka adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import key_catalogue
from kafka_architect.validation.configuration import Origin, Setting
from kafka_architect.validation.finding import Problem
from kafka_architect.validation.fix import Applicability, Fix

if TYPE_CHECKING:
    from kafka_architect.validation.catalogue import KeyCatalogue
    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.fix import Edit
    from kafka_architect.validation.role import Client, Role
    from kafka_architect.validation.rule import Version
    from kafka_architect.validation.source_file import SourceFile, Span

_TRUE, _FALSE = "true", "false"


class EffectiveConfig:
    """One configuration with the defaults of its Kafka version; what rules look at.

    `get` answers with the setting that is in force, whoever set it; `explicit` only with what somebody wrote.
    `text`, `integer`, `number`, `boolean` and `items` are None where nothing is set, where the value is only
    known later, or where it is not of that type: a rule that compares figures stays silent then, and
    another rule speaks of the value itself.
    """

    def __init__(
        self, configuration: Configuration, kafka_version: str, upgrade_from: str | None = None
    ) -> None:
        self.configuration = configuration
        self.kafka_version = kafka_version
        self.upgrade_from = upgrade_from  # the version that runs today, when an upgrade is looked at
        major, minor = kafka_version.split(".")[:2]
        self.version: Version = (int(major), int(minor))
        # Rules ask for the same keys again and again: each answer is made once.
        self._defaults: dict[str, Setting] = {}
        self._texts: dict[str, str | None] = {}
        self._integers: dict[str, int | None] = {}
        self.catalogue: KeyCatalogue = key_catalogue(kafka_version, configuration.role, configuration.client)

    @property
    def role(self) -> Role:
        """What is configured."""
        return self.configuration.role

    @property
    def client(self) -> Client:
        """Whose code reads it."""
        return self.configuration.client

    @property
    def file(self) -> SourceFile:
        """The file that holds it."""
        return self.configuration.file

    @property
    def complete(self) -> bool:
        """Whether a missing key is really missing."""
        return self.configuration.complete

    @property
    def settings(self) -> dict[str, Setting]:
        """What is written, by Kafka's key."""
        return self.configuration.settings

    def explicit(self, key: str) -> Setting | None:
        """The setting that somebody wrote, or image or framework set; None where the default rules."""
        return self.configuration.settings.get(key)

    def get(self, key: str) -> Setting:
        """The setting in force; value None where there is neither setting nor default."""
        setting = self.configuration.settings.get(key)
        if setting is not None:
            return setting
        default = self._defaults.get(key)
        if default is None:
            definition = self.catalogue.get(key)
            value = definition.default if definition is not None else None
            default = self._defaults[key] = Setting(key, value, Origin.DEFAULT)
        return default

    def text(self, key: str) -> str | None:
        """The value as text, without blanks around it."""
        if key not in self._texts:
            self._texts[key] = _text(self.get(key))
        return self._texts[key]

    def integer(self, key: str) -> int | None:
        """The value as a whole number."""
        if key not in self._integers:
            self._integers[key] = _integer(self.text(key))
        return self._integers[key]

    def number(self, key: str) -> float | None:
        """The value as a number."""
        text = self.text(key)
        try:
            return None if text is None else float(text)
        except ValueError:
            return None

    def boolean(self, key: str) -> bool | None:
        """The value as Kafka reads a boolean."""
        text = (self.text(key) or "").lower()
        return {_TRUE: True, _FALSE: False}.get(text)

    def items(self, key: str) -> tuple[str, ...] | None:
        """The value as a list: split at commas, blanks around items gone."""
        text = self.text(key)
        if text is None:
            return None
        return tuple(item.strip() for item in text.split(",")) if text else ()

    def attribute(self, name: str) -> Setting | None:
        """A fact beside Kafka's keys (attributes.py)."""
        return self.configuration.attributes.get(name)

    def attribute_text(self, name: str) -> str | None:
        """A fact as text."""
        setting = self.attribute(name)
        return None if setting is None else _text(setting)

    def attribute_integer(self, name: str) -> int | None:
        """A fact as a whole number."""
        text = self.attribute_text(name)
        try:
            return None if text is None else int(text)
        except ValueError:
            return None

    def problem(
        self,
        setting: Setting | str | None,
        message: str,
        *,
        fix: Fix | None = None,
        span: Span | None = None,
    ) -> Problem:
        """A problem of this configuration, at a setting, or about a key that is not written."""
        if isinstance(setting, str):
            written = self.explicit(setting)
            return Problem(self.configuration, written, message, setting, fix, span)
        key = setting.key if setting is not None else ""
        return Problem(self.configuration, setting, message, key, fix, span)

    def fix_set(self, key: str, value: str, *, safe: bool = False) -> Fix | None:
        """A fix that gives `key` a value: in its place, or added; None where the dialect cannot."""
        setting, writer = self.explicit(key), self.configuration.writer
        if setting is not None and setting.span is not None:
            edit = writer.replace(setting, value)
        elif setting is None:
            edit = writer.add(key, value)
        else:
            edit = None
        return _fix(edit, f"set {key}={value}", safe)

    def fix_remove(self, setting: Setting, *, safe: bool = False) -> Fix | None:
        """A fix that takes a setting out."""
        return _fix(
            self.configuration.writer.remove(setting), f"remove {setting.written or setting.key}", safe
        )

    def fix_rename(self, setting: Setting, key: str, *, safe: bool = False) -> Fix | None:
        """A fix that gives a setting the key it was meant to have."""
        return _fix(self.configuration.writer.rename(setting, key), f"rename {setting.key} to {key}", safe)


def _text(setting: Setting) -> str | None:
    return setting.value.strip() if setting.value is not None and setting.resolved else None


def _integer(text: str | None) -> int | None:
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def _fix(edit: Edit | None, summary: str, safe: bool) -> Fix | None:
    if edit is None:
        return None
    return Fix(Applicability.SAFE if safe else Applicability.UNSAFE, (edit,), summary)
