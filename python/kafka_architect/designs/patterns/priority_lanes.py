"""priority-lanes: urgent records have a topic of their own, which is read first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from kafka_architect.designs.contributing.contribution import (
    Amendment,
    Concession,
    Contribution,
    GroupDraft,
    TopicDraft,
)
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import FailureMode
from kafka_architect.designs.model.topic import Load
from kafka_architect.designs.specification.model import Name
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft


class LaneOptions(Options, frozen=True, kw_only=True):
    """The topic, the lanes beside it, most urgent first, and the share of records that each takes."""

    topic: Name
    lanes: Annotated[dict[Name, Annotated[float, Meta(gt=0, lt=1)]], Meta(min_length=1, max_length=8)]


class PriorityLanes(Pattern[LaneOptions]):
    """A topic per lane; each receiver reads it in a group of its own."""

    name = "priority-lanes"
    options = LaneOptions
    page = Page(
        title="Priority lanes",
        summary="Urgent records go to a topic of their own, so that they do not wait behind the others.",
        when=("some records must be handled in seconds, while the rest may wait in a queue",),
        when_not=("consumers keep up: without a queue there is nothing to overtake",),
        gives_up=("order between lanes: an urgent record overtakes earlier ones of its key",),
        how="A partition is read in order, so that priority needs another topic. Each receiver has a group "
        "of its own for a lane, with consumers that are never busy with the ordinary topic.",
        sources=("https://kafka.apache.org/documentation/#intro_concepts_and_terms",),
        example="- pattern: priority-lanes\n  topic: orders.commands\n  lanes: {urgent: 0.05}",
    )

    def contribute(self, use: Use[LaneOptions], draft: Draft) -> Contribution:
        """The lanes' topics and groups."""
        channel = draft.landscape.channel(use.options.topic, *use.at("topic"))
        main = draft.topic(channel.address)
        if sum(use.options.lanes.values()) >= 1:
            raise InputError("lanes: the shares leave nothing for the ordinary topic; expected less than 1")
        lanes = [_lane(main, name, share, use) for name, share in use.options.lanes.items()]
        groups = [
            GroupDraft(
                name=f"{service.group}-{name}",
                service=service.name,
                topics=(lane.name,),
                instances=service.service.instances,
                lag_objective_s=draft.groups[service.group].lag_objective_s,
                made_by=self.name,
            )
            for name, lane in zip(use.options.lanes, lanes, strict=True)
            for service in (draft.applications[one] for one in main.receivers)
        ]
        names = [main.name, *(one.name for one in lanes)]
        rest = 1 - sum(use.options.lanes.values())
        return Contribution(
            topics=tuple(lanes),
            amendments=(
                Amendment(topic=main.name, by=self.name, load=_part(main, rest, "without its lanes")),
            ),
            groups=tuple(groups),
            concessions=tuple(
                Concession(topic=name, by=self.name, gives_up=self.page.gives_up[0], loses_order=True)
                for name in names
            ),
            failure_modes=(
                FailureMode(
                    subject=main.name,
                    what="too many records are called urgent",
                    effect="the lane has the queue that it should avoid",
                    detection="share of the lane's records, and its lag",
                    response="a quota for its senders; decide urgency by a rule, not by the sender",
                    pattern=self.name,
                ),
            ),
            decisions=(
                self.decided(
                    use,
                    names,
                    "urgent records must not wait behind a queue of others",
                    alternatives=("more consumers, so that there is no queue",),
                ),
            ),
        )


def _lane(main: TopicDraft, name: str, share: float, use: Use[LaneOptions]) -> TopicDraft:
    return replace(
        main,
        name=f"{main.name}.{name}",
        made_by=PriorityLanes.name,
        use=use.options.name,
        channel=None,
        description=f"Records of {main.name} that are {name}.",
        follows=main.name,
        load=_part(main, share, f"{share:g} of {main.name}"),
    )


def _part(main: TopicDraft, share: float, because: str) -> Load:
    """A share of the load; any of its keys may be among them."""
    load = main.load
    return Load(
        average_messages_per_s=None
        if load.average_messages_per_s is None
        else load.average_messages_per_s * share,
        peak_messages_per_s=None if load.peak_messages_per_s is None else load.peak_messages_per_s * share,
        message_bytes=load.message_bytes,
        distinct_keys=load.distinct_keys,
        because=because,
    )


PATTERN = PriorityLanes()
