"""ORD003: a producer that does not look at keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_ROUND_ROBIN = "org.apache.kafka.clients.producer.RoundRobinPartitioner"
_STICKY = "org.apache.kafka.clients.producer.UniformStickyPartitioner"


@rule(
    "ORD003",
    "keys-do-not-decide-the-partition",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=[Client.JAVA, Client.LIBRDKAFKA],
    summary="Records with the same key go to several partitions: no per-key order, and no compaction by key.",
    why=(
        "Kafka guarantees order within a partition. A partitioner that ignores the key spreads the events of "
        "one order, user or device over all partitions, where consumers read them at different speeds; a "
        "compacted topic keeps the latest record of the key in each partition, and joins no longer find "
        "matching records. RoundRobinPartitioner also skips partitions when a batch ends (KAFKA-9965). The "
        "default partitioner already spreads records without a key evenly."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_partitioner.ignore.keys",
        "https://issues.apache.org/jira/browse/KAFKA-9965",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-794%3A+Strictly+Uniform+Sticky+Partitioner",
    ],
    bad="partitioner.ignore.keys=true",
    good="partitioner.ignore.keys=false",
)
def keys_do_not_decide_the_partition(config: EffectiveConfig) -> Iterator[Problem]:
    """partitioner.ignore.keys counts without a partitioner of one's own only."""
    setting = chosen(config, "partitioner.class")
    if setting is not None:
        value = config.text(setting.key)
        if value in (_ROUND_ROBIN, _STICKY, "random"):
            name = (value or "").rpartition(".")[2]
            yield config.problem(
                setting,
                f"{setting.key}={name} ignores keys: records with the same key lose their order, and "
                "compaction keeps several latest records per key; remove it, the default partitioner "
                "spreads records without a key",
                fix=config.fix_remove(setting),
            )
    elif config.boolean("partitioner.ignore.keys"):
        yield config.problem(
            "partitioner.ignore.keys",
            "partitioner.ignore.keys=true: records with the same key go to any partition and lose their "
            "order, and compaction keeps several latest records per key; leave it false, and send records "
            "without a key where order does not matter",
            fix=config.fix_set("partitioner.ignore.keys", "false"),
        )
