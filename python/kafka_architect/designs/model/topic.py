"""Topic: one Kafka topic of a design."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kafka_architect.designs.model.figure import Figure
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """What a topic holds; decides what may be compacted, who may write, how long it is kept."""

    EVENTS = "events"
    COMMANDS = "commands"
    REPLIES = "replies"
    STATE = "state"
    SNAPSHOTS = "snapshots"
    DOCUMENTS = "documents"
    CHANGES = "changes"
    RETRY = "retry"
    DEAD_LETTER = "dead-letter"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One configuration: key, value as Kafka reads it, and why it has this value.

    `stated` is True for what the specification sets itself: nothing overrides it.
    """

    key: str
    value: str
    because: str
    source: str = ""
    figure: Figure | None = None
    stated: bool = False


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A type of message, with its fields where the specification has them: name -> type."""

    name: str
    description: str = ""
    fields: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header that records of a topic carry, and what for."""

    name: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What is written to a topic. None is unknown: the design asks, it does not invent."""

    average_messages_per_s: float | None = None
    peak_messages_per_s: float | None = None
    message_bytes: float | None = None
    distinct_keys: float | None = None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batches:
    """How the producers of a topic batch its records, by their settings.

    Attributes:
        producers: instances of the services that send.
        batch_bytes: batch.size, the smallest of theirs.
        linger_ms: linger.ms, the shortest of theirs.
    """

    producers: int
    batch_bytes: int
    linger_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HotKey:
    """A key with a large share of the records, by its hash before the remainder: a design holds no key."""

    hash: int
    share: float


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFacts:
    """What a distribution report says of a topic's keys.

    Attributes:
        source: the report, as the specification names it.
        partitioner: the one that `hash` is of.
        hot: the keys that the report lists.
    """

    source: str
    partitioner: str
    distinct_keys: float | None = None
    hot: tuple[HotKey, ...] = ()


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic with everything that is created, and why.

    Attributes:
        name: the name in Kafka.
        stream: the name in the specification; of a retry topic that of the stream it serves.
        made_by: the pattern that asks for it.
        use: the use of the pattern in the specification, "" for what holds by default.
        key: the fields of the key, in order; empty for records without a key.
        follows: the topic whose number of partitions it has, "" for its own.
        joined_with: topics whose records of one key must be in the partition of the same number.
        longest_outage_s: how long a receiving service may be down; None is unknown.
        group: the consumer group that alone uses it (retry, dead letters), else "".
        batches: how its producers batch records; None where no known sender.
        key_facts: what a distribution report says of the keys; None without one.
        retention_ms: -1 keeps forever; None where compaction alone bounds it.
    """

    name: str
    kind: Kind
    stream: str = ""
    description: str = ""
    owner: str = ""
    made_by: str
    use: str = ""
    key: tuple[str, ...] = ()
    partitions: Figure
    replication_factor: Figure
    min_insync_replicas: Figure
    retention_ms: Figure | None = None
    settings: tuple[Setting, ...] = ()
    messages: tuple[Message, ...] = ()
    headers: tuple[Header, ...] = ()
    load: Load = Load()
    batches: Batches | None = None
    key_facts: KeyFacts | None = None
    stored_bytes: Figure | None = None
    monthly_cost: Figure | None = None
    visibility: str = "private"
    classification: str = "internal"
    follows: str = ""
    joined_with: tuple[str, ...] = ()
    longest_outage_s: float | None = None
    group: str = ""
    senders: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()

    def setting(self, key: str) -> str | None:
        """The value of a topic configuration; None where the broker's default holds."""
        return next((one.value for one in self.settings if one.key == key), None)

    @property
    def cleanup(self) -> frozenset[str]:
        """Of delete and compact, those that are on."""
        return frozenset((self.setting("cleanup.policy") or "delete").split(","))

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """Every number with its name below the topic: partitions, retention.ms, ..."""
        yield "partitions", self.partitions
        yield "replication_factor", self.replication_factor
        yield "min.insync.replicas", self.min_insync_replicas
        if self.retention_ms is not None:
            yield "retention.ms", self.retention_ms
        if self.stored_bytes is not None:
            yield "stored_bytes", self.stored_bytes
        if self.monthly_cost is not None:
            yield "monthly_cost", self.monthly_cost
        for one in self.settings:
            if one.figure is not None and one.key not in {"retention.ms", "min.insync.replicas"}:
                yield one.key, one.figure
