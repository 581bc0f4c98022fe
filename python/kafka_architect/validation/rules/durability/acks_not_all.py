"""DUR001: a producer that does not wait for all in-sync replicas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_text, name_of, waits_for_all
from kafka_architect.validation.role import EVERY_CLIENT, Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "DUR001",
    "acks-not-all",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=EVERY_CLIENT,
    summary="The producer does not wait for all in-sync replicas (acks is not all).",
    why=(
        "With acks=1 the leader acknowledges a record before any follower has it: if its broker fails "
        "before they have fetched it, the record is lost although it was acknowledged. With acks=0 the "
        "producer does not even learn that the broker rejected it. acks=all waits for every in-sync "
        "replica, and with min.insync.replicas=2 for at least two replicas."
    ),
    sources=[
        "KIP-679",
        "clients/src/main/java/org/apache/kafka/clients/producer/ProducerConfig.java (ACKS_DOC)",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
    ],
    bad="acks=1\nenable.idempotence=false",
    good="acks=all",
)
def acks_not_all(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at acks as it is in force: aiokafka's default is 1."""
    if waits_for_all(config) is not False:
        return
    acks, key = known_text(config, "acks"), name_of(config, "acks")
    loss = (
        "does not learn of lost records"
        if acks == "0"
        else "gets an acknowledgement once a single broker has the record"
    )
    unsaid = config.explicit("enable.idempotence") is None
    gives_up = unsaid and config.client is Client.JAVA
    idempotence = ", and idempotence, which is on by default, is disabled" if gives_up else ""
    yield config.problem(
        key,
        f"{key}={acks}: the producer {loss}{idempotence}; {key}=all waits for every in-sync replica",
        fix=config.fix_set(key, "all"),
    )
