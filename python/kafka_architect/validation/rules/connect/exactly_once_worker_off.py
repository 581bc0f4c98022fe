"""CNT009: a source connector requires exactly-once, and the worker does not offer it."""

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


def _enabled(worker: EffectiveConfig) -> bool:
    setting = worker.get("exactly.once.source.support")
    return not setting.resolved or (setting.value or "").strip().lower() == "enabled"


@system_rule(
    "CNT009",
    "exactly-once-worker-off",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONNECT_WORKER, Role.CONNECT_SOURCE],
    profile="dev",
    summary=(
        "A source connector has exactly.once.support=required, but its worker has not enabled exactly-once."
    ),
    why=(
        'The worker refuses to create the connector: "This worker does not have exactly-once source '
        'support enabled." exactly.once.source.support=enabled must be set on every worker, after a '
        "first rolling restart with preparing. It only exists in distributed mode."
    ),
    sources=["KIP-618", "connect-runtime, DistributedHerder.validateSourceConnectorExactlyOnceSupport"],
    bad=(
        "--- connect-distributed.properties\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092,kafka-3:9092\n"
        "group.id=connect-a\n"
        "key.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "value.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "config.storage.topic=connect-configs\n"
        "offset.storage.topic=connect-offsets\n"
        "status.storage.topic=connect-status\n"
        "--- connect-source.properties\n"
        "name=orders-source\n"
        "connector.class=io.confluent.connect.jdbc.JdbcSourceConnector\n"
        "exactly.once.support=required"
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
        "exactly.once.source.support=enabled\n"
        "--- connect-source.properties\n"
        "name=orders-source\n"
        "connector.class=io.confluent.connect.jdbc.JdbcSourceConnector\n"
        "exactly.once.support=required"
    ),
    dialect="connect-distributed.properties",
)
def exactly_once_worker_off(system: System) -> Iterator[Problem]:
    """A source connector has exactly.once.support=required, but its worker has not enabled exactly-once."""
    workers = [worker for worker in system.of(Role.CONNECT_WORKER) if worker.complete]
    if not workers or any(_enabled(worker) for worker in workers):
        return
    for source in system.of(Role.CONNECT_SOURCE):
        if (source.text("exactly.once.support") or "").lower() == "required":
            yield source.problem(
                "exactly.once.support",
                f"exactly.once.support=required, but {workers[0].configuration.name} does not have "
                "exactly.once.source.support=enabled: the worker refuses to create this connector",
            )
