"""streams-application: a Kafka Streams application whose internal topics are named and created."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from kafka_architect.designs.contributing.contribution import Contribution, TopicDraft
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import FailureMode, Question
from kafka_architect.designs.model.topic import Kind, Load, Setting
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Bytes, Count
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.specification.landscape import Application

_SOURCE = "https://kafka.apache.org/documentation/streams/developer-guide/manage-topics.html"


class Store(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A state store: the topic whose partitions it follows, how many keys, how large its values."""

    of: Name
    keys: Count | None = None
    size: Bytes | None = None


class StreamsOptions(Options, frozen=True, kw_only=True):
    """The service, its stores by name, its repartitions: name -> the topic that is re-keyed."""

    service: Name
    stores: dict[Name, Store] = {}
    repartitions: dict[Name, Name] = {}


class StreamsApplication(Pattern[StreamsOptions]):
    """Changelog and repartition topics, with exact permissions."""

    name = "streams-application"
    options = StreamsOptions
    page = Page(
        title="Kafka Streams application",
        summary="State and re-keyed streams are internal topics, which this design names and creates.",
        when=("a service computes with state: counts, joins, windows",),
        when_not=("each record is handled alone: a consumer is enough",),
        gives_up=("a quick start: an instance restores its stores from the changelogs before it works",),
        how="application.id is the consumer group. Each store has a topic application.id-STORE-changelog, "
        "compacted; each re-keying a topic application.id-NAME-repartition, which Streams empties itself. "
        "Stores and repartitions must be named in the code (Materialized.as, Repartitioned.as): generated "
        "names change with the topology, and permissions cannot follow.",
        sources=(_SOURCE, "KAFKA-18023: requiring names of internal topics"),
        example="- pattern: streams-application\n  service: fraud-check\n  stores:\n"
        "    payments-per-card: {of: payments.events, keys: 5M, size: 200}",
    )

    def contribute(self, use: Use[StreamsOptions], draft: Draft) -> Contribution:
        """The internal topics of the application."""
        service = draft.landscape.application(use.options.service, *use.at("service"))
        if service.client != "kafka-streams":
            raise InputError(f"{service.name}: set client: kafka-streams (services.{service.name}.client)")
        topics = [_changelog(name, store, service, use, draft) for name, store in use.options.stores.items()]
        topics += [
            _repartition(name, of, service, use, draft) for name, of in use.options.repartitions.items()
        ]
        names = [one.name for one in topics]
        return Contribution(
            topics=tuple(topics),
            concessions=self.conceded([draft.landscape.channels[one].address for one in service.receives]),
            failure_modes=(
                FailureMode(
                    subject=service.name,
                    what="an instance is lost with its disk",
                    effect="its stores are restored from the changelogs before its partitions resume",
                    detection="restore metrics, lag of its partitions",
                    response="num.standby.replicas=1: another instance has the state already",
                    pattern=self.name,
                ),
            ),
            decisions=(
                self.decided(
                    use,
                    names or [service.name],
                    f"{service.name} computes with state, which must survive its instances",
                    alternatives=("a database next to the service",),
                ),
            ),
            questions=tuple(
                Question(
                    about=f"{service.group}-{name}-changelog",
                    question=f"How many keys does the store {name} have?",
                    matters_because="it decides the size of the changelog and the time of a restore",
                    answer_with=f"patterns[{use.path[1] if use.path else 0}].stores.{name}.keys",
                )
                for name, store in use.options.stores.items()
                if store.keys is None
            ),
        )


def _changelog(
    name: str, store: Store, service: Application, use: Use[StreamsOptions], draft: Draft
) -> TopicDraft:
    source = draft.topic(draft.landscape.channel(store.of, *use.at("stores", name, "of")).address)
    return TopicDraft(
        name=f"{service.group}-{name}-changelog",
        kind=Kind.INTERNAL,
        made_by=StreamsApplication.name,
        use=use.options.name,
        description=f"The store {name} of {service.name}.",
        owner=service.owner,
        key=source.key,
        follows=source.name,
        load=Load(
            average_messages_per_s=source.load.average_messages_per_s,
            peak_messages_per_s=source.load.peak_messages_per_s,
            message_bytes=None if store.size is None else float(store.size),
            distinct_keys=None if store.keys is None else float(store.keys),
            because=f"at most one change per record of {source.name}",
        ),
        cleanup=("compact", "the latest value of each key restores the store"),
        settings=(
            Setting(
                key="max.compaction.lag.ms",
                value="86400000",
                because="a restore reads little that is overwritten",
                source="KIP-354",
            ),
        ),
        senders=(service.name,),
        receivers=(service.name,),
    )


def _repartition(
    name: str, of: str, service: Application, use: Use[StreamsOptions], draft: Draft
) -> TopicDraft:
    source = draft.topic(draft.landscape.channel(of, *use.at("repartitions", name)).address)
    return TopicDraft(
        name=f"{service.group}-{name}-repartition",
        kind=Kind.INTERNAL,
        made_by=StreamsApplication.name,
        use=use.options.name,
        description=f"Records of {source.name}, re-keyed by {service.name}.",
        owner=service.owner,
        follows=source.name,
        load=source.load,
        forever="Kafka Streams deletes records once it has read them (purge)",
        settings=(
            Setting(
                key="segment.bytes",
                value="52428800",
                because="Streams' own value: purged in parts",
                source=_SOURCE,
            ),
        ),
        senders=(service.name,),
        receivers=(service.name,),
    )


PATTERN = StreamsApplication()
