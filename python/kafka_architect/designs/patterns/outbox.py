"""outbox: a service writes state and event in one database transaction; a connector sends the event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.contributing.contribution import Amendment, Contribution
from kafka_architect.designs.contributing.databases import DOCUMENTATION, SOURCES, Database
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.moving import Connector
from kafka_architect.designs.model.promise import FailureMode
from kafka_architect.designs.model.topic import Header, Setting
from kafka_architect.designs.specification import model as specification
from kafka_architect.designs.specification.landscape import Application
from kafka_architect.designs.specification.model import Name
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft

_ROUTER = f"{DOCUMENTATION}../transformations/outbox-event-router.html"


class OutboxOptions(Options, frozen=True, kw_only=True):
    """The service, its database, the topics that go through the outbox (all it sends when left out)."""

    service: Name
    database: Database = "postgresql"
    table: Name = "public.outbox"
    topics: list[Name] = []


class Outbox(Pattern[OutboxOptions]):
    """A Debezium connector with the outbox event router sends instead of the service."""

    name = "outbox"
    options = OutboxOptions
    page = Page(
        title="Transactional outbox",
        summary="Events are rows of an outbox table, written with the state and sent by a connector.",
        when=("a service changes its database and must notify others, and both must happen or neither",),
        when_not=("the service has no database of its own, or keeps its state in Kafka: use exactly-once",),
        gives_up=("latency: events come by the database's log, later than a direct send",),
        how="The service inserts id, aggregatetype, aggregateid, type and payload into it. Debezium reads "
        "the database's log, and its router sends each row to the topic that aggregatetype names, keyed by "
        "aggregateid. The header id lets receivers recognise duplicates. Only the connector may write "
        "to the topics.",
        sources=(_ROUTER, "https://microservices.io/patterns/data/transactional-outbox.html"),
        example="- pattern: outbox\n  service: order-service\n  database: postgresql",
    )

    def contribute(self, use: Use[OutboxOptions], draft: Draft) -> Contribution:
        """The connector, and topics that it alone writes to."""
        service = draft.landscape.application(use.options.service, *use.at("service"))
        if use.options.topics:
            names = [one.name for one in draft.topics_of(use.options.topics, use.at("topics"))]
        else:
            names = [draft.landscape.channels[one].address for one in service.sends]
        if not names:
            raise InputError(f"{service.name} sends nothing: there is nothing for an outbox")
        for name in names:
            if service.name not in draft.topic(name).senders:
                raise InputError(f"{service.name} does not send {name}; add it to its sends")
        connector = f"{service.name}-outbox"
        header = Header(name="id", because="the router adds it: receivers recognise what comes again")
        return Contribution(
            applications=(_application(connector, service),),
            amendments=tuple(
                Amendment(
                    topic=name,
                    by=self.name,
                    headers=(header,),
                    senders=(connector,),
                    no_longer_senders=(service.name,),
                )
                for name in names
            ),
            connectors=(_connector(connector, use, tuple(names)),),
            concessions=self.conceded(names),
            failure_modes=_failure_modes(connector),
            decisions=(
                self.decided(
                    use,
                    names,
                    f"the database of {service.name} and its events must not disagree",
                    alternatives=("polling the table: simpler, with load and delay", "exactly-once"),
                ),
            ),
        )


def _application(name: str, service: Application) -> Application:
    return Application(
        name=name,
        group=f"connect-{name}",
        principal=f"User:{name}",
        owner=service.owner,
        client="kafka-connect",
        service=specification.Service(description=f"Sends the outbox of {service.name}."),
        sends=(),
        receives=(),
    )


def _connector(name: str, use: Use[OutboxOptions], topics: tuple[str, ...]) -> Connector:
    source = SOURCES[use.options.database]
    prefix = "transforms.outbox."
    rows = (
        ("topic.prefix", name, "names the connector in offsets and heartbeats"),
        (source.tables, use.options.table, "the outbox alone"),
        ("tombstones.on.delete", "false", "rows of the outbox are deleted after sending; that is no event"),
        ("transforms", "outbox", "rows become events"),
        (f"{prefix}type", "io.debezium.transforms.outbox.EventRouter", "Debezium's outbox event router"),
        (f"{prefix}route.by.field", "aggregatetype", "the column that holds the name of the topic"),
        (
            f"{prefix}route.topic.replacement",
            "${routedByValue}",
            "the topics of the design, without a prefix",
        ),
        (f"{prefix}table.field.event.key", "aggregateid", "records of one aggregate stay in order"),
        (f"{prefix}table.fields.additional.placement", "type:header:eventType", "receivers choose by it"),
    )
    return Connector(
        name=name,
        service=name,
        plugin=source.plugin,
        direction="source",
        topics=topics,
        tasks_max=1,
        settings=tuple(
            Setting(key=key, value=value, because=because, source=_ROUTER) for key, value, because in rows
        ),
        made_by=Outbox.name,
    )


def _failure_modes(connector: str) -> tuple[FailureMode, ...]:
    return (
        FailureMode(
            subject=connector,
            what="the connector is stopped",
            effect="events wait in the database, whose log grows until its disk is full",
            detection="connector state, replication slot size, age of the oldest row",
            response="restart it; it resumes at its last position and may send some events again",
            pattern=Outbox.name,
        ),
        FailureMode(
            subject=connector,
            what="the table is never emptied",
            effect="it grows, and so do backups and vacuum times",
            detection="rows of the outbox",
            response="delete rows in the transaction that inserts them: the log has them already",
            pattern=Outbox.name,
        ),
    )


PATTERN = Outbox()
