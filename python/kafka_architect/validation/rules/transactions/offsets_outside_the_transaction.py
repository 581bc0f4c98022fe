"""EOS010: a transactional application whose offsets are committed by the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_boolean
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "EOS010",
    "offsets-outside-the-transaction",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.CONSUMER, Role.PRODUCER],
    summary="An application writes transactions, but its consumer auto-commits offsets.",
    why=(
        "Read-process-write is exactly-once only if the offsets are part of the transaction "
        "(sendOffsetsToTransaction). A consumer with enable.auto.commit=true commits them outside of it: "
        "after an aborted transaction its input counts as processed, but its output is lost."
    ),
    sources=[
        "clients/src/main/java/org/apache/kafka/clients/producer/KafkaProducer.java "
        "(sendOffsetsToTransaction)",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-98+-+Exactly+Once+Delivery+and+Transactional+Messaging",
    ],
    bad=(
        "spring:\n  kafka:\n    producer:\n      transaction-id-prefix: orders-\n"
        "    consumer:\n      group-id: billing\n      enable-auto-commit: true\n"
    ),
    good=(
        "spring:\n  kafka:\n    producer:\n      transaction-id-prefix: orders-\n"
        "    consumer:\n      group-id: billing\n      enable-auto-commit: false\n"
    ),
    dialect="application.yml",
)
def offsets_outside_the_transaction(system: System) -> Iterator[Problem]:
    """Producer and consumer in one file are one application."""
    transactional = [
        producer for producer in system.producers if producer.explicit("transactional.id") is not None
    ]
    for consumer in system.consumers:
        if not consumer.text("group.id") or not known_boolean(consumer, "enable.auto.commit"):
            continue
        if any(producer.application is consumer.application for producer in transactional):
            yield consumer.problem(
                "enable.auto.commit",
                "enable.auto.commit=true with a transactional producer: offsets are committed outside the "
                "transaction, so an abort loses its input; set it to false and call sendOffsetsToTransaction",
                fix=consumer.fix_set("enable.auto.commit", "false"),
            )
