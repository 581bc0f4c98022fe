"""Specification: what a person writes about a system, field by field; docs/schemas has its JSON Schema.

Nothing here has a default that invents facts: what is not stated stays None, and the design lists it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from kafka_architect.designs.specification.quantities import (
    Bytes,
    Count,
    Duration,
    Names,
    Pin,
    Rate,
    Retention,
)

PlatformKind = Literal[
    "apache", "strimzi", "msk", "msk-express", "msk-serverless", "confluent-cloud", "event-hubs", "redpanda"
]
Client = Literal[
    "java",
    "spring",
    "quarkus",
    "micronaut",
    "kafka-streams",
    "kafka-connect",
    "librdkafka",
    "confluent-kafka-python",
    "confluent-kafka-go",
    "confluent-kafka-dotnet",
    "confluent-kafka-javascript",
    "rust-rdkafka",
    "kafka-python",
    "aiokafka",
    "kafkajs",
    "franz-go",
    "kafka-go-hash",
    "sarama-hash",
]
SchemaFormat = Literal["avro", "protobuf", "json-schema", "none"]
KeyFormat = Literal["text", "avro", "protobuf", "json-schema"]
SubjectStrategy = Literal["TopicNameStrategy", "RecordNameStrategy", "TopicRecordNameStrategy"]
Compatibility = Literal[
    "BACKWARD",
    "BACKWARD_TRANSITIVE",
    "FORWARD",
    "FORWARD_TRANSITIVE",
    "FULL",
    "FULL_TRANSITIVE",
    "NONE",
]
Visibility = Literal["public", "protected", "private"]
Classification = Literal["public", "internal", "confidential", "pii"]
StreamKind = Literal[
    "events",
    "commands",
    "replies",
    "state",
    "snapshots",
    "documents",
    "changes",
    "retry",
    "dead-letter",
    "internal",
]
Text = Annotated[str, Meta(max_length=10_000)]
Name = Annotated[str, Meta(min_length=1, max_length=249)]
Whole = Annotated[int, Meta(ge=1, le=1_000_000)]


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A part of a specification: unknown fields are errors."""


class Platform(_Part, frozen=True, kw_only=True):
    """Where it runs. `brokers` fixes the cluster; without it the cluster is sized."""

    kind: PlatformKind = "apache"
    kafka: str | None = None
    brokers: Whole | None = None
    zones: Annotated[int, Meta(ge=1, le=10)] | None = None
    regions: list[Name] = []
    instance: str | None = None
    catalogue: str | None = None


class Schema(_Part, frozen=True, kw_only=True):
    """The schemas of messages: format and compatibility.

    Attributes:
        key: how keys are written; `text` (the default) has no schema, so that a key's bytes never change.
        strategy: how subjects are named; else by topic, or by topic and record where several types share it.
    """

    format: SchemaFormat | None = None
    compatibility: Compatibility | None = None
    key: KeyFormat | None = None
    strategy: SubjectStrategy | None = None
    because: Text = ""


class Promises(_Part, frozen=True, kw_only=True):
    """Service levels: what the flow must keep. RPO and RTO are those of a lost region."""

    delivery: Literal["at-most-once", "at-least-once", "exactly-once"] | None = None
    durability: Literal["single-broker", "zone", "region"] | None = None
    ordering: Literal["none", "per-key", "total"] | None = None
    latency: Duration | None = None
    rpo: Duration | None = None
    rto: Duration | None = None
    lag_objective: Duration | None = None


class Plan(_Part, frozen=True, kw_only=True):
    """A named bundle of settings: gold, silver."""

    replication_factor: Pin | None = None
    min_insync_replicas: Pin | None = None
    retention: Retention | None = None
    promises: Promises | None = None
    config: dict[str, str | int | float | bool] = {}


class Message(_Part, frozen=True, kw_only=True):
    """A type of message. `fields`: name -> type (string, long, double, boolean, timestamp, bytes, ...)."""

    description: Text = ""
    fields: dict[str, str] = {}


