"""The settings of every producer and consumer, each with its reason, in the names of the Java client."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.deriving.flows import flow_of
from kafka_architect.designs.model.client import ClientSettings
from kafka_architect.designs.model.promise import Assumption
from kafka_architect.designs.model.subject_strategy import KEY, SubjectsOfTopics, to_be_set
from kafka_architect.designs.model.topic import Setting
from kafka_architect.designs.tuning.choosing import Waits, chosen_waits
from kafka_architect.designs.tuning.consuming import DOCUMENTATION as CONSUMER_DOCUMENTATION
from kafka_architect.designs.tuning.consuming import consumer_settings
from kafka_architect.designs.tuning.producing import batch_size, largest, producer_settings, text
from kafka_architect.designs.tuning.waiting import ASSUMED_SPARE_MS, spare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kafka_architect.designs.contributing.contribution import GroupDraft
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.deriving.ends import Ends
    from kafka_architect.designs.model.client import ClientRole
    from kafka_architect.designs.model.design import Platform
    from kafka_architect.designs.model.figure import Figure
    from kafka_architect.designs.model.promise import SchemaSubject
    from kafka_architect.designs.model.topic import Topic
    from kafka_architect.designs.specification.landscape import Application
    from kafka_architect.designs.tuning.load import FlowLoad

# Where no rate is known: usual values, which a known rate replaces by derived ones.
_PRODUCER_SETTINGS: Final = (
    ("acks", "all", "a record is acknowledged by min.insync.replicas replicas, not the leader alone"),
    ("enable.idempotence", "true", "retries neither duplicate nor reorder records of a partition"),
    ("compression.type", "lz4", "fewer bytes on the network and on disk for little CPU"),
    ("batch.size", "65536", "a usual size, since the rate is unknown: memory per open batch"),
    ("linger.ms", "10", "a usual time, since the rate is unknown: how long a batch waits to fill"),
    ("delivery.timeout.ms", "120000", "how long send() retries before the application must decide"),
)
_CONSUMER_SETTINGS: Final = (
    ("enable.auto.commit", "false", "offsets are committed after records are handled, not before"),
    ("isolation.level", "read_committed", "records of aborted transactions are not seen"),
    ("max.poll.records", "500", "records per poll: they must be handled within max.poll.interval.ms"),
)
_FIRST: Final = (
    "auto.offset.reset",
    "earliest",
    "a new group begins with the first record and misses none",
)
# Written only where they are not what Kafka has by default.
_DEFAULTS: Final = {
    "buffer.memory": 33_554_432,
    "max.in.flight.requests.per.connection": 5,
    "request.timeout.ms": 30_000,
    "send.buffer.bytes": 131_072,
    "fetch.min.bytes": 1,
    "fetch.max.wait.ms": 500,
    "max.poll.interval.ms": 300_000,
    "receive.buffer.bytes": 65_536,
}
# Clients of librdkafka hash with CRC-32 unless told otherwise: keys would go to other partitions than Java's.
LIBRDKAFKA: Final = frozenset(
    {
        "librdkafka",
        "confluent-kafka-python",
        "confluent-kafka-go",
        "confluent-kafka-dotnet",
        "confluent-kafka-javascript",
        "rust-rdkafka",
    }
)
# Connect and MirrorMaker configure their clients themselves: see connectors and mirrors.
NOT_A_CLIENT: Final = frozenset({"kafka-connect"})


def same_partitioner() -> Setting:
    """What makes a librdkafka producer place keys where Java's places them."""
    return text(
        "partitioner",
        "murmur2_random",
        "the Java clients' placement of keys; librdkafka's default, consistent_random, places them elsewhere",
    )


def client_settings(
    draft: Draft, between: Ends, platform: Platform, subjects: Sequence[SchemaSubject]
) -> Iterator[ClientSettings]:
    """A producer for each service that sends, a consumer for each group."""
    groups: dict[str, list[GroupDraft]] = {}
    readers: dict[str, list[GroupDraft]] = {}
    of_topics = SubjectsOfTopics(subjects)
    for group in draft.groups.values():
        groups.setdefault(group.service, []).append(group)
        for name in group.topics:
            readers.setdefault(name, []).append(group)
    topics = {one.name: one for sent in between.sent.values() for one in sent}
    topics |= {one.name: one for received in between.received.values() for one in received}
    for application in draft.applications.values():
        if application.client in NOT_A_CLIENT:
            continue
        sent = between.sent[application.name]
        if sent:
            built_on = "librdkafka" if application.client in LIBRDKAFKA else "java"
            flows = _flows(sent, readers, draft, platform, built_on)
            producer = ClientSettings(
                name=f"{application.name}.producer",
                service=application.name,
                role="producer",
                client=application.client,
                topics=tuple(topic.name for topic in sent),
                settings=(
                    *_producer(application, flows),
                    *_subject_strategy([one.name for one in sent], of_topics),
                ),
            )
            yield _completed(producer, application, draft)
        for group in groups.get(application.name, ()):
            received = [topics[name] for name in group.topics if name in topics]
            flows = _flows(received, {one.name: [group] for one in received}, draft, platform)
            consumer = ClientSettings(
                name=f"{application.name}.{_consumer_name(group, application)}",
                service=application.name,
                role="consumer",
                client=application.client,
                group=group.name,
                topics=group.topics,
                settings=(*_consumer(group, flows), *_subject_strategy(group.topics, of_topics)),
            )
            yield _completed(consumer, application, draft)


