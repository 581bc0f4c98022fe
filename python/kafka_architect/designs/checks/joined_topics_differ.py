"""DSN003: topics that are joined, or senders of one topic, place the same key differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.topic import Topic


@check(
    "DSN003",
    "joined-topics-differ",
    severity=Severity.ERROR,
    summary="The same key goes to different partitions: partition counts, keys or partitioners differ.",
    why=(
        "A join reads partition n of both topics in one task. With different partition counts Kafka Streams "
        "fails to start (TopologyException); with different partitioners, such as a Java producer (murmur2) "
        "and a librdkafka one (CRC-32), it runs and silently misses matches. Within one topic two "
        "partitioners break per-key order."
    ),
    sources=(
        "https://kafka.apache.org/documentation/streams/developer-guide/dsl-api.html#co-partitioning-requirements",
        "librdkafka CONFIGURATION.md, partitioner",
    ),
    bad="""\
name: shop
entities:
  orders: {key: orderId, events: [OrderCreated]}
services:
  shop: {client: java, sends: [orders.events]}
  importer: {client: sarama-hash, sends: [orders.events]}
""",
    good="""\
name: shop
entities:
  orders: {key: orderId, events: [OrderCreated]}
services:
  shop: {client: java, sends: [orders.events]}
  importer: {client: librdkafka, sends: [orders.events]}
""",
)
def joined_topics_differ(design: Design) -> Iterator[Problem]:
    """Look at the senders of each keyed topic, and at joined topics side by side."""
    placements = {topic.name: _placements(topic, design) for topic in design.topics.values() if topic.key}
    for name, found in placements.items():
        if len(set(found.values())) > 1:
            yield Problem(
                name,
                f"its senders place keys differently: {_words(found)}; records with the same key are in "
                "several partitions, without order between them",
                "set partitioner=murmur2_random in the librdkafka clients, or a murmur2 partitioner in "
                "the others",
            )
    for topic in design.topics.values():
        for other_name in topic.joined_with:
            other = design.topics.get(other_name)
            if other is not None:
                yield from _differences(topic, other, placements)


def _differences(topic: Topic, other: Topic, placements: dict[str, dict[str, str]]) -> Iterator[Problem]:
    if topic.partitions.value != other.partitions.value:
        yield Problem(
            topic.name,
            f"{topic.partitions}, but {other.name}, which it is joined with, has "
            f"{other.partitions.value:.0f}",
            "give both the same number of partitions, or join through a repartition topic",
        )
    if topic.key != other.key:
        yield Problem(
            topic.name,
            f"keyed by {' + '.join(topic.key) or 'nothing'}, but {other.name}, which it is joined with, by "
            f"{' + '.join(other.key) or 'nothing'}",
            "re-key one of them through a repartition topic",
        )
    both = placements.get(topic.name, {}) | placements.get(other.name, {})
    if len(set(both.values())) > 1 and all(
        len(set(placements.get(one.name, {}).values())) == 1 for one in (topic, other)
    ):
        yield Problem(
            topic.name,
            f"it is joined with {other.name}, and their senders place keys differently: {_words(both)}",
            "set partitioner=murmur2_random in the librdkafka clients",
        )


def _placements(topic: Topic, design: Design) -> dict[str, str]:
    """The rule by which each sender places a key; that of null keys does not matter here."""
    from kafka_architect.partitioner import partitioner_name

    found = {}
    for name in topic.senders:
        producer = design.clients.get(f"{name}.producer")
        client = design.services[name].client
        own = None if producer is None else producer.setting("partitioner")
        rule = partitioner_name(own or _JAVA.get(client, client))
        found[name] = rule.removesuffix("_random")
    return found


_JAVA = {"spring": "java", "quarkus": "java", "micronaut": "java"}


def _words(found: dict[str, str]) -> str:
    return ", ".join(f"{name} by {rule}" for name, rule in found.items())
