"""EOS007: a connector that demands what its workers do not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_text
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "EOS007",
    "exactly-once-not-enabled-on-workers",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONNECT_SOURCE, Role.CONNECT_WORKER],
    profile="dev",
    summary="A source connector requires exactly-once, but the workers have it disabled.",
    why=(
        "exactly.once.support=required makes Connect check that it can write the connector's records and "
        "offsets in one transaction. Unless exactly.once.source.support=enabled on every worker (via "
        "preparing, in two rolling restarts), Connect rejects the connector; without `required` it would run "
        "and duplicate records after a failure."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-618%3A+Exactly-Once+Support+for+Source+Connectors",
        "connect-runtime, DistributedHerder.validateSourceConnectorExactlyOnceSupport",
    ],
    bad=(
        "--- source.properties\nname=orders\nconnector.class=com.example.OrdersSource\n"
        "exactly.once.support=required\n"
        "--- connect-distributed.properties\ngroup.id=connect\noffset.storage.topic=connect-offsets\n"
    ),
    good=(
        "--- source.properties\nname=orders\nconnector.class=com.example.OrdersSource\n"
        "exactly.once.support=required\n"
        "--- connect-distributed.properties\ngroup.id=connect\noffset.storage.topic=connect-offsets\n"
        "exactly.once.source.support=enabled\n"
    ),
    dialect="source.properties",
)
def exactly_once_not_enabled_on_workers(system: System) -> Iterator[Problem]:
    """Where all workers of the run are known not to support it."""
    supports = {
        (known_text(worker, "exactly.once.source.support") or "").lower()
        for worker in system.of(Role.CONNECT_WORKER)
    }
    if not supports or supports & {"enabled", ""}:
        return
    for connector in system.of(Role.CONNECT_SOURCE):
        setting = connector.explicit("exactly.once.support")
        if setting is not None and (connector.text("exactly.once.support") or "").lower() == "required":
            yield connector.problem(
                setting,
                "exactly.once.support=required, but the workers have "
                f"exactly.once.source.support={', '.join(sorted(supports))}: Connect rejects the connector; "
                "set it to preparing, restart all workers, then set it to enabled",
            )
