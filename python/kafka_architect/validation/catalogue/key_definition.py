"""One configuration key: what Kafka says of it, and whether a value is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class KeyType(StrEnum):
    """The types of Kafka's ConfigDef, and those that only librdkafka has."""

    BOOLEAN = "boolean"
    STRING = "string"
    INT = "int"
    SHORT = "short"
    LONG = "long"
    DOUBLE = "double"
    LIST = "list"
    CLASS = "class"
    PASSWORD = "password"  # noqa: S105 - the name of a type
    ENUM = "enum"
    FLAGS = "flags"
    PATTERN = "pattern"
    POINTER = "pointer"  # set by code only


class UpdateMode(StrEnum):
    """Whether a running broker takes a new value, and for which brokers at once."""

    READ_ONLY = "read-only"
    PER_BROKER = "per-broker"
    CLUSTER_WIDE = "cluster-wide"


@dataclass(frozen=True, slots=True)
class KeyDefinition:
    """One key of one section of one version.

    `default` is written as Kafka prints it; None together with `required` means that there is none, None
    without it that the default is null. `valid` is what the validator demands: a kind, then its figures.
    """

    name: str
    type: KeyType
    default: str | None
    required: bool
    importance: str  # high, medium, low; empty where no ConfigDef has the key
    update_mode: UpdateMode
    deprecated: bool
    internal: bool
    section: str
    version: str
    valid: tuple[Any, ...] = ()
    broker_keys: tuple[tuple[str, int], ...] = ()  # of a topic key: (broker key, factor to the topic's unit)
    reader: str = ""  # the class that reads the key, where no ConfigDef has it
    scope: str = ""  # of a librdkafka key: C (consumers), P (producers) or *
    alias_of: str | None = None  # of a librdkafka key: the name that this one is another name for
    doc_number: int = 0

    @property
    def secret(self) -> bool:
        """Whether the value must not be shown."""
        return self.type is KeyType.PASSWORD

    @property
    def librdkafka(self) -> bool:
        """Whether the key is librdkafka's."""
        return self.section.startswith("librdkafka")

    @property
    def server_default(self) -> str | None:
        """The broker key that gives a topic key its default."""
        return self.broker_keys[0][0] if self.broker_keys else None

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The smallest and largest number that the validator accepts; None where there is no bound."""
        if self.valid and self.valid[0] in {"range", "minus-one-or-range"}:
            return self.valid[1], self.valid[2]
        return None, None

    @property
    def choices(self) -> tuple[str, ...]:
        """The only texts (or list items) that are accepted; empty where there is no such list."""
        kinds = {"in", "in-any-case", "items-in", "list", "topology-optimization", "metadata-version"}
        accepted = self.valid[1] if self.valid and self.valid[0] in kinds else ()
        return tuple(name for name in accepted if name is not None)

    @property
    def doc(self) -> str:
        """Kafka's description, without its HTML tags."""
        from kafka_architect.validation.catalogue.descriptions import description

        return description(self)

    def refusal(self, value: str) -> str | None:
        """Why Kafka refuses this value, or None: what is expected, what is found.

        Exactly where ConfigDef.parseType or the validator throws, except that a class which merely is not
        known here is not refused. A secret value never appears in the answer.
        """
        from kafka_architect.validation.catalogue.judgement import refusal

        return refusal(self, value)


def from_line(name: str, line: Mapping[str, Any], section: str, version: str) -> KeyDefinition:
    """The definition in one line of a generated file; what is usual is left out there."""
    return KeyDefinition(
        name=name,
        type=KeyType(line["type"]),
        default=line.get("default"),
        required="default" not in line,
        importance=line.get("importance", ""),
        update_mode=UpdateMode(line.get("mode", UpdateMode.READ_ONLY)),
        deprecated=line.get("deprecated", False),
        internal=line.get("internal", False),
        section=section,
        version=version,
        valid=tuple(line.get("valid", ())),
        broker_keys=tuple((key, factor) for key, factor in line.get("broker", ())),
        reader=line.get("reader", ""),
        scope=line.get("scope", ""),
        alias_of=line.get("alias"),
        doc_number=line.get("doc", 0),
    )
