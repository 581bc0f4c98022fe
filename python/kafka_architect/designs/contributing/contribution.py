"""What a pattern may contribute to a design. Drafts know needs and reasons; numbers come from `deriving`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kafka_architect.designs.model.topic import Load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.designs.model.client import ClientRole, GroupKind
    from kafka_architect.designs.model.figure import Figure
    from kafka_architect.designs.model.moving import Connector, Mirror
    from kafka_architect.designs.model.promise import Assumption, Decision, Delivery, FailureMode, Question
    from kafka_architect.designs.model.topic import Header, Kind, Message, Setting
    from kafka_architect.designs.specification.landscape import Application, Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A reason to keep records for some time: `formula` over `inputs`, in milliseconds.

    The retention of a topic is the largest of its needs.
    """

    formula: str
    inputs: Mapping[str, float]
    source: str
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicDraft:
    """A topic that a pattern asks for.

    Attributes:
        channel: the stream of the specification that it is, None for what only the pattern knows.
        follows: the topic whose number of partitions it must have.
        exactly: a number of partitions that the pattern demands, and why.
        replicas: replicas and how many of them must be in sync, where the pattern demands them, and why.
        cleanup: delete, compact or compact,delete, and why.
        retention: the needs; none together with `compact` alone: nothing is dropped by age.
        forever: nothing is ever dropped by age; the reason.
        joined_with: topics whose records of one key must be in the partition of the same number.
        group: the only group that reads it, for topics of one consumer.
        senders, receivers: names of services, beside those that the specification tells.
    """

    name: str
    kind: Kind
    made_by: str
    use: str = ""
    channel: Channel | None = None
    stream: str = ""
    description: str = ""
    owner: str = ""
    key: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    headers: tuple[Header, ...] = ()
    load: Load = field(default_factory=Load)
    follows: str = ""
    exactly: tuple[int, str] | None = None
    replicas: tuple[int, int, str] | None = None
    cleanup: tuple[str, str] = ("delete", "records are facts: each is kept until its retention ends")
    retention: tuple[Need, ...] = ()
    forever: str = ""
    settings: tuple[Setting, ...] = ()
    visibility: str = "private"
    classification: str = "internal"
    joined_with: tuple[str, ...] = ()
    group: str = ""
    senders: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What a pattern changes of a topic that another pattern made. Two that contradict are an error.

    Attributes:
        topic: the name in Kafka.
        by: the pattern, for messages.
        load: what is left of its load, where the pattern moves a part into topics of its own.
        no_longer_senders: services that something else sends for: an outbox's connector.
    """

    topic: str
    by: str
    cleanup: tuple[str, str] | None = None
    retention: tuple[Need, ...] = ()
    forever: str = ""
    settings: tuple[Setting, ...] = ()
    headers: tuple[Header, ...] = ()
    follows: str = ""
    exactly: tuple[int, str] | None = None
    joined_with: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    no_longer_senders: tuple[str, ...] = ()
    load: Load | None = None
    replicas: tuple[int, int, str] | None = None
    receivers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """Topics that stand in place of one that another pattern made: who sent or read it uses all of them."""

    topic: str
    by: tuple[TopicDraft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDraft:
    """A group; `instances` None is unknown. `settings` are those of the group in the brokers."""

    name: str
    service: str
    topics: tuple[str, ...]
    instances: int | None = None
    lag_objective_s: float | None = None
    made_by: str
    kind: GroupKind = "consumer"
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientNeed:
    """Settings that a pattern wants of a service's client; they win over what `deriving` gives.

    `without` are keys that the client would reject, and that `deriving` leaves out.
    """

    service: str
    role: ClientRole
    settings: tuple[Setting, ...]
    by: str
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """Time that a pattern adds to a record's way; `always`, or for some records only (retries)."""

    name: str
    ms: float
    because: str
    always: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Concession:
    """What a pattern changes of the promises for a topic: for one service, or, where "", for all.

    `ordering`, `delivery`, `durability` are words that replace those of the flow; "" leaves them.
    `loses_order` says that records of one key may be seen in another order than they were written,
    `delivers` what the flow does about records that are sent or handled again. `delay` is time that records
    take longer, `recovery` how long a switch takes when a region is lost, `copied` that another region or
    site has the records, and `behind_s` by how much it may be behind.
    """

    topic: str
    by: str
    service: str = ""
    gives_up: str = ""
    loses_order: bool = False
    delivers: Delivery | None = None
    ordering: str = ""
    delivery: str = ""
    durability: str = ""
    delay: Delay | None = None
    recovery: Figure | None = None
    copied: bool = False
    behind_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """Everything that one use of a pattern adds.

    `applications` are those that only the pattern knows: a connector, a mirror. Topics name them in `senders`
    and `receivers` as they name the services of the specification. `replica_round_trip_s` is the way between
    leaders and followers, where a pattern puts them far apart; None is unknown, or within a region.
    """

    applications: tuple[Application, ...] = ()
    topics: tuple[TopicDraft, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    groups: tuple[GroupDraft, ...] = ()
    clients: tuple[ClientNeed, ...] = ()
    connectors: tuple[Connector, ...] = ()
    mirrors: tuple[Mirror, ...] = ()
    concessions: tuple[Concession, ...] = ()
    failure_modes: tuple[FailureMode, ...] = ()
    decisions: tuple[Decision, ...] = ()
    assumed: tuple[Assumption, ...] = ()
    questions: tuple[Question, ...] = ()
    replica_round_trip_s: float | None = None
