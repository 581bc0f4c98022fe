"""A plan's steps: what is sent to the cluster, how dangerous it is, and what is not sent and why."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Literal

from kafka_architect.designs.difference.change import Risk
from kafka_architect.documents.head import head
from kafka_architect.report.json_text import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.designs.applying.saved import SavedApplyPlan
    from kafka_architect.designs.difference.change import Change
    from kafka_architect.snapshot.model import Acl

# Risks that a plan takes only where it is told to. Nothing allows recreating: no topic is ever deleted.
ALLOWABLE: Final = {"order-breaking": Risk.ORDER_BREAKING, "losing-data": Risk.LOSING_DATA}


class Standing(StrEnum):
    """Whether a step is made, and if not, why."""

    READY = "ready"
    REFUSED = "refused"
    OPERATOR = "left to the operator"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTopic:
    """CreateTopics for one topic, with every configuration of the design."""

    topic: str
    partitions: int
    replication_factor: int
    settings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPartitions:
    """CreatePartitions: to `partitions` in all, from `before`."""

    topic: str
    before: int
    partitions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Configure:
    """IncrementalAlterConfigs: sets these configurations of a topic or a group, and leaves all others."""

    resource: Literal["topic", "group"]
    name: str
    settings: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQuotas:
    """AlterClientQuotas: sets these quotas of a user, in bytes/s per broker, and leaves all others."""

    user: str
    values: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAcls:
    """CreateAcls for one principal."""

    principal: str
    acls: tuple[Acl, ...]


Action = CreateTopic | AddPartitions | Configure | SetQuotas | AddAcls


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One operation, which the cluster makes as a whole or not at all.

    Attributes:
        kind: create-topic, add-partitions, configure-topic, configure-group, set-quotas, add-acls,
            change-replicas, remove-partitions, read: the last three are never sent.
        subject: the topic, group or principal.
        changes: what it changes, each with its risk, explanation and figures.
        action: what is sent; None where nothing ever is.
        standing: READY is sent.
        why: for any other standing, why not and what to do, in one or two sentences.
    """

    kind: str
    subject: str
    changes: tuple[Change, ...] = ()
    action: Action | None = None
    standing: Standing = Standing.READY
    why: str = ""

    @property
    def risk(self) -> Risk:
        """The most dangerous risk of its changes."""
        return max((one.risk for one in self.changes), key=lambda one: one.rank, default=Risk.SAFE)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready values."""
        import msgspec

        built: dict[str, Any] = msgspec.to_builtins(self)
        for change in built["changes"]:
            change.pop("tools")
        return built | {"risk": self.risk.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyPlan:
    """What makes a cluster what a design describes; nothing was changed yet.

    Attributes:
        design: name of the system, with @environment.
        cluster: where: the bootstrap servers, or the file of the snapshot.
        cluster_id: what the cluster calls itself; None where it does not tell.
        steps: in the order in which they are made; those that are not ready stay where they were.
        notes: what else a reader of the plan has to know.
    """

    design: str
    cluster: str
    cluster_id: str | None = None
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ready(self) -> tuple[Step, ...]:
        """The steps that `--yes` makes."""
        return self.of(Standing.READY)

    @property
    def remainder(self) -> tuple[Step, ...]:
        """The steps that are not made: refused, left to the operator, or unavailable."""
        return tuple(one for one in self.steps if one.standing is not Standing.READY)

    @property
    def is_harmless(self) -> bool:
        """Whether it does everything, and nothing that breaks order or loses data."""
        worst = max((one.risk.rank for one in self.steps), default=0)
        return not self.remainder and worst < Risk.ORDER_BREAKING.rank

    @property
    def digest(self) -> str:
        """The same for two plans that would send the same to the same cluster."""
        import msgspec

        sent = [self.cluster_id, *(_sent(one) for one in self.steps)]
        return hashlib.sha256(msgspec.json.encode(sent, order="sorted")).hexdigest()

    def of(self, standing: Standing) -> tuple[Step, ...]:
        """The steps of one standing."""
        return tuple(one for one in self.steps if one.standing is standing)

    def __bool__(self) -> bool:
        return bool(self.steps)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready values."""
        return {
            **head("apply-plan"),
            "design": self.design,
            "cluster": self.cluster,
            "cluster_id": self.cluster_id,
            "digest": self.digest,
            "steps": [one.to_dict() for one in self.steps],
            "notes": list(self.notes),
        }

    def to_json(self, indent: int | None = 2) -> str:
        """The plan as JSON text."""
        return json_text(self.to_dict(), indent=indent)

    @staticmethod
    def from_json(text: str | bytes) -> SavedApplyPlan:
        """Read what `to_json` wrote, to be shown or to be agreed to.

        Raises:
            InputError: It is no such document, or of another version; with the place of what is wrong.
        """
        from kafka_architect.designs.applying.saved import SavedApplyPlan

        return SavedApplyPlan.from_json(text)

    def __repr__(self) -> str:
        counts = f"{len(self.ready)} steps to apply, {len(self.remainder)} not applied"
        return f"<ApplyPlan {self.design} -> {self.cluster}: {counts}>"

    def __str__(self) -> str:
        from kafka_architect.report.applying import plan_text

        return plan_text(self.to_dict())


def _sent(step: Step) -> tuple[Any, ...]:
    return step.kind, step.subject, step.standing, step.action, [one.after for one in step.changes]


def standing_of(changes: Iterable[Change], allowed: frozenset[Risk]) -> tuple[Standing, str]:
    """Whether changes of these risks are made, and what would have to be said to have them made."""
    needed = [
        name
        for name, risk in ALLOWABLE.items()
        if risk not in allowed and any(one.risk is risk for one in changes)
    ]
    if not needed:
        return Standing.READY, ""
    options = " ".join(f"--allow {one}" for one in needed)
    return Standing.REFUSED, f"Refused without {options}."
