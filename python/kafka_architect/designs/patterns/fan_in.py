"""fan-in: several streams are read by one service, re-keyed, and merged into one aggregate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from kafka_architect.designs.contributing.contribution import (
    Amendment,
    Concession,
    Contribution,
    Delay,
    GroupDraft,
)
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import FailureMode
from kafka_architect.designs.model.topic import Header
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.contribution import TopicDraft
    from kafka_architect.designs.contributing.draft import Draft

_MERGED = "order between the sources: records of one key from two topics are merged as they arrive"


class FanInOptions(Options, frozen=True, kw_only=True):
    """The streams that are merged, the service that does it, the stream of results.

    Attributes:
        sources: at least two streams; the service receives them.
        service: it sends the results.
        into: the stream of results, with the key that records are merged by.
        complete_within: how long an aggregate waits for records that are missing.
    """

    sources: Annotated[list[Name], Meta(min_length=2, max_length=100)]
    service: Name
    into: Name
    complete_within: Duration


class FanIn(Pattern[FanInOptions]):
    """One group over all sources, records with their origin, and a time after which a part is a result."""

    name = "fan-in"
    options = FanInOptions
    page = Page(
        title="Fan-in: an aggregate of several streams",
        summary="One service reads several topics, changes the key of their records and sends an aggregate.",
        when=(
            "a result needs records of several streams: an invoice of deliveries, a total of regions",
            "readers need one topic instead of many",
        ),
        when_not=(
            "two streams are matched by the same key: stream-table-join needs no merge",
            "the order between the sources matters: only one topic has one order",
        ),
        gives_up=(_MERGED,),
        how="All sources are read by one group. Their keys differ from that of the result, so the service "
        "sends records with the new key, and the partitions of the sources do not determine those of the "
        "result. The headers origin and originOffset name topic, partition and offset, so that duplicates "
        "are recognised. An aggregate that is incomplete at its deadline is sent anyway and corrected "
        "later; otherwise it would wait forever for a missing record.",
        sources=(
            "https://www.enterpriseintegrationpatterns.com/patterns/messaging/Aggregator.html",
            "KIP-353: improve Kafka Streams timestamp synchronization",
        ),
        example="- pattern: fan-in\n  sources: [order.events, payment.events]\n  service: billing\n"
        "  into: invoice.events\n  complete_within: 1h",
    )

    def contribute(self, use: Use[FanInOptions], draft: Draft) -> Contribution:
        """The group, headers of the results, and what is given up on the way."""
        options = use.options
        sources = draft.topics_of(options.sources, use.at("sources"))
        result = draft.topic(draft.landscape.channel(options.into, *use.at("into")).address)
        service = draft.landscape.application(options.service, *use.at("service"))
        _refuse(sources, result, service.name)
        names = tuple(one.name for one in sources)
        waits_s = float(options.complete_within)
        headers = (
            Header(name="origin", because="topic and partition of the record that completed the aggregate"),
            Header(name="originOffset", because="its offset: what comes again is recognised"),
        )
        return Contribution(
            amendments=(
                *(Amendment(topic=one.name, by=self.name, receivers=(service.name,)) for one in sources),
                Amendment(topic=result.name, by=self.name, senders=(service.name,), headers=headers),
            ),
            groups=(
                GroupDraft(
                    name=service.group,
                    service=service.name,
                    topics=names,
                    instances=service.service.instances,
                    made_by=self.name,
                ),
            ),
            concessions=(
                *(
                    Concession(topic=one.name, service=service.name, by=self.name, gives_up=_MERGED)
                    for one in sources
                ),
                Concession(
                    topic=result.name,
                    by=self.name,
                    gives_up=f"promptness: a result waits up to {waits_s:g} s for missing records, and may "
                    "be corrected after that",
                    delay=Delay(
                        name="complete_within_ms", ms=waits_s * 1000, because="a result that waits for others"
                    ),
                ),
            ),
            failure_modes=_failure_modes(sources, result.name, service.name, waits_s),
            decisions=(
                self.decided(
                    use,
                    [*names, result.name],
                    f"{service.name} adds up {len(sources)} streams; {_open(sources, waits_s)}",
                    alternatives=(
                        "each reader merges for itself: no delay, the same work many times",
                        "stream-table-join, where the keys are the same",
                    ),
                ),
            ),
        )


def _refuse(sources: list[TopicDraft], result: TopicDraft, service: str) -> None:
    names = [one.name for one in sources]
    if len(set(names)) < len(names):
        raise InputError(f"fan-in: sources name a topic twice: {', '.join(names)}")
    if result.name in names:
        raise InputError(f"fan-in: {result.name} is a source and the result: {service} would feed itself")
    if not result.key:
        raise InputError(f"{result.name}: results need the key that records are merged by; state its key")


def _open(sources: list[TopicDraft], waits_s: float) -> str:
    """How many records wait at the peak: the size of the service's state."""
    peaks = [one.load.peak_messages_per_s for one in sources]
    known = [one for one in peaks if one is not None]
    if len(known) < len(peaks):
        return "the size of its state is unknown: state the rate of every source"
    return (
        f"up to {sum(known) * waits_s:,.0f} records are in its state "
        "(sum of peak_messages_per_s * complete_within_s)"
    )


def _failure_modes(
    sources: list[TopicDraft], result: str, service: str, waits_s: float
) -> tuple[FailureMode, ...]:
    by = FanIn.name
    return (
        FailureMode(
            subject=f"{' + '.join(one.name for one in sources)} -> {service}",
            what="one source is late: its sender was down, or its partitions lag behind",
            effect=f"aggregates are sent incomplete after {waits_s:g} s and corrected later",
            detection="lag of the group per topic; share of incomplete results",
            response="lengthen complete_within, or wait while a source has lag; results are idempotent",
            pattern=by,
        ),
        FailureMode(
            subject=result,
            what="the service is restarted without its state",
            effect="aggregates that were open are never completed",
            detection="results per hour against records of the sources",
            response="keep the state in a changelog topic (streams-application) or a database, with offsets",
            pattern=by,
        ),
    )


PATTERN = FanIn()
