"""What `design apply` would change on a cluster, and what became of it."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, UnsetType

from kafka_architect.documents.shapes.shape import Anything, Headed, Shape


class StepChange(Shape, frozen=True, kw_only=True):
    """A change that a step makes, with its risk and why."""

    subject: str
    kind: str
    risk: str
    what: str
    before: str | None
    after: str | None
    because: str
    steps: list[str]
    figures: dict[str, Any]


class ApplyStep(Shape, frozen=True, kw_only=True):
    """A step: ready, refused, left to the operator or unavailable; `action` is what the cluster is sent."""

    kind: str
    subject: str
    changes: list[StepChange]
    action: Anything | None
    standing: str
    why: str
    risk: str
    result: str | UnsetType = UNSET
    detail: str | UnsetType = UNSET


class ApplyPlan(Headed, frozen=True, kw_only=True):
    """What makes a cluster what a design describes. Two plans of one digest would send the same."""

    design: str
    cluster: str
    cluster_id: str | None
    digest: str
    steps: list[ApplyStep]
    notes: list[str]


class Applied(ApplyPlan, frozen=True, kw_only=True):
    """The same after it was applied: every step has a `result`, and a `detail` where it is not done."""

    complete: bool
    validated: bool
    interrupted: bool
