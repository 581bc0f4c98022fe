"""EOS001: consumers that read what was rolled back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_text, may_share_cluster
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule
from kafka_architect.validation.rules.transactions.writers import writes_transactions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "EOS001",
    "aborted-records-visible",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER, Role.PRODUCER, Role.STREAMS, Role.CONNECT_WORKER],
    summary="A producer writes transactions, but a consumer reads without isolation.level=read_committed.",
    why=(
        "Records of a transaction are in the log before it is committed, and stay there if it is aborted. "
        "With isolation.level=read_uncommitted, Java's default, a consumer receives all of them: aborted "
        "records and retried ones. read_committed waits for the outcome and skips aborted records; it is the "
        "default in librdkafka."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-98+-+Exactly+Once+Delivery+and+Transactional+Messaging",
        "https://kafka.apache.org/documentation/#consumerconfigs_isolation.level",
    ],
    bad=("--- consumer.properties\ngroup.id=billing\n--- producer.properties\ntransactional.id=orders-1\n"),
    good=(
        "--- consumer.properties\ngroup.id=billing\nisolation.level=read_committed\n"
        "--- producer.properties\ntransactional.id=orders-1\n"
    ),
    dialect="consumer.properties",
)
def aborted_records_visible(system: System) -> Iterator[Problem]:
    """Each consumer that may be on the cluster of a transactional writer."""
    writers = [config for config in system.configs if writes_transactions(config)]
    for consumer in system.consumers:
        level = known_text(consumer, "isolation.level")
        if level != "read_uncommitted" or _of_streams(consumer):
            continue
        writer = next((one for one in writers if may_share_cluster(consumer, one)), None)
        if writer is not None:
            default = "" if consumer.explicit("isolation.level") else " (the default)"
            yield consumer.problem(
                "isolation.level",
                f"isolation.level={level}{default}, and {writer.configuration.name} writes transactions: "
                "the consumer also reads records of aborted transactions; set read_committed",
                fix=consumer.fix_set("isolation.level", "read_committed"),
            )


def _of_streams(config: EffectiveConfig) -> bool:
    # Streams sets the level itself, by processing.guarantee.
    parent = config.configuration.parent
    return parent is not None and parent.role is Role.STREAMS
