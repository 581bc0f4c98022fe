"""What a dialect reads out of a file: settings with their places, gathered by what they configure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kafka_architect.validation.role import Client
from kafka_architect.validation.secrets import HIDDEN, is_secret

if TYPE_CHECKING:
    from kafka_architect.snapshot.model import Snapshot
    from kafka_architect.validation.fix import Edit
    from kafka_architect.validation.role import Role
    from kafka_architect.validation.source_file import SourceFile, Span


_LONGEST_SHOWN = 60


class Origin(StrEnum):
    """Who set a value."""

    FILE = "file"
    ENVIRONMENT = "environment"
    IMAGE = "image default"
    FRAMEWORK = "framework"
    DEFAULT = "ConfigDef default"


class Setting(NamedTuple):
    """One value as the process will see it, and where it is written.

    `value` is decoded (quotes, escapes, units of the dialect are gone), None where it is null. `resolved` is
    False where the value is only known later: `${...}` of a template, an expression. `span` covers the value
    in the file and `key_span` the key; both are None for values that no file holds. `written` is the key as
    the file has it. `default_of` names what may say otherwise when the process starts (a variable of the
    environment, a parameter of a function): the value is then only what it is left at.
    """

    key: str
    value: str | None
    origin: Origin = Origin.FILE
    written: str = ""
    span: Span | None = None
    key_span: Span | None = None
    resolved: bool = True
    file: SourceFile | None = None
    default_of: str = ""

    @property
    def secret(self) -> bool:
        """Whether the value must not be shown."""
        return is_secret(self.key, self.value) or (self.written != self.key and is_secret(self.written, None))

    def __repr__(self) -> str:
        """Short, and without a secret."""
        return f"Setting({self.key}={self.shown[:_LONGEST_SHOWN]})"

    @property
    def shown(self) -> str:
        """The value for messages: hidden where it is secret."""
        if self.value is None:
            return "null"
        return HIDDEN if self.secret else self.value


class Writer(Protocol):
    """How a dialect changes a file. Each returns None where the dialect cannot express it."""

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Give a setting another value; quoting and comments stay."""

    def remove(self, setting: Setting) -> Edit | None:
        """Take a setting out, with the line that holds it."""

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Give a setting another (Kafka) key, in the dialect's spelling."""

    def add(self, key: str, value: str) -> Edit | None:
        """Add a setting to the configuration."""


class NoWriter:
    """For what cannot be edited: derived configurations, values without a place."""

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Nothing can be replaced."""

    def remove(self, setting: Setting) -> Edit | None:
        """Nothing can be removed."""

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Nothing can be renamed."""

    def add(self, key: str, value: str) -> Edit | None:
        """Nothing can be added."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A key that the dialect drops or mangles on its way to Kafka, and why."""

    setting: Setting
    reason: str
    kafka_key: str | None = None  # what was meant
    cure: str | None = None  # how to write it, in the dialect's words
    raised: bool = False  # it is not dropped: the program that is given it raises an exception


@dataclass(frozen=True, slots=True)
class Repeat:
    """A key that is set twice; `kept` wins."""

    dropped: Setting
    kept: Setting


@dataclass(slots=True, repr=False)
class Configuration:
    """Settings of one process or object: a broker, a producer, a topic.

    `settings` maps Kafka's key to the setting that wins. `attributes` holds facts that are no Kafka keys, by
    the names of `attributes.py`: partitions and replication factor of a topic, heap, zones, storage.
    `complete` is False where other sources add settings that this file does not show, so that nothing can be
    said of what is missing. `owned` is False for a map that no known program reads as it is: then neither
    defaults nor keys that Kafka ignores say anything, and `complete` is False too.
    """

    role: Role
    name: str
    file: SourceFile
    dialect: str
    client: Client = Client.JAVA
    settings: dict[str, Setting] = field(default_factory=dict)
    attributes: dict[str, Setting] = field(default_factory=dict)
    repeats: list[Repeat] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    writer: Writer = field(default_factory=NoWriter)
    complete: bool = True
    owned: bool = True
    kafka_version: str | None = None  # what the file says, as it says it: "3.7.1"
    span: Span | None = None  # where it begins, for findings about what is missing
    parent: Configuration | None = None  # the Streams application or worker that embeds this client
    application: SourceFile | None = None  # the first of the files that configure one application together
    cluster: str | None = None  # the Kafka cluster that a server or topic is of, where the file names it
    inherited: tuple[
        tuple[str, str], ...
    ] = ()  # the default of what is not written: what brokers set for topics
    state: Snapshot | None = None  # of the role cluster: what the cluster said of itself

    def __repr__(self) -> str:
        """Short, and without a secret."""
        return f"Configuration({self.name}: {self.role}, {len(self.settings)} settings of {self.dialect})"

    def put(self, setting: Setting) -> None:
        """Add a setting; an earlier one of the same key loses, and is remembered."""
        earlier = self.settings.get(setting.key)
        if earlier is not None and earlier.origin is setting.origin:
            self.repeats.append(Repeat(earlier, setting))
        self.settings[setting.key] = setting


@dataclass(frozen=True, slots=True)
class Fault:
    """What of a file could not be read: the rest is still checked."""

    message: str
    offset: int = 0


@dataclass(slots=True)
class Reading:
    """What a dialect made of a file."""

    configurations: list[Configuration] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unjudged: str = ""  # the program beside Kafka whose file it is: it is recognised, and not checked
