"""CNT030: a Debezium connector that drops its replication slot whenever it stops."""

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

_KEY = "slot.drop.on.stop"


@rule(
    "CNT030",
    "replication-slot-dropped",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_SOURCE],
    summary="The connector drops its replication slot when it stops: changes made meanwhile are lost.",
    why=(
        "PostgreSQL keeps the write-ahead log that a replication slot has not confirmed. With "
        "slot.drop.on.stop=true a rolling restart of the workers drops the slot; the one that is created "
        "afterwards starts at the current position, and everything committed in between never becomes a "
        "record. Debezium's documentation allows it for tests only."
    ),
    sources=[
        "https://debezium.io/documentation/reference/stable/connectors/postgresql.html"
        "#postgresql-property-slot-drop-on-stop",
    ],
    bad=(
        "name=shop\nconnector.class=io.debezium.connector.postgresql.PostgresConnector\n"
        "topic.prefix=shop\nheartbeat.interval.ms=10000\nslot.drop.on.stop=true"
    ),
    good=(
        "name=shop\nconnector.class=io.debezium.connector.postgresql.PostgresConnector\n"
        "topic.prefix=shop\nheartbeat.interval.ms=10000"
    ),
)
def replication_slot_dropped(config: EffectiveConfig) -> Iterator[Problem]:
    """The default is false."""
    setting = config.explicit(_KEY)
    if setting is not None and config.boolean(_KEY) and reads_postgres(config):
        yield config.problem(
            setting,
            f"{_KEY}=true: each restart of the connector drops the slot, and changes committed until it is "
            "created again are lost; set it to false, and drop the slot by hand with the connector",
            fix=config.fix_set(_KEY, "false"),
        )
