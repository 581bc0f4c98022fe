"""What else `analyze` reports: compared keys, joined topics, segments, outputs of tools, key maps."""

from __future__ import annotations

from kafka_architect.documents.shapes.analysis import Verdict
from kafka_architect.documents.shapes.shape import Headed, Notice, Shape


class CandidateLoad(Shape, frozen=True, kw_only=True):
    """A candidate at one partition count."""

    count: int
    max_over_mean: float | None
    verdict: Verdict


class Candidate(Shape, frozen=True, kw_only=True):
    """A field, or several, as a topic's key."""

    key: str
    records: int
    null_share: float
    distinct_keys: float
    effective_keys: float | None
    records_per_key: float
    orders_nothing: bool
    keeps_order_of: list[str]
    partitions: list[CandidateLoad]


class KeyComparison(Headed, frozen=True, kw_only=True):
    """Candidates for a topic's key, best first."""

    source: str
    read_as: list[str]
    partial: bool
    best: str
    reason: str
    order_looked_at: int
    candidates: list[Candidate]
    notes: list[str]
    warnings: list[Notice]


class JointLoad(Shape, frozen=True, kw_only=True):
    """All topics together, for one partition count."""

    count: int
    max_over_mean: float | None
    hottest_share: float | None
    alone: list[float | None]
    same_hottest: bool


class MissingKeys(Shape, frozen=True, kw_only=True):
    """Keys of a topic that another does not have."""

    topic: str
    other: str
    share: float
    exact: bool
    examples: list[str]


class CoPartition(Headed, frozen=True, kw_only=True):
    """Topics that are joined."""

    topics: list[str]
    joint: list[JointLoad]
    missing: list[MissingKeys]
    problems: list[str]


class PartitionSegments(Shape, frozen=True, kw_only=True):
    """The segments of one partition."""

    topic: str | None
    partition: int | None
    segments: int
    records: int
    batch_bytes: int
    control_batches: int
    first_offset: int | None
    last_offset: int | None


class TopicSegments(Shape, frozen=True, kw_only=True):
    """The partitions of a topic; its name is null where the folder does not say it."""

    topic: str | None
    records: int
    records_max_over_mean: float | None
    bytes_max_over_mean: float | None
    missing_partitions: list[int]
    partitions: list[PartitionSegments]


class SegmentLoads(Headed, frozen=True, kw_only=True):
    """The load of each partition, by the headers of log segments."""

    topics: list[TopicSegments]
    problems: list[str]


class Source(Shape, frozen=True, kw_only=True):
    """A file, and the tool that printed it."""

    name: str
    tool: str


class FiguresVerdict(Shape, frozen=True, kw_only=True):
    """A judgement."""

    code: str
    summary: str


class PartitionFigures(Shape, frozen=True, kw_only=True):
    """A partition; bytes of its replicas by broker."""

    partition: int
    first_offset: int | None
    end_offset: int | None
    retained_bytes: int | None
    replica_bytes: dict[str, int]
    replica_lag: int | None
    records: int | None
    bytes_per_record: float | None


class TopicFigures(Shape, frozen=True, kw_only=True):
    """A topic."""

    topic: str
    records: int | None
    records_are_retained: bool
    retained_bytes: int | None
    records_max_over_mean: float | None
    bytes_max_over_mean: float | None
    verdict: FiguresVerdict
    partitions: list[PartitionFigures]


class BrokerFigures(Shape, frozen=True, kw_only=True):
    """A broker."""

    broker: int
    replicas: int
    bytes: int


class LagFigures(Shape, frozen=True, kw_only=True):
    """How far a group is behind in a partition."""

    partition: int
    committed_offset: int | None
    end_offset: int | None
    lag: int | None
    consumer_id: str | None
    client_id: str | None
    host: str | None


class GroupFigures(Shape, frozen=True, kw_only=True):
    """A consumer group in a topic."""

    group: str | None
    topic: str
    has_members: bool
    lag: int | None
    lag_max_over_mean: float | None
    unknown_partitions: list[int]
    verdict: FiguresVerdict
    partitions: list[LagFigures]


class ClusterFigures(Headed, frozen=True, kw_only=True):
    """What outputs of Kafka's tools tell of partitions, brokers and groups."""

    sources: list[Source]
    healthy: bool
    topics: list[TopicFigures]
    brokers: list[BrokerFigures]
    brokers_verdict: FiguresVerdict | None
    groups: list[GroupFigures]
    notes: list[str]
    problems: list[str]


class MappedKey(Shape, frozen=True, kw_only=True):
    """A key with its partition; the text is null where the key is not UTF-8."""

    key: str | None
    key_base64: str
    partition: int


class KeyMap(Headed, frozen=True, kw_only=True):
    """Hot keys assigned to partitions by name; other keys go where the partitioner puts them."""

    partition_count: int
    other_keys: str
    max_over_mean_before: float
    max_over_mean: float
    moved: int
    records_moved: float
    keys: list[MappedKey]
