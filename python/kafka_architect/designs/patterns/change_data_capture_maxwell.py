"""change-data-capture-maxwell: the changes of MySQL tables become topics, without Kafka Connect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta

from kafka_architect.designs.contributing.contribution import Contribution
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.contributing.tables import Table, asked_rows, receiving_groups, table_topic
from kafka_architect.designs.model.moving import Connector
from kafka_architect.designs.model.promise import FailureMode
from kafka_architect.designs.model.topic import Setting
from kafka_architect.designs.specification import model as specification
from kafka_architect.designs.specification.landscape import Application
from kafka_architect.designs.specification.model import Name
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft

_SOURCE = "https://maxwells-daemon.io/producers/"
_CONFIG = "https://maxwells-daemon.io/config/"
_PARTS = 2


class MaxwellOptions(Options, frozen=True, kw_only=True):
    """The prefix of the topics, the tables: `database.table` -> key, receivers, rate."""

    database: Literal["mysql", "mariadb"] = "mysql"
    prefix: Name
    tables: Annotated[dict[Name, Table], Meta(min_length=1)]
    owner: str = ""


class ChangeDataCaptureMaxwell(Pattern[MaxwellOptions]):
    """A compacted topic per table, and the configuration of Maxwell's daemon."""

    name = "change-data-capture-maxwell"
    options = MaxwellOptions
    page = Page(
        title="Change data capture with Maxwell",
        summary="Maxwell's daemon reads the binlog of MySQL and sends each changed row as JSON.",
        when=(
            "MySQL or MariaDB is captured, and one small process is preferred to Kafka Connect",
            "readers like plain JSON: {database, table, type, ts, data, old}",
        ),
        when_not=(
            "another database, schemas in a registry, or tombstones are needed: change-data-capture",
            "the topic is joined with one of a Java producer: Maxwell places keys otherwise",
            "the application can send events itself: outbox",
        ),
        gives_up=(
            "meaning: a changed row shows what is different, not which event happened",
            "tombstones: a deletion is a record of type delete, which compaction keeps forever",
            "the placement of Java producers: Maxwell hashes with hashCode or murmur3, not with murmur2",
        ),
        how="One compacted topic per table, prefix.database.table, with the JSON of the primary key as key "
        "({database, table, pk.id}), which readers have to parse. producer_partition_by=primary_key "
        "spreads a "
        "table over partitions; by default a whole database is in one. ignore_producer_error=false, since "
        "by default a record that Kafka rejects is dropped. Maxwell keeps its position and schemas in a "
        "database called maxwell on the same server; it runs as a single process, with a second one as "
        "standby.",
        sources=(_SOURCE, _CONFIG, "https://maxwells-daemon.io/dataformat/"),
        example="- pattern: change-data-capture-maxwell\n  prefix: crm\n  tables:\n"
        "    shop.customers: {key: id, receivers: [search-service], rows: 2M}",
    )

    def contribute(self, use: Use[MaxwellOptions], draft: Draft) -> Contribution:
        """Topics of the tables, the daemon, and the groups of the receivers."""
        options = use.options
        for name in options.tables:
            if len(name.split(".")) != _PARTS:
                raise InputError(
                    f"tables.{name}: expected database.table, as Maxwell names topics after both"
                )
        daemon = f"{options.prefix}-maxwell"
        tables = [
            table_topic(
                name,
                table,
                prefix=options.prefix,
                sender=daemon,
                made_by=self.name,
                use=options.name,
                owner=options.owner,
                deletion="deletions stay as records of type delete",
            )
            for name, table in options.tables.items()
        ]
        groups = receiving_groups(
            options.tables, prefix=options.prefix, path=use.at("tables"), made_by=self.name, draft=draft
        )
        names = tuple(one.name for one in tables)
        return Contribution(
            applications=(_application(daemon, options),),
            topics=tuple(tables),
            groups=tuple(groups),
            connectors=(_daemon(daemon, options, names),),
            concessions=self.conceded(names),
            failure_modes=_failure_modes(daemon),
            decisions=(
                self.decided(
                    use,
                    names,
                    f"others follow the {options.database} databases of {options.prefix}, without Kafka "
                    "Connect",
                    alternatives=(
                        "change-data-capture: Debezium, with schemas, tombstones and other databases",
                        "outbox: the application publishes the events itself",
                    ),
                ),
            ),
            questions=tuple(
                asked_rows(
                    options.tables, options.prefix, f"patterns[{use.path[1] if use.path else 0}].tables"
                )
            ),
        )


