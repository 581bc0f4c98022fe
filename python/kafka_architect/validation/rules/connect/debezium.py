"""What rules ask of Debezium's connectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.validation.effective import EffectiveConfig

_POSTGRES = "io.debezium.connector.postgresql.PostgresConnector"


def reads_postgres(config: EffectiveConfig) -> bool:
    """Whether it is Debezium's connector for PostgreSQL, which reads a replication slot."""
    return config.text("connector.class") == _POSTGRES
