"""CNT032: a replication slot that is confirmed only when the captured tables change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.connect.debezium import reads_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEY = "heartbeat.interval.ms"


@rule(
    "CNT032",
    "replication-slot-without-heartbeat",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_SOURCE],
    summary="No heartbeat (heartbeat.interval.ms): while captured tables are idle, the WAL grows.",
    why=(
        "The connector confirms a position of the write-ahead log when it has a record to commit. While the "
        "captured tables are idle and other tables are not, PostgreSQL keeps the log for the slot until the "
        "disk is full, and the database stops. With heartbeat.interval.ms the connector confirms positions "
        "regularly; where other databases of the server cause the traffic, heartbeat.action.query has to "
        "write something in this one."
    ),
    sources=[
        "https://debezium.io/documentation/reference/stable/connectors/postgresql.html"
        "#postgresql-wal-disk-space",
    ],
    bad=(
        "name=shop\nconnector.class=io.debezium.connector.postgresql.PostgresConnector\n"
        "topic.prefix=shop\nplugin.name=pgoutput"
    ),
    good=(
        "name=shop\nconnector.class=io.debezium.connector.postgresql.PostgresConnector\n"
        "topic.prefix=shop\nplugin.name=pgoutput\nheartbeat.interval.ms=10000"
    ),
)
def replication_slot_without_heartbeat(config: EffectiveConfig) -> Iterator[Problem]:
    """The default, 0, sends no heartbeats."""
    if not reads_postgres(config) or not config.complete:
        return
    setting = config.explicit(_KEY)
    if setting is None or config.integer(_KEY) == 0:
        yield config.problem(
            _KEY,
            f"{_KEY} is {'not set' if setting is None else '0'}: while the captured tables do not change, "
            "PostgreSQL keeps its write-ahead log for the slot; set it to 10000, for example",
            fix=config.fix_set(_KEY, "10000"),
        )
