"""Snapshot: what a Kafka cluster said of itself at one time, as one JSON document.

Configurations, partitions, offsets, sizes on disk, groups, quotas, ACLs and transactions: no record, no key
and no secret. Times are milliseconds since 1970 in UTC, sizes are bytes. What could not be read is told in
`unavailable`, so that an empty list there means that there is nothing.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from kafka_architect.documents.kinds import KINDS
from kafka_architect.short_repr import shortened

FORMAT: Final = KINDS["cluster"].format

Source = Literal["static", "dynamic", "dynamic-default", "default", "unknown"]


class Part(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False
):
    """What all parts of a snapshot share: fields that hold what they hold by default are left out."""

    def __repr__(self) -> str:
        told = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return f"{type(self).__name__}({', '.join(f'{name}={shortened(value)}' for name, value in told)})"


class Value(Part, frozen=True, kw_only=True):
    """The value of a configuration and who set it.

    `static` is the broker's file, `dynamic` was set on the broker, topic or group itself, `dynamic-default`
    on all brokers together, `default` is Kafka's. A sensitive value is never read: then it is null.
    """

    value: str | None = None
    source: Source = "default"
    sensitive: bool = False


class LogDir(Part, frozen=True, kw_only=True):
    """A folder in which a broker keeps partitions; its volume's size and free space since Kafka 3.3."""

    path: str
    total_bytes: int | None = None
    usable_bytes: int | None = None
    error: str = ""


class Broker(Part, frozen=True, kw_only=True):
    """A broker. `version` is what its APIs tell, major and minor: no API says more."""

    id: int
    host: str
    port: int
    rack: str | None = None
    fenced: bool = False
    version: str | None = None
    log_dirs: list[LogDir] = []
    config: dict[str, Value] = {}


class Partition(Part, frozen=True, kw_only=True):
    """A partition. `bytes` has the size of each replica's log in the order of `replicas`, null if unknown.

    `latest` is the offset of the next record, `earliest` of the first that is still there.
    """

    partition: int
    leader: int | None = None
    replicas: list[int] = []
    isr: list[int] = []
    offline: list[int] = []
    earliest: int | None = None
    latest: int | None = None
    bytes: list[int | None] = []

    @property
    def leader_bytes(self) -> int | None:
        """The size of the leader's log, else of any replica's."""
        sizes = dict(zip(self.replicas, self.bytes, strict=False))
        own = None if self.leader is None else sizes.get(self.leader)
        return own if own is not None else max((one for one in self.bytes if one is not None), default=None)


class Topic(Part, frozen=True, kw_only=True):
    """A topic. `config` has what is not Kafka's default: set on the topic, or by brokers for all topics."""

    name: str
    internal: bool = False
    partitions: list[Partition] = []
    config: dict[str, Value] = {}


class Member(Part, frozen=True, kw_only=True):
    """A member of a group, and the partitions that it is assigned to, by topic."""

    id: str
    client_id: str = ""
    host: str = ""
    instance_id: str | None = None
    assigned: dict[str, list[int]] = {}


class Committed(Part, frozen=True, kw_only=True):
    """The offset that a group committed; lag is how many offsets the partition's end is ahead of it."""

    topic: str
    partition: int
    offset: int
    lag: int | None = None


class Group(Part, frozen=True, kw_only=True):
    """A consumer group. `members` is null where they cannot be asked for."""

    name: str
    state: str = ""
    type: str = ""
    protocol: str = ""
    coordinator: int | None = None
    members: list[Member] | None = None
    committed: list[Committed] = []
    config: dict[str, Value] = {}


class Quota(Part, frozen=True, kw_only=True):
    """Limits of a client: entity type -> name (null: the default of the type), quota -> value."""

    entity: dict[str, str | None]
    values: dict[str, float]


class Acl(Part, frozen=True, kw_only=True):
    """An access control entry, in the words of kafka-acls.sh."""

    principal: str
    host: str
    operation: str
    permission: str
    resource_type: str
    resource: str
    pattern: str


class Reassignment(Part, frozen=True, kw_only=True):
    """A partition that is being moved: the brokers that get a replica, and those that lose theirs."""

    topic: str
    partition: int
    adding: list[int] = []
    removing: list[int] = []


class Transaction(Part, frozen=True, kw_only=True):
    """A transaction that its coordinator has not completed; partitions by topic."""

    id: str
    state: str
    producer_id: int
    coordinator: int
    timeout_ms: int | None = None
    started_ms: int | None = None
    partitions: dict[str, list[int]] = {}


class OpenProducer(Part, frozen=True, kw_only=True):
    """A producer with an open transaction in a partition, as the partition's leader knows it."""

    topic: str
    partition: int
    producer_id: int
    producer_epoch: int
    start_offset: int
    last_timestamp_ms: int


class Sample(Part, frozen=True, kw_only=True):
    """Latest offsets and leaders' bytes at an earlier time, by topic in the order of partitions."""

    at_ms: int
    latest: dict[str, list[int | None]] = {}
    bytes: dict[str, list[int | None]] = {}


class Unavailable(Part, frozen=True, kw_only=True):
    """What was not read, and why."""

    what: str
    why: str


class Snapshot(Part, frozen=True, kw_only=True):
    """A cluster at `taken_ms`, when its offsets were read. `samples` are earlier ones, oldest first."""

    format: Literal["kafka-architect-cluster"]
    version: Literal[1]
    tool: str = ""
    bootstrap: str = ""
    taken_ms: int = 0
    cluster_id: str | None = None
    kafka_version: str | None = None
    metadata_version: str | None = None
    features: dict[str, int] = {}
    controller: int | None = None
    unavailable: list[Unavailable] = []
    brokers: list[Broker] = []
    topics: list[Topic] = []
    groups: list[Group] = []
    quotas: list[Quota] = []
    acls: list[Acl] = []
    reassignments: list[Reassignment] = []
    transactions: list[Transaction] = []
    producers: list[OpenProducer] = []
    samples: list[Sample] = []

    def to_json(self) -> str:
        """The snapshot as JSON text: an element of each list a line."""
        from kafka_architect.snapshot.reading import snapshot_text

        return snapshot_text(self)

    @staticmethod
    def from_json(text: str | bytes) -> Snapshot:
        """Read what `to_json` or `kafka-architect snapshot` wrote.

        Raises:
            InputError: It is no snapshot, or of another version; with the place of what is wrong.
        """
        from kafka_architect.snapshot.reading import parse_snapshot

        return parse_snapshot(text, name="the snapshot")

    def lacks(self, what: str) -> bool:
        """Whether a part was not read, so that nothing can be concluded from its being empty."""
        return any(one.what == what for one in self.unavailable)

    def __repr__(self) -> str:
        """Where and when, and how much there is; the document itself is what `snapshot_text` writes."""
        return (
            f"<Snapshot {self.bootstrap!r} at {self.taken_ms}: {len(self.brokers):,} brokers, "
            f"{len(self.topics):,} topics, {len(self.groups):,} groups>"
        )

    def to_html(self) -> str:
        """The snapshot as one HTML page that needs no network: what `--output cluster.html` writes."""
        from kafka_architect.report.html import html_page

        return html_page(msgspec.to_builtins(self))

    def _repr_html_(self) -> str:
        from kafka_architect.report.html import html_fragment

        return html_fragment(msgspec.to_builtins(self))
