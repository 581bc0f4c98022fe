"""The settings of every producer and consumer, each with its reason, in the names of the Java client."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.model.client import ClientSettings
from kafka_architect.designs.model.topic import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.contributing.contribution import GroupDraft
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.deriving.ends import Ends
    from kafka_architect.designs.model.client import ClientRole
    from kafka_architect.designs.specification.landscape import Application

_PRODUCER: Final = "https://kafka.apache.org/documentation/#producerconfigs_"
_CONSUMER: Final = "https://kafka.apache.org/documentation/#consumerconfigs_"

_PRODUCER_SETTINGS: Final = (
    ("acks", "all", "a record is acknowledged by min.insync.replicas replicas, not by the leader alone"),
    ("enable.idempotence", "true", "retries neither duplicate nor reorder records of a partition"),
    ("compression.type", "lz4", "fewer bytes on the network and on disk for little CPU"),
    ("batch.size", "65536", "larger batches: fewer requests, better compression; memory per partition"),
    ("linger.ms", "10", "how long a batch waits to fill: the latency that batching costs"),
    ("delivery.timeout.ms", "120000", "how long send() retries before the application must decide"),
)
_CONSUMER_SETTINGS: Final = (
    ("enable.auto.commit", "false", "offsets are committed after records are handled, not before"),
    ("auto.offset.reset", "earliest", "a new group begins with the first record and misses none"),
    ("isolation.level", "read_committed", "records of aborted transactions are not seen"),
    ("max.poll.records", "500", "records per poll: they must be handled within max.poll.interval.ms"),
)
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
_SAME_PARTITIONER: Final = (
    "partitioner",
    "murmur2_random",
    "the Java clients' placement of keys; librdkafka's default, consistent_random, places them elsewhere",
)


def client_settings(draft: Draft, between: Ends) -> Iterator[ClientSettings]:
    """A producer for each service that sends, a consumer for each group."""
    groups: dict[str, list[GroupDraft]] = {}
    for group in draft.groups.values():
        groups.setdefault(group.service, []).append(group)
    for application in draft.applications.values():
        if application.client in NOT_A_CLIENT:
            continue
        sent = tuple(topic.name for topic in between.sent[application.name])
        if sent:
            producer = ClientSettings(
                name=f"{application.name}.producer",
                service=application.name,
                role="producer",
                client=application.client,
                topics=sent,
                settings=tuple(_producer(application)),
            )
            yield _completed(producer, application, draft)
        for group in groups.get(application.name, ()):
            consumer = ClientSettings(
                name=f"{application.name}.{_consumer_name(group, application)}",
                service=application.name,
                role="consumer",
                client=application.client,
                group=group.name,
                topics=group.topics,
                settings=tuple(_consumer(group)),
            )
            yield _completed(consumer, application, draft)


def _consumer_name(group: GroupDraft, application: Application) -> str:
    extra = group.name.removeprefix(application.group)
    return f"consumer{extra}"


def _producer(application: Application) -> list[Setting]:
    rows: tuple[tuple[str, str, str], ...] = _PRODUCER_SETTINGS
    if application.client in LIBRDKAFKA:
        rows = (*rows, _SAME_PARTITIONER)
    return [_setting(key, value, because, _PRODUCER) for key, value, because in rows]


def _consumer(group: GroupDraft) -> list[Setting]:
    rows = (
        ("group.id", group.name, "the members of a group share the partitions of its topics"),
        *_CONSUMER_SETTINGS,
    )
    return [_setting(key, value, because, _CONSUMER) for key, value, because in rows]


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


def _setting(key: str, value: str, because: str, where: str) -> Setting:
    return Setting(key=key, value=value, because=because, source=f"{where}{key}")
