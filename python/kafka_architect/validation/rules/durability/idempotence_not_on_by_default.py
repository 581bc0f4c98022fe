"""DUR019: a library whose producers are not idempotent unless told to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen, idempotent, waits_for_all
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "DUR019",
    "idempotence-not-on-by-default",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=[Client.LIBRDKAFKA, Client.KAFKA_PYTHON, Client.AIOKAFKA],
    summary="The producer is not idempotent: in this client library, unlike in Java, the default is false.",
    why=(
        "Java's producer has been idempotent by default since 3.0. librdkafka (confluent-kafka, .NET, Go, "
        "node-rdkafka) and aiokafka producers are not unless enable.idempotence is true: a retry may write "
        "a record twice, and librdkafka, with up to 1,000,000 requests in flight, may reorder records as "
        "well."
    ),
    sources=[
        "https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md (enable.idempotence)",
        "https://aiokafka.readthedocs.io/en/stable/producer.html#idempotent-produce",
        "KIP-679",
    ],
    bad=(
        'from confluent_kafka import Producer\n\nproducer = Producer({"bootstrap.servers": "kafka:9092"})\n'
    ),
    good=(
        "from confluent_kafka import Producer\n\n"
        'producer = Producer({"bootstrap.servers": "kafka:9092", "enable.idempotence": "true"})\n'
    ),
    dialect="orders.py",
)
def idempotence_not_on_by_default(config: EffectiveConfig) -> Iterator[Problem]:
    """Where nobody wrote the key; acks=0 or 1 would contradict it, and DUR001 speaks of those first."""
    if chosen(config, "enable.idempotence") is not None or idempotent(config) is not False:
        return
    if waits_for_all(config) is False and chosen(config, "acks") is not None:
        return
    one_in_flight = config.integer("max.in.flight.requests.per.connection") == 1
    reorder = config.client is Client.LIBRDKAFKA and not one_in_flight
    yield config.problem(
        "enable.idempotence",
        f"enable.idempotence defaults to false in {config.client}: retries may duplicate "
        f"records{' and reorder them' if reorder else ''}; set it to true",
        fix=config.fix_set("enable.idempotence", "true"),
    )