def _application(name: str, options: MaxwellOptions) -> Application:
    return Application(
        name=name,
        group=name,
        principal=f"User:{name}",
        owner=options.owner,
        client="kafka-connect",
        service=specification.Service(description=f"Maxwell's daemon: captures {options.database}."),
        sends=(),
        receives=(),
    )


def _daemon(name: str, options: MaxwellOptions, topics: tuple[str, ...]) -> Connector:
    included = ", ".join(f"include: {one}" for one in options.tables)
    rows = (
        ("producer", "kafka", "records go to Kafka", _CONFIG),
        ("client_id", name, "its position is stored under this name; another one starts at the end", _CONFIG),
        ("kafka_topic", f"{options.prefix}.%{{database}}.%{{table}}", "a topic per table", _SOURCE),
        ("filter", f"exclude: *.*, {included}", "the tables of the design, and no other", _CONFIG),
        (
            "producer_partition_by",
            "primary_key",
            "rows of a table are spread; the default puts a database into one partition",
            _SOURCE,
        ),
        (
            "kafka_partition_hash",
            "murmur3",
            "spreads better than hashCode, the default; neither is Java's murmur2",
            _SOURCE,
        ),
        ("kafka_key_format", "hash", "the key is an object that readers can parse", _SOURCE),
        ("ignore_producer_error", "false", "by default a record that Kafka rejects is skipped", _CONFIG),
        ("kafka.acks", "all", "acknowledged by min.insync.replicas replicas", _SOURCE),
        ("kafka.enable.idempotence", "true", "retries neither duplicate nor reorder", _SOURCE),
        ("kafka.retries", "2147483647", "until kafka.delivery.timeout.ms", _SOURCE),
        ("kafka.compression.type", "lz4", "JSON repeats its names", _SOURCE),
        ("env_config_prefix", "MAXWELL_", "MAXWELL_USER, MAXWELL_PASSWORD ... are read from there", _CONFIG),
    )
    return Connector(
        name=name,
        service=name,
        plugin="com.zendesk.maxwell.Maxwell",
        runtime="maxwell",
        direction="source",
        topics=topics,
        tasks_max=1,
        settings=tuple(
            Setting(key=key, value=value, because=because, source=where)
            for key, value, because, where in rows
        ),
        made_by=ChangeDataCaptureMaxwell.name,
    )


def _failure_modes(daemon: str) -> tuple[FailureMode, ...]:
    by = ChangeDataCaptureMaxwell.name
    return (
        FailureMode(
            subject=daemon,
            what="the daemon is stopped for longer than MySQL keeps its binlogs",
            effect="changes are lost, and Maxwell does not start at its position",
            detection="replication lag metric of Maxwell; binlog_expire_logs_seconds of MySQL",
            response="restart it in time; after that maxwell-bootstrap for each table",
            pattern=by,
        ),
        FailureMode(
            subject=daemon,
            what="a table is bootstrapped (maxwell-bootstrap)",
            effect="all rows are sent as bootstrap-insert in addition to the changes: load rises, and "
            "older values may follow newer ones",
            detection="records of type bootstrap-start and bootstrap-complete",
            response="readers compare ts and position; a quota for its principal",
            pattern=by,
        ),
    )


PATTERN = ChangeDataCaptureMaxwell()
