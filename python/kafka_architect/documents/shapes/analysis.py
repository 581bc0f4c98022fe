"""The report of an analysis: docs/judgement.md explains its figures."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from kafka_architect.documents.shapes.shape import Headed, Notice, Shape


class Estimate(Shape, frozen=True, kw_only=True):
    """A figure with its bounds; equal where it was counted."""

    estimate: float
    lower: float
    upper: float


class HotKey(Shape, frozen=True, kw_only=True):
    """A key and how often it came: between lower and upper."""

    key: str
    encoding: str
    truncated: bool
    count: int
    lower: int
    upper: int
    share: float


class KeyLengths(Shape, frozen=True, kw_only=True):
    """Keys of these lengths, in bytes."""

    shortest: int
    longest: int
    keys: float


class WeakKeys(Shape, frozen=True, kw_only=True):
    """A form that many keys have, and whether it harms."""

    name: str
    share: float
    of: str
    harmful: bool
    reason: str
    examples: list[str]


class Evidence(Shape, frozen=True, kw_only=True):
    """A rule of the judgement with what was measured and where it draws the line."""

    rule: str
    measured: float | None
    expected: float | None
    threshold: float | None
    explanation: str


class ByChance(Shape, frozen=True, kw_only=True):
    """What another hash would most likely make of the same keys."""

    code: str
    max_over_mean: float


class Verdict(Shape, frozen=True, kw_only=True):
    """The judgement on one partition count."""

    code: str
    summary: str
    by_chance: ByChance | None
    evidence: list[Evidence]


class Windows(Shape, frozen=True, kw_only=True):
    """Windows of arrival order, and the worst of them."""

    count: int
    hottest_share: float | None
    peak_share: float | None


class ConsumerLoad(Shape, frozen=True, kw_only=True):
    """What the members of a group of so many consumers read."""

    consumers: int
    assignor: str
    records: list[int]
    busiest_over_mean: float | None
    busiest_share: float | None
    idle: int
    enough: int | None


class LeaderLoad(Shape, frozen=True, kw_only=True):
    """What the busiest of so many brokers leads."""

    brokers: int
    busiest_over_mean: float | None
    busiest_share: float | None


class PartitionCount(Shape, frozen=True, kw_only=True):
    """A partition count: records (and bytes) of each partition, in the order of their numbers."""

    count: int
    records: list[int]
    max_over_mean: float | None
    hottest_share: float | None
    cv: float | None
    expected_cv: float | None
    empty_partitions: int
    windows: Windows
    verdict: Verdict
    bytes: list[int] | UnsetType = UNSET
    consumers: list[ConsumerLoad] | UnsetType = UNSET
    leaders: LeaderLoad | UnsetType = UNSET


class WhatIf(Shape, frozen=True, kw_only=True):
    """A partition count that was looked at for comparison."""

    count: int
    max_over_mean: float | None
    cv: float | None
    expected_cv: float | None
    empty: int
    verdict: str
    by_chance: str | None
    summary: str


class RecommendedCount(Shape, frozen=True, kw_only=True):
    """A partition count that is recommended, and why."""

    count: int
    max_over_mean: float
    verdict: str
    reason: str


class Mitigation(Shape, frozen=True, kw_only=True):
    """A mitigation, simulated on these keys: what it gives and what it costs."""

    name: str
    parameters: dict[str, float]
    max_over_mean_before: float
    max_over_mean: float
    hottest_share_before: float
    hottest_share: float
    keys_losing_order: int
    records_losing_order: float
    partitions_per_key: float
    reader_cost: str
    when: str
    cures: bool
    recommended: bool


class RelativeTo(Shape, frozen=True, kw_only=True):
    """The load that mitigations are compared with."""

    load: str
    partitioner: str
    measured_max_over_mean: float | None


class Mitigations(Shape, frozen=True, kw_only=True):
    """The mitigations for a partition count."""

    partitions: int
    relative_to: RelativeTo
    options: list[Mitigation]


class Moment(Shape, frozen=True, kw_only=True):
    """A moment in the order of records; its time in ms since 1970 where records have one."""

    share: float
    timestamp_ms: int | None


class WriterSpan(Shape, frozen=True, kw_only=True):
    """When a partitioner was in use."""

    partitioner: str
    partitions: int
    begins: Moment | None
    ends: Moment | None


class ChangeInTime(Shape, frozen=True, kw_only=True):
    """A change of partitioner or partition count while the records were written."""

    kind: str
    told_by: str
    writers: list[WriterSpan]


class Writer(Shape, frozen=True, kw_only=True):
    """A partitioner that explains where a share of the keys is."""

    partitioner: str
    title: str
    partitions: int
    keys: float
    records: float


class Writers(Shape, frozen=True, kw_only=True):
    """Who placed the records, as their partitions tell."""

    kind: str
    writers: list[Writer]
    unexplained_keys: float
    unexplained_records: float
    sampled_keys: int
    same_placement: list[str]


class SplitKey(Shape, frozen=True, kw_only=True):
    """A key whose records are in several partitions."""

    key: str
    partitions: list[int]
    records: list[int]
    elsewhere: int


class SplitKeys(Shape, frozen=True, kw_only=True):
    """Keys whose records are in several partitions."""

    keys: Estimate
    share: float
    records_share: float
    sampled_keys: int
    exact: bool
    examples: list[SplitKey]


class Keyless(Shape, frozen=True, kw_only=True):
    """How records without a key are spread."""

    records: list[int]
    max_over_mean: float
    hottest_partition: int
    records_per_choice: float
    kind: str
    explanation: str


class Observed(Shape, frozen=True, kw_only=True):
    """Where the records are, from sources that say it."""

    count: int
    count_from: str
    records: list[int]
    unpartitioned: list[int] | None
    share: float
    max_over_mean: float | None
    hottest_partition: int | None
    hottest_share: float | None
    predicted: list[int] | None
    predicted_max_over_mean: float | None
    agreement: float | None
    placed_by_partitioner: bool
    writers: Writers | None
    change: ChangeInTime | None
    split_keys: SplitKeys | None
    keyless: Keyless | None
    distinct_keys: list[float] | None
    verdict: Verdict | None
    keyed: int
    agreeing: int | None


class Analysis(Headed, frozen=True, kw_only=True):
    """How the keys of a source spread over partitions."""

    source: str
    read_as: list[str] | UnsetType = UNSET
    partitioner: str
    partial: bool
    records: int
    null_keys: int
    empty_keys: int
    unpartitioned: int
    key_bytes: int
    distinct_keys: Estimate
    effective_keys: float | None
    heavy_hitters: list[HotKey]
    no_other_key_exceeds: int
    key_lengths: list[KeyLengths]
    weak_keys: list[WeakKeys]
    partitions: list[PartitionCount]
    notes: list[str] | UnsetType = UNSET
    warnings: list[Notice]
    effective_keys_by_bytes: float | UnsetType | None = UNSET
    heavy_hitters_by_bytes: list[HotKey] | UnsetType = UNSET
    no_other_key_exceeds_bytes: int | UnsetType = UNSET
    observed: Observed | UnsetType = UNSET
    what_if: list[WhatIf] | UnsetType = UNSET
    recommended_counts: list[RecommendedCount] | UnsetType = UNSET
    mitigations: list[Mitigations] | UnsetType = UNSET
