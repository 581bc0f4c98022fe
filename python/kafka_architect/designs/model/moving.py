"""What moves records between Kafka and other systems, or between clusters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kafka_architect.designs.model.topic import Setting
from kafka_architect.short_repr import short_repr


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """What brings records from another system into Kafka, or takes them out.

    Attributes:
        name: the connector; `service` is the application that the design counts it as.
        runtime: connect: a connector of Kafka Connect; maxwell: a daemon of Maxwell.
        plugin: the class, io.debezium.connector.postgresql.PostgresConnector.
        direction: source writes to `topics`, sink reads them.
        settings: its configuration without name, class and tasks; a secret is a reference, ${file:...}.
    """

    name: str
    service: str
    plugin: str
    direction: Literal["source", "sink"]
    topics: tuple[str, ...] = ()
    runtime: Literal["connect", "maxwell"] = "connect"
    tasks_max: int = 1
    settings: tuple[Setting, ...] = ()
    made_by: str = ""


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror:
    """A one-way replication of topics by MirrorMaker 2.

    Attributes:
        source, target: aliases of clusters.
        topics: names in the source cluster; `renamed` tells their names in the target.
        settings: of `source->target`, without that prefix.
    """

    source: str
    target: str
    topics: tuple[str, ...] = ()
    renamed: dict[str, str] | None = None
    settings: tuple[Setting, ...] = ()
    made_by: str = ""
