"""fan-out: one topic, many groups; each reads everything at its own pace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.contributing.contribution import Amendment, Concession, Contribution, GroupDraft
from kafka_architect.designs.contributing.needs import kept
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import FailureMode, Question
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.contribution import TopicDraft
    from kafka_architect.designs.contributing.draft import Draft

_GIVES_UP = (
    "a common position: each group reads at its own pace, and no reader knows what the others have seen"
)
_TWO = 2


class FanOutOptions(Options, frozen=True, kw_only=True):
    """The topic, the services that read it, how long the slowest of them may be away.

    Attributes:
        topic: what they read.
        services: beside those that receive it already.
        longest_outage: of the slowest reader; twice of it is a need of the retention.
    """

    topic: Name
    services: list[Name] = []
    longest_outage: Duration | None = None


class FanOut(Pattern[FanOutOptions]):
    """A group for each reader, and a retention for the slowest."""

    name = "fan-out"
    options = FanOutOptions
    page = Page(
        title="Fan-out: one topic, many groups",
        summary="Many services read one topic, each in a group of its own, without knowing each other.",
        when=(
            "what happened concerns many services, and more will come",
            "readers have different speeds: a report reads at night what a cache needs at once",
        ),
        when_not=(
            "members shall share the work: that is one group (event-flow) or a share group (share-group)",
            "each reader needs a small part of the records: a topic for each part saves their bytes",
            "dozens of groups read everything from far away: mirror it once, and read there",
        ),
        gives_up=(_GIVES_UP,),
        how="The senders write once; each group reads every byte, so that brokers send as many times as "
        "there are groups. The retention is that of the slowest reader. Groups that are up to date read from "
        "the page cache; one that is behind reads from disk, and a quota keeps it from taking all of it. In "
        "clouds traffic between zones costs: with replica.selector.class=RackAwareReplicaSelector on the "
        "brokers and client.rack on the consumers each group reads from the replica of its zone (KIP-392).",
        sources=(
            "KIP-392: allow consumers to fetch from closest replica",
            "https://www.enterpriseintegrationpatterns.com/patterns/messaging/PublishSubscribeChannel.html",
        ),
        example="- pattern: fan-out\n  topic: order.events\n  services: [search, reporting, fraud]\n"
        "  longest_outage: 2d",
    )

    def contribute(self, use: Use[FanOutOptions], draft: Draft) -> Contribution:
        """Readers and their groups, the retention, and what the brokers send."""
        options = use.options
        topic = draft.topic(draft.landscape.channel(options.topic, *use.at("topic")).address)
        asked = draft.services_of(options.services, use.at("services"))
        readers = tuple(dict.fromkeys((*topic.receivers, *(one.name for one in asked))))
        if len(readers) < _TWO:
            raise InputError(
                f"{topic.name} has {len(readers)} reader; fan-out needs two or more: name them in services"
            )
        outage = options.longest_outage
        need = () if outage is None else (kept("longest_outage", float(outage), _WHY, times=2),)
        return Contribution(
            amendments=(Amendment(topic=topic.name, by=self.name, retention=need, receivers=readers),),
            groups=tuple(
                GroupDraft(
                    name=one.group,
                    service=one.name,
                    topics=(topic.name,),
                    instances=one.service.instances,
                    made_by=self.name,
                )
                for one in asked
            ),
            concessions=(Concession(topic=topic.name, by=self.name, gives_up=_GIVES_UP),),
            failure_modes=_failure_modes(topic.name),
            decisions=(
                self.decided(
                    use,
                    [topic.name],
                    f"{len(readers)} services need every record of {topic.name}; "
                    + _sent(topic, len(readers)),
                    alternatives=(
                        "a topic for each reader: the senders must know all of them",
                        "one service that forwards records: another component that can fail",
                    ),
                ),
            ),
            questions=() if outage is not None or topic.retention else (_ask_outage(topic.name, use),),
        )


_WHY = "the slowest reader may be away twice this long, the second time while it catches up"


def _sent(topic: TopicDraft, readers: int) -> str:
    load = topic.load
    if load.peak_messages_per_s is None or load.message_bytes is None:
        return "what the brokers send is unknown: state its rate and size"
    written = load.peak_messages_per_s * load.message_bytes
    return (
        f"brokers send {written * readers / 1e6:,.3g} MB/s at the peak "
        f"({written / 1e6:,.3g} MB/s * {readers} groups)"
    )


def _failure_modes(topic: str) -> tuple[FailureMode, ...]:
    by = FanOut.name
    return (
        FailureMode(
            subject=topic,
            what="a slow group falls behind by more than the retention",
            effect="it loses what it had not read, and no other group notices",
            detection="lag of each group in seconds, as a share of the retention",
            response="more instances, up to the partitions; lengthen retention.ms before the lag reaches it",
            pattern=by,
        ),
        FailureMode(
            subject=topic,
            what="a group reads from the beginning, or catches up after an outage",
            effect="it reads from disk, and takes bandwidth from the others",
            detection="bytes out per group, disk reads of the brokers, latency of the other groups",
            response="a consumer quota for its principal (consumer_byte_rate); tiered storage",
            pattern=by,
        ),
    )


def _ask_outage(topic: str, use: Use[FanOutOptions]) -> Question:
    return Question(
        about=topic,
        question=f"How long may the slowest reader of {topic} be away?",
        matters_because="the retention is that of the slowest reader; the others do not need it",
        answer_with=f"patterns[{use.path[1] if use.path else 0}].longest_outage",
    )


PATTERN = FanOut()
