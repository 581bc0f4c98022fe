"""Source connectors of databases: Debezium's classes, and what each needs beside its tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Database = Literal["postgresql", "mysql", "mariadb", "sqlserver", "oracle", "mongodb"]


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of database: connector, the setting that lists tables, whether it needs a schema history."""

    plugin: str
    tables: str
    has_schema_history: bool


SOURCES: Final[dict[str, Source]] = {
    "postgresql": Source("io.debezium.connector.postgresql.PostgresConnector", "table.include.list", False),
    "mysql": Source("io.debezium.connector.mysql.MySqlConnector", "table.include.list", True),
    "mariadb": Source("io.debezium.connector.mariadb.MariaDbConnector", "table.include.list", True),
    "sqlserver": Source("io.debezium.connector.sqlserver.SqlServerConnector", "table.include.list", True),
    "oracle": Source("io.debezium.connector.oracle.OracleConnector", "table.include.list", True),
    "mongodb": Source("io.debezium.connector.mongodb.MongoDbConnector", "collection.include.list", False),
}
DOCUMENTATION: Final = "https://debezium.io/documentation/reference/stable/connectors/"
