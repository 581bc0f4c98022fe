"""What the package knows or explains: partitioners, patterns, the derivation of a number."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, UnsetType

from kafka_architect.documents.shapes.shape import Anything, Headed, Limit, Shape


class PartitionerFacts(Shape, frozen=True, kw_only=True):
    """A partitioner and the clients that use it."""

    name: str
    rule: str
    clients: list[str]
    null_key: str
    empty_key: str
    source: str


class Partitioners(Headed, frozen=True, kw_only=True):
    """The partitioners that `analyze` knows."""

    partitioners: list[PartitionerFacts]


class Explanation(Headed, frozen=True, kw_only=True):
    """Where a number comes from: its formula over named inputs, and the source."""

    name: str
    value: Any
    unit: str
    formula: str
    inputs: Anything
    source: str
    binding: Limit | str | UnsetType = UNSET
    details: dict[str, str] | UnsetType = UNSET
    pinned: str | UnsetType = UNSET
    assumed: list[str] | UnsetType = UNSET
    scenario: str | UnsetType = UNSET
    use: Anything | UnsetType = UNSET
    relief: str | UnsetType = UNSET
    topics_mb_per_s: dict[str, float] | UnsetType = UNSET


class Explainable(Headed, frozen=True, kw_only=True):
    """The names of the numbers that a document explains."""

    names: list[str]


class DesignPattern(Headed, frozen=True, kw_only=True):
    """What a pattern of designs is for, and what it gives up."""

    name: str
    by_default: bool
    title: str
    summary: str
    when: list[str]
    when_not: list[str]
    gives_up: list[str]
    how: str
    sources: list[str]
    example: str
