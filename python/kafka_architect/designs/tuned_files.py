"""A tuning's settings in the names and files of a client library."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.deriving.clients import LIBRDKAFKA, same_partitioner
from kafka_architect.designs.emitters import emit
from kafka_architect.designs.model.design import Design
from kafka_architect.designs.model.topic import Setting
from kafka_architect.designs.writing.go import go_file
from kafka_architect.designs.writing.kafkajs import kafkajs_module
from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.tuning.tuning import Tuning

# target -> (client, emitter)
_EMITTED: Final = {
    "properties": ("java", "client-properties"),
    "spring": ("spring", "spring"),
    "quarkus": ("quarkus", "quarkus"),
    "micronaut": ("micronaut", "micronaut"),
    "librdkafka": ("librdkafka", "librdkafka"),
    "confluent-kafka-python": ("confluent-kafka-python", "python"),
    "confluent-kafka-go": ("confluent-kafka-go", "librdkafka"),
    "confluent-kafka-dotnet": ("confluent-kafka-dotnet", "librdkafka"),
    "confluent-kafka-javascript": ("confluent-kafka-javascript", "librdkafka"),
    "rust-rdkafka": ("rust-rdkafka", "librdkafka"),
    "kafka-python": ("kafka-python", "python"),
    "aiokafka": ("aiokafka", "python"),
}
_GO: Final = {"sarama": "sarama-hash", "kafka-go": "kafka-go-hash", "franz-go": "franz-go"}
TARGETS: Final = (*_EMITTED, "kafkajs", *_GO)
# Libraries that know the classic protocol only: sessions are theirs.
_CLASSIC: Final = frozenset({"kafka-python", "aiokafka", "kafkajs", "sarama-hash", "kafka-go-hash"})
_GROUP: Final = Setting(key="group.id", value="my-group", because="replace with the name of your group")


def tuned_files(tuning: Tuning, target: str) -> dict[str, str]:
    """Path -> text of one library.

    Raises:
        InputError: The library is unknown; the nearest is offered.
    """
    if target not in TARGETS:
        raise InputError(f"unknown client {target!r}{did_you_mean(target, TARGETS)}")
    client, emitter = _EMITTED.get(target, (_GO.get(target, target), ""))
    more = (same_partitioner(),) if client in LIBRDKAFKA else ()
    producer = replace(tuning.producer, client=client, settings=(*tuning.producer.settings, *more))
    received = (_GROUP, *_received(tuning, client))
    consumer = replace(tuning.consumer, client=client, group=_GROUP.value, settings=received)
    if target == "kafkajs":
        return {"clients/tuned/kafkajs.js": kafkajs_module(producer, consumer)}
    if target in _GO:
        return {
            f"clients/tuned/{target.replace('-', '_')}.go": go_file([producer, consumer], same_placement=True)
        }
    clients = {one.name: one for one in (producer, consumer)}
    return emit(Design(name="tuned", clients=clients), [emitter])


def _received(tuning: Tuning, client: str) -> Iterator[Setting]:
    """The consumer's settings; for libraries without the consumer protocol those of the classic one."""
    for one in tuning.consumer.settings:
        if client not in _CLASSIC or one.key != "group.protocol":
            yield one
    if client in _CLASSIC:
        for one in tuning.group:
            yield replace(one, key=one.key.removeprefix("consumer."))
