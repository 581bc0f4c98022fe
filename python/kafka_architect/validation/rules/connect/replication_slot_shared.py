"""CNT031: two connectors that want the same replication slot of one database server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule
from kafka_architect.validation.rules.connect.debezium import reads_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_DEFAULT = "debezium"


def _connectors(slot: str) -> str:
    def connector(name: str) -> str:
        return (
            "apiVersion: kafka.strimzi.io/v1\n"
            "kind: KafkaConnector\n"
            f"metadata:\n  name: {name}\n  labels:\n    strimzi.io/cluster: connect\n"
            "spec:\n"
            "  class: io.debezium.connector.postgresql.PostgresConnector\n"
            "  config:\n"
            "    database.hostname: db\n"
            f"    database.dbname: {name}\n"
            f"    topic.prefix: {name}\n"
            "    plugin.name: pgoutput\n"
        )

    return f"{connector('shop')}---\n{connector('stock')}{slot}"


@system_rule(
    "CNT031",
    "replication-slot-shared",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.CONNECT_SOURCE],
    profile="dev",
    summary="Two Debezium connectors use the same replication slot of one PostgreSQL server.",
    why=(
        "The names of replication slots belong to the whole server, and a slot has one reader. slot.name "
        'defaults to debezium: the second connector fails with "replication slot \\"debezium\\" is active '
        'for PID", or, for another database of the server, with "was not created in this database". Give '
        "each connector a slot.name and a publication.name of its own."
    ),
    sources=[
        "https://debezium.io/documentation/reference/stable/connectors/postgresql.html"
        "#postgresql-property-slot-name",
        "https://www.postgresql.org/docs/current/logicaldecoding-explanation.html",
    ],
    bad=_connectors(""),
    good=_connectors("    slot.name: stock\n"),
    dialect="connectors.yaml",
)
def replication_slot_shared(system: System) -> Iterator[Problem]:
    """Connectors in several files may be alternatives, and so are those of one name or topic.prefix."""
    first: dict[tuple[str | None, ...], EffectiveConfig] = {}
    for config in system.of(Role.CONNECT_SOURCE):
        if not (reads_postgres(config) and config.complete):
            continue
        host, slot = config.text("database.hostname"), config.text("slot.name")
        if host is None or (slot is None and config.explicit("slot.name") is not None):
            continue  # known later
        place = (host.lower(), config.text("database.port") or "5432", slot or _DEFAULT)
        other = first.setdefault(place, config)
        if other is config or other.file is not config.file or not _run_together(config, other):
            continue
        yield config.problem(
            "slot.name",
            f"slot.name={place[2]}{'' if slot else ' (the default)'} is also the slot of "
            f"{other.configuration.name} on {host}: a slot has one reader; give each connector its own "
            "slot.name",
        )


def _run_together(one: EffectiveConfig, other: EffectiveConfig) -> bool:
    keys = ("topic.prefix", "database.server.name")
    prefixes = [next((text for key in keys if (text := each.text(key))), None) for each in (one, other)]
    different = None not in prefixes and prefixes[0] != prefixes[1]
    return different and one.configuration.name != other.configuration.name
