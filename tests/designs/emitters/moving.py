"""A design whose records also move: out of a database, into a search index, into a second region."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kafka_architect.designs.design import design
from kafka_architect.designs.model.moving import Connector, Mirror
from kafka_architect.designs.model.topic import Setting
from tests.designs.specifications import EXAMPLES

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design


def _settings(**values: str) -> tuple[Setting, ...]:
    return tuple(Setting(key=key.replace("__", "."), value=one, because="-") for key, one in values.items())


def moving() -> Design:
    """The shop, with an outbox, a search index and a mirror."""
    source = Connector(
        name="orders-outbox",
        service="order-service",
        plugin="io.debezium.connector.postgresql.PostgresConnector",
        direction="source",
        topics=("orders.events",),
        settings=_settings(
            topic__prefix="orders",
            table__include__list="public.outbox",
            transforms="outbox",
            transforms__outbox__type="io.debezium.transforms.outbox.EventRouter",
        ),
    )
    sink = Connector(
        name="Search_Index",
        service="notification-service",
        plugin="io.confluent.connect.elasticsearch.ElasticsearchSinkConnector",
        direction="sink",
        topics=("orders.events", "payments.events"),
        tasks_max=3,
        settings=_settings(connection__url="http://search:9200"),
    )
    mirror = Mirror(
        source="eu-west",
        target="eu-central",
        topics=("orders.events", "payments.events"),
        settings=_settings(
            **{
                "replication.policy.class": "org.apache.kafka.connect.mirror.IdentityReplicationPolicy",
                "replication.factor": "3",
                "sync.group.offsets.enabled": "true",
                "emit.checkpoints.interval.seconds": "30",
                "offset.lag.max": "0",
            }
        ),
    )
    return replace(design(EXAMPLES / "shop.yaml"), connectors=(source, sink), mirrors=(mirror,))
