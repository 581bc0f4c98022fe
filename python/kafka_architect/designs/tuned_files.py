"""A tuning's settings in the names and files of a client library."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.deriving.clients import LIBRDKAFKA, same_partitioner
from kafka_architect.designs.emitters import emit
from kafka_architect.designs.model.design import Design
from kafka_architect.designs.model.topic import Setting
from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.tuning.tuning import Tuning

# target -> (client, emitter)
TARGETS: Final = {
    "properties": ("java", "client-properties"),
    "spring": ("spring", "spring"),
    "quarkus": ("quarkus", "client-properties"),
    "micronaut": ("micronaut", "client-properties"),
    "librdkafka": ("librdkafka", "librdkafka"),
    "confluent-kafka-python": ("confluent-kafka-python", "python"),
    "confluent-kafka-go": ("confluent-kafka-go", "librdkafka"),
    "confluent-kafka-dotnet": ("confluent-kafka-dotnet", "librdkafka"),
    "confluent-kafka-javascript": ("confluent-kafka-javascript", "librdkafka"),
    "rust-rdkafka": ("rust-rdkafka", "librdkafka"),
    "kafka-python": ("kafka-python", "python"),
    "aiokafka": ("aiokafka", "python"),
}
# Libraries that know the classic protocol only: sessions are theirs.
_CLASSIC: Final = frozenset({"kafka-python", "aiokafka"})
_GROUP: Final = Setting(key="group.id", value="my-group", because="put the name of your group here")


def tuned_files(tuning: Tuning, target: str) -> dict[str, str]:
    """Path -> text of one library.

    Raises:
        InputError: The library is unknown; the nearest is offered.
    """
    if target not in TARGETS:
        raise InputError(f"unknown client {target!r}{did_you_mean(target, TARGETS)}")
    client, emitter = TARGETS[target]
    more = (same_partitioner(),) if client in LIBRDKAFKA else ()
    producer, consumer = tuning.producer, tuning.consumer
    clients = {
        one.name: one
        for one in (
            replace(producer, client=client, settings=(*producer.settings, *more)),
            replace(consumer, client=client, settings=(_GROUP, *_received(tuning, client))),
        )
    }
    return emit(Design(name="tuned", clients=clients), [emitter])


def _received(tuning: Tuning, client: str) -> Iterator[Setting]:
    """The consumer's settings; for libraries without the consumer protocol those of the classic one."""
    for one in tuning.consumer.settings:
        if client not in _CLASSIC or one.key != "group.protocol":
            yield one
    if client in _CLASSIC:
        for one in tuning.group:
            yield replace(one, key=one.key.removeprefix("consumer."))
