"""Design: the whole result, as typed data that JSON holds and reads back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from kafka_architect.designs.model.client import Acl, ClientSettings, Group, Quota, Service
from kafka_architect.designs.model.elsewhere import TopicElsewhere
from kafka_architect.designs.model.moving import Connector, Mirror
from kafka_architect.designs.model.promise import (
    Assumption,
    Decision,
    FailureMode,
    Finding,
    Guarantee,
    Question,
    SchemaSubject,
)
from kafka_architect.designs.model.team import Team
from kafka_architect.designs.model.topic import Topic

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "kafka-architect-design"
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Where the design runs; None is unknown."""

    kind: str = "apache"
    kafka: str = "4.3"
    brokers: int | None = None
    zones: int = 3
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A complete Kafka design.

    `topics`, `groups`, `clients`, `services` are dictionaries by name, in the order of the specification.
    `plan` is the document of a ClusterPlan, or None where too little is known; `questions` says what.
    `elsewhere` has what differs in the specification's environments, environment -> topic; a design of one
    of them has none. `teams` has what the topics of each owner store and cost.
    """

    name: str
    environment: str = ""
    description: str = ""
    platform: Platform = field(default_factory=Platform)
    services: dict[str, Service] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    elsewhere: dict[str, dict[str, TopicElsewhere]] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    clients: dict[str, ClientSettings] = field(default_factory=dict)
    connectors: tuple[Connector, ...] = ()
    mirrors: tuple[Mirror, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()
    failure_modes: tuple[FailureMode, ...] = ()
    decisions: tuple[Decision, ...] = ()
    schemas: tuple[SchemaSubject, ...] = ()
    acls: tuple[Acl, ...] = ()
    quotas: tuple[Quota, ...] = ()
    plan: dict[str, Any] | None = None
    teams: dict[str, Team] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    assumed: tuple[Assumption, ...] = ()
    questions: tuple[Question, ...] = ()

    def emit(self, target: str) -> dict[str, str]:
        """What one emitter makes of the design: path -> text.

        Raises:
            InputError: No emitter has that name; the nearest is offered.
        """
        from kafka_architect.designs.emitters import emit

        return emit(self, [target])

    def explain(self, name: str) -> dict[str, Any]:
        """Inputs, formula, binding constraint and source of a number: "orders.events.partitions"."""
        from kafka_architect.designs.model.explain import explain

        return explain(self.to_dict(), name)

    def to_dict(self) -> dict[str, Any]:
        """The design as JSON-ready values; `from_dict` reads them back."""
        import msgspec

        built: dict[str, Any] = msgspec.to_builtins(self)
        return {"format": FORMAT, "version": VERSION, **built}

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Self:
        """A design from what `to_dict` made.

        Raises:
            InputError: It is no design, of a later version, or a part of it has the wrong type.
        """
        import msgspec

        from kafka_architect.errors import InputError

        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise InputError(
                f"not a design: expected the JSON that kafka-architect design --format json prints "
                f'("format": "{FORMAT}")'
            )
        if document.get("version") != VERSION:
            raise InputError(f"a design of version {document.get('version')!r}; expected version {VERSION}")
        fields = {key: value for key, value in document.items() if key not in {"format", "version"}}
        try:
            return msgspec.convert(fields, cls)
        except msgspec.ValidationError as error:
            raise InputError(f"not a design: {error}") from error

    def __repr__(self) -> str:
        counts = f"{len(self.topics)} topics, {len(self.groups)} groups, {len(self.findings)} findings"
        return f"<Design {self.name}{self.environment and '@' + self.environment}: {counts}>"

    def __str__(self) -> str:
        from kafka_architect.report.design import as_text

        return as_text(self.to_dict())

    def _repr_html_(self) -> str:
        from kafka_architect.report.design import as_html

        return as_html(self.to_dict())
