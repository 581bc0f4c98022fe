"""data-pipeline: extract, transform, load; each stage is a topic, so that each can be done again alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from kafka_architect.designs.contributing.contribution import Amendment, Concession, Contribution, GroupDraft
from kafka_architect.designs.contributing.needs import kafka_default, kept
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.contributing.pipelines import (
    dead_letters,
    sink_end,
    sink_of,
    source_end,
    source_of,
)
from kafka_architect.designs.model.promise import FailureMode, Question
from kafka_architect.designs.model.topic import Header
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.contribution import TopicDraft
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.specification.landscape import Application

_AGAIN = "a target without upserts by key holds records twice after a restart of its connector"
_DELAY = "immediacy: a record is in the target after every stage has read, written and committed it"


class Extract(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A source connector: its name, its class, and the settings that nobody can derive."""

    name: Name
    plugin: Name
    settings: dict[str, str | int | float | bool] = {}


class Load(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A sink connector; `tasks` decides how many consumers load at the same time."""

    plugin: Name
    tasks: Annotated[int, Meta(ge=1, le=1000)] = 1
    settings: dict[str, str | int | float | bool] = {}


class PipelineOptions(Options, frozen=True, kw_only=True):
    """The stages.

    Attributes:
        raw: the stream of what was extracted, as it came.
        extract: the connector that fills it; without one the services that send it do.
        transform: the service that reads raw and sends curated; without one raw is loaded as it is.
        curated: the stream of what it sends.
        load: sinks by name: warehouse, index, bucket.
        reprocess: how far back the transformation must be able to run again.
    """

    raw: Name
    extract: Extract | None = None
    transform: Name | None = None
    curated: Name | None = None
    load: dict[Name, Load] = {}
    reprocess: Duration | None = None


class DataPipeline(Pattern[PipelineOptions]):
    """Raw and curated topics, connectors at both ends, dead letters for each sink."""

    name = "data-pipeline"
    options = PipelineOptions
    page = Page(
        title="Data pipeline: extract, transform, load",
        summary="A connector brings records in, a service cleans and joins them, connectors take them out.",
        when=(
            "a warehouse, index or lake shall follow operational systems within seconds, and not by night",
            "several targets need the same cleaned data: it is computed once",
        ),
        when_not=(
            "the source is a database whose every change counts: change-data-capture fills the raw topic",
            "services react to what happened: they read events, not a pipeline's rows (event-flow)",
            "the target is read by one report a day: a batch job is simpler",
        ),
        gives_up=(_DELAY, _AGAIN),
        how="Raw is kept as it came, for as long as the transformation may have to run again: a wrong rule "
        "is repaired by a new group that reads raw from the beginning into a new version of curated "
        "(version-cutover). The transformation sends the headers origin and originOffset, so that a row can "
        "be traced. Each sink has a group of its own (connect-NAME) and a dead-letter topic with the error "
        "in the headers: one record that a target rejects must not stop the others. Sinks upsert by key "
        "where the target can (insert.mode=upsert, document ids), since a connector delivers at least once.",
        sources=(
            "https://kafka.apache.org/documentation/#connect",
            "KIP-298: error handling in Connect",
            "KIP-618: exactly-once support for source connectors",
        ),
        example="- pattern: data-pipeline\n  raw: shop.orders.raw\n  transform: order-cleaner\n"
        "  curated: shop.orders.clean\n  reprocess: 30d\n  load:\n"
        "    warehouse: {plugin: io.confluent.connect.jdbc.JdbcSinkConnector, tasks: 3}",
    )

    def contribute(self, use: Use[PipelineOptions], draft: Draft) -> Contribution:
        """Ends, stages, groups, dead letters."""
        options = use.options
        raw = draft.topic(draft.landscape.channel(options.raw, *use.at("raw")).address)
        service, curated = _transformation(use, draft, raw)
        loaded = raw if curated is None else curated
        source = None if options.extract is None else source_end(options.extract.name, raw.owner)
        sinks = {name: sink_end(name, raw.owner) for name in options.load}
        names = [raw.name, *([] if curated is None else [curated.name])]
        if source is None and not sinks and service is None:
            raise InputError("a pipeline without extract, transform and load does nothing; name one of them")
        return Contribution(
            applications=(*([] if source is None else [source]), *sinks.values()),
            topics=tuple(dead_letters(one, loaded, self.name, options.name) for one in sinks.values()),
            amendments=tuple(_amendments(raw, loaded, service, (source, sinks), options.reprocess)),
            groups=tuple(_groups(raw, loaded, service, sinks, options)),
            connectors=(
                *(
                    [source_of(source, options.extract, (raw.name,), self.name)]
                    if source is not None and options.extract is not None
                    else []
                ),
                *(sink_of(one, options.load[name], (loaded.name,), self.name) for name, one in sinks.items()),
            ),
            concessions=(
                Concession(topic=loaded.name, by=self.name, gives_up=_DELAY),
                *(
                    Concession(topic=loaded.name, service=one.name, by=self.name, gives_up=_AGAIN)
                    for one in sinks.values()
                ),
            ),
            failure_modes=_failure_modes(raw.name, loaded.name, sinks),
            decisions=(
                self.decided(
                    use,
                    names,
                    f"{', '.join(options.load) or 'readers'} follow {raw.name} within seconds, and each "
                    "stage can be done again alone",
                    alternatives=(
                        "a batch job from source to target: no intermediate topic, and no other service "
                        "can read the data",
                        "the target transforms (ELT): raw is loaded, rules live in the warehouse",
                    ),
                ),
            ),
            questions=() if options.reprocess is not None else (_ask_reprocess(raw.name, use),),
        )


def _transformation(
    use: Use[PipelineOptions], draft: Draft, raw: TopicDraft
) -> tuple[Application | None, TopicDraft | None]:
    options = use.options
    if (options.transform is None) != (options.curated is None):
        given, missing = ("transform", "curated") if options.curated is None else ("curated", "transform")
        raise InputError(f"{given} without {missing}: a transformation reads raw and sends curated; add both")
    if options.transform is None or options.curated is None:
        return None, None
    service = draft.landscape.application(options.transform, *use.at("transform"))
    curated = draft.topic(draft.landscape.channel(options.curated, *use.at("curated")).address)
    if curated.name == raw.name:
        raise InputError(f"raw and curated are both {raw.name}: {service.name} would read what it sends")
    return service, curated


def _amendments(
    raw: TopicDraft,
    loaded: TopicDraft,
    service: Application | None,
    ends: tuple[Application | None, dict[str, Application]],
    again: Duration | None,
) -> list[Amendment]:
    source, sinks = ends
    needs = (kafka_default(),) if again is None else (kept("reprocess", float(again), _AGAIN_WHY),)
    readers = () if service is None else (service.name,)
    loaders = tuple(one.name for one in sinks.values())
    found = [
        Amendment(
            topic=raw.name,
            by=DataPipeline.name,
            retention=needs if "delete" in raw.cleanup[0] else (),
            senders=() if source is None else (source.name,),
            receivers=(*readers, *(loaders if loaded is raw else ())),
        )
    ]
    if loaded is not raw:
        headers = (
            Header(name="origin", because=f"topic and partition of the record of {raw.name}"),
            Header(name="originOffset", because="its offset: a row can be traced, a repetition recognised"),
        )
        found.append(
            Amendment(
                topic=loaded.name, by=DataPipeline.name, senders=readers, receivers=loaders, headers=headers
            )
        )
    return found


_AGAIN_WHY = "the transformation must be able to run again over what came in this time"


def _groups(
    raw: TopicDraft,
    loaded: TopicDraft,
    service: Application | None,
    sinks: dict[str, Application],
    options: PipelineOptions,
) -> list[GroupDraft]:
    found = []
    if service is not None:
        found.append(
            GroupDraft(
                name=service.group,
                service=service.name,
                topics=(raw.name,),
                instances=service.service.instances,
                made_by=DataPipeline.name,
            )
        )
    found += [
        GroupDraft(
            name=one.group,
            service=one.name,
            topics=(loaded.name,),
            instances=options.load[name].tasks,
            made_by=DataPipeline.name,
        )
        for name, one in sinks.items()
    ]
    return found


def _failure_modes(raw: str, loaded: str, sinks: dict[str, Application]) -> tuple[FailureMode, ...]:
    by = DataPipeline.name
    return (
        FailureMode(
            subject=raw,
            what="the transformation was wrong for a while",
            effect="curated and all targets hold wrong rows",
            detection="reconciliation: counts and sums of raw against the target",
            response="repair it, run it as a new group from the first wrong offset into a new version of "
            f"{loaded}, move the sinks there",
            pattern=by,
        ),
        *(
            FailureMode(
                subject=f"{loaded} -> {one.name}",
                what="the target rejects records, or is down",
                effect="rejected records are put aside; while it is down the lag grows up to the retention",
                detection=f"records in {name}.dlq, state of the tasks, lag of {one.group}",
                response="repair and redrive the dead letters (dead-letter-redrive); restart failed tasks",
                pattern=by,
            )
            for name, one in sinks.items()
        ),
    )


def _ask_reprocess(raw: str, use: Use[PipelineOptions]) -> Question:
    return Question(
        about=raw,
        question="How far back must the transformation be able to run again?",
        matters_because=f"{raw} keeps what came in for this long; older rows cannot be repaired from Kafka",
        answer_with=f"patterns[{use.path[1] if use.path else 0}].reprocess",
    )


PATTERN = DataPipeline()
