"""Design: the whole result, as typed data that JSON holds and reads back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from kafka_architect.designs.model.client import Acl, ClientSettings, Group, Quota, Service
from kafka_architect.designs.model.document import read, read_json, written
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
from kafka_architect.report.json_text import json_text
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Mapping


@short_repr
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
        return written("design", self)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Self:
        """A design from what `to_dict` made.

        Raises:
            InputError: It is no design, of another version, or a part of it has the wrong type.
        """
        return read("design", document, cls)

    def to_json(self, indent: int | None = 2) -> str:
        """The design as JSON text."""
        return json_text(self.to_dict(), indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read what `to_json` or `--format json` wrote.

        Raises:
            InputError: It is no design, of another version, or a part has the wrong type; with its place.
        """
        return read_json("design", text, cls)

    def __repr__(self) -> str:
        counts = f"{len(self.topics)} topics, {len(self.groups)} groups, {len(self.findings)} findings"
        return f"<Design {self.name}{self.environment and '@' + self.environment}: {counts}>"

    def __str__(self) -> str:
        from kafka_architect.report.design import as_text

        return as_text(self.to_dict())

    def to_html(self) -> str:
        """The design as one HTML page that needs no network: what `--output report.html` writes."""
        from kafka_architect.report.html import html_page

        return html_page(self.to_dict())

    def _repr_html_(self) -> str:
        from kafka_architect.report.html import html_fragment

        return html_fragment(self.to_dict())
