"""version-cutover: a topic that must change is replaced by a new one, while both are there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kafka_architect.designs.contributing.contribution import Amendment, Contribution
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import FailureMode
from kafka_architect.designs.specification.model import Name, Whole

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft


class CutoverOptions(Options, frozen=True, kw_only=True):
    """The topic, the suffix of its successor, and the partitions of that, where they change."""

    topic: Name
    suffix: Name = "v2"
    partitions: Whole | None = None
    because: str = ""


class VersionCutover(Pattern[CutoverOptions]):
    """The successor beside the topic: written by both senders until readers have moved."""

    name = "version-cutover"
    options = CutoverOptions
    page = Page(
        title="Cutover to a new version of a topic",
        summary="A new topic replaces one that cannot be changed in place: format, key or partitions.",
        when=(
            "a keyed topic needs more partitions, another key or another partitioner",
            "messages change in a way that no compatible schema allows",
        ),
        when_not=("the change is compatible: evolve the schema in the same topic",),
        gives_up=("storage and traffic: for a while everything is there twice",),
        how="1. Senders write to both. 2. Older records are copied in order, by partition of the old topic. "
        "3. Readers switch, one group after the other, with offsets by timestamp. 4. Senders stop writing "
        "the old one. 5. It is deleted when its retention has passed and no group reads it.",
        sources=("https://kafka.apache.org/documentation/#basic_ops_modify_topic",),
        example="- pattern: version-cutover\n  topic: orders.events\n  suffix: v2\n  partitions: 24\n"
        "  because: twice the load",
    )

    def contribute(self, use: Use[CutoverOptions], draft: Draft) -> Contribution:
        """The successor, with the same senders, receivers and needs."""
        options = use.options
        old = draft.topic(draft.landscape.channel(options.topic, *use.at("topic")).address)
        because = options.because or "required by the version cutover"
        new = replace(
            old,
            name=f"{old.name}.{options.suffix}",
            made_by=self.name,
            use=options.name,
            channel=None,
            description=f"Replaces {old.name}.",
            exactly=None if options.partitions is None else (options.partitions, because),
        )
        moved = tuple(
            replace(group, topics=(new.name,)) for group in draft.groups.values() if old.name in group.topics
        )
        return Contribution(
            topics=(new,),
            groups=moved,
            amendments=(Amendment(topic=old.name, by=self.name),),
            concessions=self.conceded([old.name, new.name]),
            failure_modes=(
                FailureMode(
                    subject=old.name,
                    what="a sender writes to one of the two only",
                    effect="readers of the other miss records",
                    detection="records per minute of both topics, per sender",
                    response="write to both through one outbox; switch readers after the counts agree",
                    pattern=self.name,
                ),
            ),
            decisions=(
                self.decided(
                    use,
                    [old.name, new.name],
                    options.because
                    or "the topic cannot be changed in place without breaking order or readers",
                    alternatives=(
                        "growing the partitions in place: moves keys, and breaks their order once",
                    ),
                ),
            ),
        )


PATTERN = VersionCutover()
