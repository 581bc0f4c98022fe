"""The configuration that the process will run with: what is written, then what Kafka adds."""

from __future__ import annotations

from functools import cache, wraps
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from kafka_architect.validation.catalogue import key_catalogue
from kafka_architect.validation.configuration import Origin, Setting
from kafka_architect.validation.finding import Problem
from kafka_architect.validation.fix import Applicability, Fix
from kafka_architect.validation.knowledge.librdkafka_keys import ALIASES
from kafka_architect.validation.role import Client

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.validation.catalogue import KeyCatalogue
    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.fix import Edit
    from kafka_architect.validation.role import Role
    from kafka_architect.validation.rule import Version
    from kafka_architect.validation.source_file import SourceFile, Span

A = TypeVar("A")
_BOOLEANS = {"true": True, "false": False}
_MOST_REMEMBERED = 10_000
_FIRST_THAT_IS_NO_LONG = 2**63  # Kafka reads no number beyond; quotients of longer ones overflow


class _Default(NamedTuple):
    """What is in force where nobody wrote a key."""

    setting: Setting
    text: str | None
    integer: int | None


class _Defaults(dict[str, _Default]):
    """The defaults of a catalogue, each made when it is first asked for; none without a catalogue."""

    def __init__(self, catalogue: KeyCatalogue | None, inherited: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__()
        self._catalogue = catalogue
        for key, value in inherited:
            setting = Setting(key, value, Origin.DEFAULT)
            text = _text(setting)
            self[key] = _Default(setting, text, _integer(text))

    def __missing__(self, key: str) -> _Default:
        definition = None if self._catalogue is None else self._catalogue.get(key)
        setting = Setting(key, definition.default if definition is not None else None, Origin.DEFAULT)
        text = _text(setting)
        default = _Default(setting, text, _integer(text))
        if len(self) < _MOST_REMEMBERED:
            self[key] = default
        return default


_defaults_of = cache(_Defaults)


class EffectiveConfig:
    """One configuration with the defaults of its Kafka version; what rules look at.

    `get` answers with the setting that is in force, whoever set it; `explicit` only with what somebody wrote.
    `text`, `integer`, `number`, `boolean` and `items` are None where nothing is set, where the value is only
    known later, or where it is not of that type: a rule that compares figures stays silent then, and
    another rule speaks of the value itself.
    """

    def __init__(
        self,
        configuration: Configuration,
        kafka_version: str,
        upgrade_from: str | None = None,
        brokers_beside: int | None = None,
        version_told: bool = True,
    ) -> None:
        self.configuration = configuration
        self.brokers_beside = brokers_beside  # how many the same file declares; None where it tells of none
        self.kafka_version = kafka_version
        self.version_told = version_told  # by the file or the user; False where it is only supposed
        self.upgrade_from = upgrade_from  # the version that runs today, when an upgrade is looked at
        major, minor = kafka_version.split(".")[:2]
        self.version: Version = (int(major), int(minor))
        self.catalogue: KeyCatalogue = key_catalogue(kafka_version, configuration.role, configuration.client)
        self._defaults = _defaults_of(
            self.catalogue if configuration.owned else None, configuration.inherited
        )
        self.answers: dict[object, object] = {}  # of `once`

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
    def application(self) -> SourceFile:
        """What tells applications apart: the file, or the first of those that profiles are written in."""
        return self.configuration.application or self.configuration.file

    @property
    def complete(self) -> bool:
        """Whether a missing key is really missing."""
        return self.configuration.complete

    @property
    def owned(self) -> bool:
        """Whether a known program reads it as it is; else nothing is in force but what is written."""
        return self.configuration.owned

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
        return self._defaults[key].setting if setting is None else setting

    def text(self, key: str) -> str | None:
        """The value as text, without blanks around it."""
        setting = self.configuration.settings.get(key)
        return self._defaults[key].text if setting is None else _text(setting)

    def integer(self, key: str) -> int | None:
        """The value as a whole number."""
        setting = self.configuration.settings.get(key)
        return self._defaults[key].integer if setting is None else _integer(_text(setting))

    def number(self, key: str) -> float | None:
        """The value as a number."""
        text = self.text(key)
        try:
            return None if text is None else float(text)
        except ValueError:
            return None

    def boolean(self, key: str) -> bool | None:
        """The value as Kafka reads a boolean."""
        return _BOOLEANS.get((self.text(key) or "").lower())

    def items(self, key: str) -> tuple[str, ...] | None:
        """The value as a list: split at commas, blanks around items gone."""
        text = self.text(key)
        if text is None:
            return None
        return tuple([item.strip() for item in text.split(",")]) if text else ()

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

    def fix_set(self, key: str, value: str, *, safe: bool = False, summary: str | None = None) -> Fix | None:
        """A fix that gives `key` a value: in its place, or added; None where the dialect cannot."""
        setting, writer = self.explicit(key), self.configuration.writer
        if setting is not None and setting.span is not None:
            edit = writer.replace(setting, value)
        elif setting is None:
            edit = writer.add(key, value)
        else:
            edit = None
        return _fix(edit, summary or f"set {key}={value}", safe, key)

    def fix_remove(self, setting: Setting, *, safe: bool = False) -> Fix | None:
        """A fix that takes a setting out."""
        edit = self.configuration.writer.remove(setting)
        return _fix(edit, f"remove {setting.written or setting.key}", safe, setting.key)

    def fix_rename(self, setting: Setting, key: str, *, safe: bool = False) -> Fix | None:
        """A fix that gives a setting the key it was meant to have; None where that is set already."""
        # librdkafka has two names for some: either is the setting.
        names = {key, ALIASES.get(key, key) if self.client is Client.LIBRDKAFKA else key}
        if any(name != setting.key and self.explicit(name) is not None for name in names):
            return None
        edit = self.configuration.writer.rename(setting, key)
        old, new = setting.written or setting.key, key
        # A key of a framework may be Kafka's under another name: then the spellings in the file tell more.
        if setting.key == key and edit is not None:
            new = edit.text.strip("\"' ")
        return _fix(edit, f"rename {old} to {new}", safe, setting.key, *sorted(names))


def once(question: Callable[[EffectiveConfig], A]) -> Callable[[EffectiveConfig], A]:
    """Make a question about a configuration one that is answered once, however many rules ask it."""

    @wraps(question)
    def answer(config: EffectiveConfig) -> A:
        answers = config.answers
        if question not in answers:
            answers[question] = question(config)
        return cast("A", answers[question])

    return answer


def _text(setting: Setting) -> str | None:
    return setting.value.strip() if setting.value is not None and setting.resolved else None


def _integer(text: str | None) -> int | None:
    if text is None or "_" in text or not text.isascii():  # which Python reads, and Java does not
        return None
    try:
        number = int(text)
    except ValueError:
        return None
    return number if -_FIRST_THAT_IS_NO_LONG <= number < _FIRST_THAT_IS_NO_LONG else None


def _fix(edit: Edit | None, summary: str, safe: bool, *keys: str) -> Fix | None:
    if edit is None or edit.file.text[edit.span.start : edit.span.end] == edit.text:
        return None  # the dialect cannot, or nothing would change
    return Fix(Applicability.SAFE if safe else Applicability.UNSAFE, (edit,), summary, keys)
