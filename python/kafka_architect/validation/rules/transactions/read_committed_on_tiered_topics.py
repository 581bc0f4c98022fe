"""EOS008: looking for aborted transactions where nobody writes any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_text
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule
from kafka_architect.validation.rules.transactions.writers import writes_transactions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "EOS008",
    "read-committed-on-tiered-topics",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER, Role.TOPIC],
    profile="throughput",
    summary="Consumers read tiered topics with read_committed, but no producer writes transactions.",
    why=(
        "For read_committed the broker looks up aborted transactions for each fetch. For a segment in remote "
        "storage this requires the transaction index, a separate object that is fetched first. Without "
        "transactional producers there is nothing to find; AWS recommends read_uncommitted with tiered "
        "storage."
    ),
    sources=[
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
        "core/src/main/java/kafka/log/remote/RemoteLogManager.java (addAbortedTransactions)",
    ],
    bad=(
        "--- consumer.properties\ngroup.id=billing\nisolation.level=read_committed\n"
        "--- topic.properties\nremote.storage.enable=true\n"
    ),
    good=(
        "--- consumer.properties\ngroup.id=billing\nisolation.level=read_uncommitted\n"
        "--- topic.properties\nremote.storage.enable=true\n"
    ),
    dialect="consumer.properties",
)
def read_committed_on_tiered_topics(system: System) -> Iterator[Problem]:
    """Where a topic is tiered and no writer of the run is transactional."""
    if not any(topic.boolean("remote.storage.enable") for topic in system.topics):
        return
    if any(writes_transactions(config) for config in system.configs):
        return
    for consumer in system.consumers:
        if known_text(consumer, "isolation.level") == "read_committed":
            yield consumer.problem(
                "isolation.level",
                "isolation.level=read_committed on tiered topics: each remote fetch also reads a transaction "
                "index, and no producer here is transactional; read_uncommitted gives the same records",
            )