class Stream(_Part, frozen=True, kw_only=True):
    """A topic of the specification: the events or commands of an entity, or one that `topics` names.

    Attributes:
        serves: for retry and dead-letter topics that are there already: the stream they belong to.
        address: the name in Kafka; else the naming policy makes it.
        messages: the types of message: a list of names, or name -> description and fields.
        key: the fields of the key; an empty list: records have no key. Else that of the entity.
        rate, size, distinct_keys: what is written; left out where unknown.
        distribution: the JSON of `kafka-architect analyze`, relative to the specification.
        handling: what one consumer handles per second: records/s or MB/s.
        cleanup: delete, compact, or compact,delete; else what the kind of stream asks for.
        partitions, replication_factor, min_insync_replicas: pin or bound a derived number.
        config: topic configurations that win over derived ones.
    """

    kind: StreamKind | None = None
    serves: Name | None = None
    address: Name | None = None
    description: Text = ""
    owner: str | None = None
    messages: list[Name] | dict[str, Message] = []
    key: Names | None = None
    rate: Rate | None = None
    size: Bytes | None = None
    distinct_keys: Count | None = None
    distribution: str | None = None
    handling: Rate | None = None
    retention: Retention | None = None
    cleanup: Literal["delete", "compact", "compact,delete"] | None = None
    schema: Schema | None = None
    classification: Classification | None = None
    visibility: Visibility | None = None
    promises: Promises | None = None
    plan: str | None = None
    partitions: Pin | None = None
    replication_factor: Pin | None = None
    min_insync_replicas: Pin | None = None
    config: dict[str, str | int | float | bool] = {}


class Entity(_Part, frozen=True, kw_only=True):
    """A thing of the domain (an order, a payment) with the streams about it."""

    key: Names | None = None
    domain: str | None = None
    owner: str | None = None
    description: Text = ""
    events: Stream | list[Name] | None = None
    commands: Stream | list[Name] | None = None
    state: Stream | None = None


class ClientOverrides(_Part, frozen=True, kw_only=True):
    """Client settings that win over derived ones, in the names of the Java client."""

    producer: dict[str, str | int | float | bool] = {}
    consumer: dict[str, str | int | float | bool] = {}


class Service(_Part, frozen=True, kw_only=True):
    """An application. `sends` and `receives` name streams (orders.events), addresses or message types.

    Attributes:
        group: its consumer group; else its name.
        instances: consumers that run at the same time; left out where unknown.
        client: the Kafka library it is written with.
    """

    description: Text = ""
    owner: str | None = None
    principal: str | None = None
    group: Name | None = None
    client: Client | None = None
    instances: Whole | None = None
    sends: list[Name] = []
    receives: list[Name] = []
    promises: Promises | None = None
    settings: ClientOverrides | None = None


class Naming(_Part, frozen=True, kw_only=True):
    """How topics are named. The template knows {domain}, {entity}, {kind}, {environment}, {name}."""

    template: Annotated[str, Meta(max_length=249)] | None = None
    retry: Literal["spring", "plain"] | None = None


class Defaults(_Part, frozen=True, kw_only=True):
    """What holds for every stream and service that says nothing of its own."""

    owner: str | None = None
    client: Client | None = None
    size: Bytes | None = None
    retention: Retention | None = None
    schema: Schema | None = None
    classification: Classification | None = None
    visibility: Visibility | None = None
    promises: Promises | None = None
    plan: str | None = None
    replication_factor: Pin | None = None
    min_insync_replicas: Pin | None = None
    growth: Annotated[float, Meta(ge=1, le=100)] | None = None


class Specification(_Part, frozen=True, kw_only=True):
    """A system in short: services, entities, rates, promises, patterns.

    Attributes:
        patterns: uses of patterns; `pattern` names one (`kafka-architect design --list-patterns`), the
            rest are its options.
        environments: name -> what differs there; it is merged over the rest, null removes.
        from_: `from` in a document: files that `kafka-architect design import` reads, relative to the
            specification, which adds what they lack: rates, promises, patterns.
    """

    name: Name
    from_: list[Name] = field(default_factory=list, name="from")
    description: Text = ""
    domain: str | None = None
    platform: Platform | None = None
    naming: Naming | None = None
    defaults: Defaults | None = None
    plans: dict[str, Plan] = {}
    entities: dict[str, Entity] = {}
    topics: dict[str, Stream] = {}
    services: dict[str, Service] = {}
    patterns: list[dict[str, Any]] = []
    environments: dict[str, dict[str, Any]] = field(default_factory=dict)
