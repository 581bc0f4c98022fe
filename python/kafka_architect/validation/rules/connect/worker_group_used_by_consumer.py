"""CNT013: a consumer joins the group of the Connect workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


def _meet(worker: EffectiveConfig, consumer: EffectiveConfig) -> bool:
    """Whether both name a broker of the same cluster."""
    return bool(set(worker.items("bootstrap.servers") or ()) & set(consumer.items("bootstrap.servers") or ()))


@system_rule(
    "CNT013",
    "worker-group-used-by-consumer",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONNECT_WORKER, Role.CONSUMER],
    profile="dev",
    summary="A consumer uses the group.id of the Connect cluster.",
    why=(
        "The workers hold the group with the protocol type `connect`. A consumer that joins it fails with "
        "InconsistentGroupProtocolException; if the consumer joined first, the workers fail. Sink "
        "connectors have their own groups, named connect-<connector>."
    ),
    sources=[
        "connect-runtime, DistributedConfig (group.id: must not conflict with consumer group ids)",
        "group-coordinator, GroupMetadataManager (protocol types of a group must agree)",
    ],
    bad=(
        "--- connect-distributed.properties\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092,kafka-3:9092\n"
        "group.id=connect-a\n"
        "key.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "value.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "config.storage.topic=connect-configs\n"
        "offset.storage.topic=connect-offsets\n"
        "status.storage.topic=connect-status\n"
        "--- consumer.properties\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092,kafka-3:9092\n"
        "group.id=connect-a"
    ),
    good=(
        "--- connect-distributed.properties\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092,kafka-3:9092\n"
        "group.id=connect-a\n"
        "key.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "value.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "config.storage.topic=connect-configs\n"
        "offset.storage.topic=connect-offsets\n"
        "status.storage.topic=connect-status\n"
        "--- consumer.properties\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092,kafka-3:9092\n"
        "group.id=orders"
    ),
    dialect="connect-distributed.properties",
)
def worker_group_used_by_consumer(system: System) -> Iterator[Problem]:
    """A consumer uses the group.id of the Connect cluster."""
    for worker in system.of(Role.CONNECT_WORKER):
        group = worker.text("group.id")
        for consumer in system.consumers:
            own = consumer.explicit("group.id")
            if group is None or own is None or not own.resolved or (own.value or "").strip() != group:
                continue
            inside = consumer.configuration.parent is worker.configuration
            if inside or _meet(worker, consumer):
                yield consumer.problem(
                    own,
                    f"group.id={group} is the group of the Connect workers ({worker.configuration.name}): "
                    "the broker rejects whichever joins second; use another group for the consumer",
                )
