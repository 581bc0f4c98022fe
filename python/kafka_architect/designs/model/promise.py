"""What a design promises, what it gives up, and how it fails."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kafka_architect.designs.model.figure import Figure
from kafka_architect.short_repr import short_repr

Delivery = Literal["at-most-once", "at-least-once", "exactly-once"]


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee:
    """The ledger's line for one flow: a topic as one service receives it.

    Attributes:
        flow: `topic -> service`.
        ordering, delivery, durability: in words; what is promised, not what is hoped for.
        rpo, rto: what may be lost, how long it may take; "unknown" until the specification says so.
        lag_objective: how far behind the group may be; "unknown" until the specification says so.
        gives_up: in plain words what the patterns of this flow give up.
        patterns: the patterns that had a say.
        promised: what the specification asks for, by the name of the promise: ordering, delivery,
            durability, latency, rpo, rto.
        delivers: what the flow does about records that are sent or handled again.
        rpo_s, rto_s, latency_s, lag_objective_s: what is asked for, in seconds; None is unknown.
        latency: how long a record usually takes, in words.
        latency_budget: the same with its parts; None where clients of others send or read.
        recovery: how long a switch takes when a region is lost; None is unknown.
        copied: another region or site has the records, `behind_s` behind (0: none is lost).
        loses_order: a pattern gives up the order within a key; `order_lost_by` says which do.
    """

    flow: str
    topic: str
    service: str
    ordering: str
    delivery: str
    durability: str
    rpo: str = "unknown"
    rto: str = "unknown"
    lag_objective: str = "unknown"
    gives_up: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    promised: dict[str, str] = field(default_factory=dict)
    delivers: Delivery = "at-least-once"
    loses_order: bool = False
    order_lost_by: tuple[str, ...] = ()
    rpo_s: float | None = None
    rto_s: float | None = None
    lag_objective_s: float | None = None
    latency: str = "unknown"
    latency_s: float | None = None
    latency_budget: Figure | None = None
    recovery: Figure | None = None
    copied: bool = False
    behind_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureMode:
    """One way to fail: what happens, how it shows, what to do. `subject` is a topic, group or flow."""

    subject: str
    what: str
    effect: str
    detection: str
    response: str
    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaSubject:
    """A subject of the schema registry, its compatibility, and who upgrades first.

    Attributes:
        part: value or key.
        message: the type of message that it describes.
        record: the full name of the record: namespace and name.
        strategy: the subject name strategy that clients must be set to, and `strategy_because` why.
        hashes_schema_id: the serialised key begins with a schema id, which the partitioner hashes too.
    """

    subject: str
    topic: str
    part: str
    message: str
    format: str
    compatibility: str
    because: str
    upgrade_first: str
    record: str = ""
    strategy: str = "TopicNameStrategy"
    strategy_because: str = ""
    hashes_schema_id: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """What nobody stated and the design took for granted."""

    about: str
    assumed: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the design cannot know; `answer_with` is the field of the specification that answers it."""

    about: str
    question: str
    matters_because: str
    answer_with: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check has to say of the design. `cure` says what to change."""

    code: str
    name: str
    severity: str
    subject: str
    message: str
    cure: str
    place: str = ""


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A pattern that the design uses: for what, why, and what it gives up."""

    pattern: str
    use: str
    title: str
    applies_to: tuple[str, ...]
    because: str
    gives_up: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A message of an interaction, in order: what a sequence diagram shows."""

    sender: str
    receiver: str
    message: str
    topic: str = ""
    compensates: str = ""