def _flows(
    topics: list[Topic],
    readers: Mapping[str, list[GroupDraft]],
    draft: Draft,
    platform: Platform,
    client: str = "java",
) -> list[tuple[Topic, FlowLoad]]:
    """The topics whose rate and size are known, as flows."""
    found = []
    for topic in topics:
        flow = flow_of(topic, readers.get(topic.name, ()), draft, platform, client=client)
        if flow is not None:
            found.append((topic, flow))
    return found


def _consumer_name(group: GroupDraft, application: Application) -> str:
    extra = group.name.removeprefix(application.group)
    return f"consumer{extra}"


def _producer(application: Application, flows: list[tuple[Topic, FlowLoad]]) -> Iterator[Setting]:
    if flows:
        yield from _unusual(producer_settings([flow for _, flow in flows], _strictest(flows).linger))
    else:
        for key, value, because in _PRODUCER_SETTINGS:
            yield text(key, value, because)
    if application.client in LIBRDKAFKA:
        yield same_partitioner()


def _consumer(group: GroupDraft, flows: list[tuple[Topic, FlowLoad]]) -> Iterator[Setting]:
    because = "the members of a group share the partitions of its topics"
    yield text("group.id", group.name, because, CONSUMER_DOCUMENTATION)
    yield text(*_FIRST, CONSUMER_DOCUMENTATION)
    if not flows:
        for row in _CONSUMER_SETTINGS:
            yield text(*row, CONSUMER_DOCUMENTATION)
        return
    waits, loads = _strictest(flows), [flow for _, flow in flows]
    batches = largest(batch_size(flow, waits.linger.value) for flow in loads)
    yield from _unusual(consumer_settings(loads, waits, batches.value))


def _subject_strategy(topics: Sequence[str], subjects: SubjectsOfTopics) -> Iterator[Setting]:
    """What the serializer or deserializer is set to, where it is not what it does by default."""
    found = subjects.strategies(topics)
    wanted = to_be_set(found)
    if wanted:
        (names,) = found.values()
        yield Setting(
            key=KEY,
            value=wanted,
            because=f"the schema plan's subjects of {', '.join(names[:3])}{' ...' if len(names) > 3 else ''}",
            source="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/"
            "index.html#subject-name-strategy",
        )


def _strictest(flows: list[tuple[Topic, FlowLoad]]) -> Waits:
    """The shortest waits of all flows: a client has one linger.ms, one fetch.max.wait.ms for its topics."""
    found = [(topic, chosen_waits(flow, spare(flow))) for topic, flow in flows]
    sending, first = min(found, key=lambda one: one[1].linger.value)
    receiving, waits = min(found, key=lambda one: one[1].fetch_wait_ms)
    return Waits(
        linger=_named(first.linger, sending),
        fetch_min_bytes=waits.fetch_min_bytes,
        fetch_max_wait=_named(waits.fetch_max_wait, receiving),
    )


def _named(figure: Figure, topic: Topic) -> Figure:
    """The figure, with the topic whose latency it is."""
    if "latency_ms" not in figure.inputs:
        return figure
    return replace(figure, details={**figure.details, "latency_ms": f"{topic.name}: the strictest flow"})


def latency_assumed(clients: Iterable[ClientSettings]) -> Iterator[Assumption]:
    """What was assumed in place of a latency, once for all clients."""
    names = [one.name for one in clients for _, figure in one.figures() if "latency_ms" in figure.assumed]
    if names:
        yield Assumption(
            about=", ".join(dict.fromkeys(names)),
            assumed=f"linger and fetch wait may take {ASSUMED_SPARE_MS:g} ms of a record's way",
            because="promises.latency is not stated for what they send or receive",
        )


def _unusual(settings: list[Setting]) -> Iterator[Setting]:
    """Settings that say something: not those that are Kafka's defaults anyway."""
    for one in settings:
        if one.figure is None or _DEFAULTS.get(one.key) != one.figure.value:
            yield one


def _completed(client: ClientSettings, application: Application, draft: Draft) -> ClientSettings:
    """What patterns want wins over the rules, what the specification says over both."""
    merged = {one.key: one for one in client.settings}
    for need in draft.clients:
        if need.service == client.service and need.role == client.role:
            merged = {key: one for key, one in merged.items() if key not in need.without}
            merged |= {one.key: one for one in need.settings}
    merged |= {one.key: one for one in _overrides(application, client.role)}
    return replace(client, settings=tuple(merged.values()))


def _overrides(application: Application, role: ClientRole) -> list[Setting]:
    written = application.service.settings
    chosen: dict[str, Any] = {} if written is None else getattr(written, role)
    return [
        Setting(
            key=key,
            value=str(value).lower() if isinstance(value, bool) else str(value),
            because="the specification",
            stated=True,
        )
        for key, value in chosen.items()
    ]
