"""change-data-capture: the changes of a database's tables become topics, one per table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from kafka_architect.designs.contributing.contribution import Contribution, TopicDraft
from kafka_architect.designs.contributing.databases import DOCUMENTATION, SOURCES, Database
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.contributing.tables import Table, asked_rows, receiving_groups, table_topic
from kafka_architect.designs.model.moving import Connector
from kafka_architect.designs.model.promise import FailureMode
from kafka_architect.designs.model.topic import Kind, Setting
from kafka_architect.designs.specification import model as specification
from kafka_architect.designs.specification.landscape import Application
from kafka_architect.designs.specification.model import Name

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft


class CaptureOptions(Options, frozen=True, kw_only=True):
    """The database, the prefix of its topics, its tables: `schema.table` -> key, receivers, rate."""

    database: Database
    prefix: Name
    tables: Annotated[dict[Name, Table], Meta(min_length=1)]
    owner: str = ""


class ChangeDataCapture(Pattern[CaptureOptions]):
    """A compacted topic per table, Debezium's own topics, and the connector."""

    name = "change-data-capture"
    options = CaptureOptions
    page = Page(
        title="Change data capture",
        summary="Every change of a table is a record: a connector reads the database's log.",
        when=(
            "others need what a database holds, and its application cannot be changed",
            "caches, search indexes and warehouses follow a database",
        ),
        when_not=(
            "the application can send events itself: rows are its inside, and change with its schema",
            "only MySQL is captured, without Kafka Connect: use change-data-capture-maxwell",
        ),
        gives_up=("meaning: a changed row shows what is different, not which event happened",),
        how="One compacted topic per table, prefix.schema.table, keyed by the primary key; a deletion is a "
        "record with the old values followed by a tombstone. Debezium's schema history has one partition "
        "and is retained forever. The design creates the topics: Connect would create them with one "
        "partition.",
        sources=(
            f"{DOCUMENTATION}postgresql.html",
            f"{DOCUMENTATION}../configuration/topic-auto-create-config.html",
        ),
        example="- pattern: change-data-capture\n  database: postgresql\n  prefix: crm\n  tables:\n"
        "    public.customers: {key: id, receivers: [search-service], rows: 2M}",
    )

    def contribute(self, use: Use[CaptureOptions], draft: Draft) -> Contribution:
        """Topics of the tables, of the connector, and the groups of the receivers."""
        options = use.options
        connector = f"{options.prefix}-source"
        tables = [
            table_topic(
                name,
                table,
                prefix=options.prefix,
                sender=connector,
                made_by=self.name,
                use=options.name,
                owner=options.owner,
                deletion="a tombstone deletes it",
            )
            for name, table in options.tables.items()
        ]
        groups = receiving_groups(
            options.tables, prefix=options.prefix, path=use.at("tables"), made_by=self.name, draft=draft
        )
        names = tuple(one.name for one in tables)
        return Contribution(
            applications=(_application(connector, options),),
            topics=(*tables, *_own_topics(connector, use)),
            groups=tuple(groups),
            connectors=(_connector(connector, use, names),),
            concessions=self.conceded(names),
            failure_modes=_failure_modes(connector),
            decisions=(
                self.decided(
                    use,
                    names,
                    f"others follow the {options.database} database {options.prefix}",
                    alternatives=("outbox: the application publishes the events itself", "batch exports"),
                ),
            ),
            questions=tuple(
                asked_rows(
                    options.tables, options.prefix, f"patterns[{use.path[1] if use.path else 0}].tables"
                )
            ),
        )


def _own_topics(connector: str, use: Use[CaptureOptions]) -> list[TopicDraft]:
    prefix = use.options.prefix
    names = {f"__debezium-heartbeat.{prefix}": "Heartbeats: the connector's offset moves on without changes."}
    if SOURCES[use.options.database].has_schema_history:
        names[f"{prefix}.schema-history"] = "The history of the tables' schemas, read whole at each start."
    return [
        TopicDraft(
            name=name,
            kind=Kind.INTERNAL,
            made_by=ChangeDataCapture.name,
            use=use.options.name,
            description=description,
            owner=use.options.owner,
            exactly=(1, "Debezium reads it in one order"),
            forever="" if name.startswith("__") else "Debezium rebuilds the schemas from all of it",
            cleanup=("compact", "the last heartbeat is enough")
            if name.startswith("__")
            else ("delete", "every change of a schema counts"),
            senders=(connector,),
            receivers=(connector,),
        )
        for name, description in names.items()
    ]


def _application(name: str, options: CaptureOptions) -> Application:
    return Application(
        name=name,
        group=f"connect-{name}",
        principal=f"User:{name}",
        owner=options.owner,
        client="kafka-connect",
        service=specification.Service(
            description=f"Captures the {options.database} database {options.prefix}."
        ),
        sends=(),
        receives=(),
    )


def _connector(name: str, use: Use[CaptureOptions], topics: tuple[str, ...]) -> Connector:
    options, source = use.options, SOURCES[use.options.database]
    where = f"{DOCUMENTATION}{options.database}.html"
    rows = [
        ("topic.prefix", options.prefix, "the first part of every topic's name"),
        (source.tables, ",".join(options.tables), "the tables of the design, and no other"),
        ("tombstones.on.delete", "true", "compaction removes deleted rows"),
        ("heartbeat.interval.ms", "10000", "the offset moves on, and the database may drop its log"),
    ]
    if source.has_schema_history:
        rows.append(
            (
                "schema.history.internal.kafka.topic",
                f"{options.prefix}.schema-history",
                "one partition, retained forever",
            )
        )
    return Connector(
        name=name,
        service=name,
        plugin=source.plugin,
        direction="source",
        topics=topics,
        tasks_max=1,
        settings=tuple(
            Setting(key=key, value=value, because=because, source=where) for key, value, because in rows
        ),
        made_by=ChangeDataCapture.name,
    )


def _failure_modes(connector: str) -> tuple[FailureMode, ...]:
    by = ChangeDataCapture.name
    return (
        FailureMode(
            subject=connector,
            what="the connector is stopped for longer than the database keeps its log",
            effect="changes are lost, and a new snapshot is needed",
            detection="MilliSecondsBehindSource, connector state, size of the replication slot",
            response="restart it in time; incremental snapshots fill what is missing",
            pattern=by,
        ),
        FailureMode(
            subject=connector,
            what="the first snapshot sends all rows at once",
            effect="brokers and receivers get many times the usual load",
            detection="rate of the tables' topics",
            response="a quota for the connector's principal; snapshot tables one by one",
            pattern=by,
        ),
    )


PATTERN = ChangeDataCapture()
