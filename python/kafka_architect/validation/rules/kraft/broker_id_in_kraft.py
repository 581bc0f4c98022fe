"""KRF010: broker.id names a server of a KRaft cluster; the key is node.id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import under_zookeeper, uses_kraft
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "KRF010",
    "broker-id-in-kraft",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    summary="broker.id identifies a server of a KRaft cluster; use node.id.",
    why=(
        "In KRaft brokers and controllers share one id space, and its key is node.id. broker.id alone is "
        "still accepted, but deprecated (KIP-1232) and removed in Kafka 5.0; if both are set they must be "
        "equal."
    ),
    sources=[
        "KIP-1232",
        "server/src/main/java/org/apache/kafka/server/config/AbstractKafkaConfig.java (populateSynonyms)",
    ],
    bad="process.roles=broker\nbroker.id=1",
    good="process.roles=broker\nnode.id=1",
)
def broker_id_in_kraft(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the old key where node.id may take its place."""
    setting = config.explicit("broker.id")
    if setting is None or not uses_kraft(config) or config.text("broker.id") in (None, "-1"):
        return
    if under_zookeeper(config):
        return  # UPG001 or KRF014 says what it has to become
    both = config.explicit("node.id") is not None
    if not both:
        fix = config.fix_rename(setting, "node.id", safe=True)
    elif config.text("node.id") == config.text("broker.id"):
        fix = config.fix_remove(setting, safe=True)
    else:
        fix = None  # one of the two is wrong, and nothing here tells which
    yield config.problem(
        setting,
        "broker.id is removed in Kafka 5.0: "
        f"{'remove it, node.id is already set' if both else 'use node.id'}",
        fix=fix,
    )
