"""key-salting: a hot key is spread over several partitions, at the price of its order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from kafka_architect.designs.contributing.contribution import Concession, Contribution
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.promise import FailureMode
from kafka_architect.designs.specification.model import Name
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.contribution import TopicDraft
    from kafka_architect.designs.contributing.draft import Draft

_PARTITION_BYTES_PER_S = 10e6


class SaltingOptions(Options, frozen=True, kw_only=True):
    """The topic, and the share of its records that its hottest key has."""

    topic: Name
    hottest_share: Annotated[float, Meta(gt=0, le=1)]


class KeySalting(Pattern[SaltingOptions]):
    """How many salts the hottest key needs."""

    name = "key-salting"
    options = SaltingOptions
    page = Page(
        title="Key salting",
        summary="A hot key gets a number behind it, key#0 to key#k-1, so that k partitions share it.",
        when=("one key has more than a partition or a consumer can carry, and its order is not needed",),
        when_not=(
            "records of the key must be read in order",
            "the topic is compacted: each salted key would keep a record of its own",
        ),
        gives_up=("order per key: records of a salted key are in several partitions",),
        how="Senders add a salt to hot keys only. Readers aggregate in two stages: per salted key, then per "
        "key. Who reads one key reads k partitions.",
        sources=("kafka-architect analyze: mitigations simulated on measured keys (docs/judgement.md)",),
        example="- pattern: key-salting\n  topic: clicks.events\n  hottest_share: 0.3",
    )

    def contribute(self, use: Use[SaltingOptions], draft: Draft) -> Contribution:
        """The number of salts, and what it gives up."""
        channel = draft.landscape.channel(use.options.topic, *use.at("topic"))
        topic = draft.topic(channel.address)
        if "compact" in topic.cleanup[0]:
            raise InputError(
                f"{topic.name}: a compacted topic keeps the latest record of every salted key; do not salt it"
            )
        if not topic.key:
            raise InputError(f"{topic.name} has no key to salt")
        salts = _salts(topic, use.options.hottest_share)
        return Contribution(
            concessions=(
                Concession(
                    topic=topic.name,
                    by=self.name,
                    gives_up=self.page.gives_up[0],
                    loses_order=True,
                    ordering="per salted key only",
                ),
            ),
            failure_modes=(
                FailureMode(
                    subject=topic.name,
                    what="a reader takes a salted key for the whole",
                    effect="sums and states of hot keys are parts",
                    detection="totals per key compared with the source",
                    response="aggregate in two stages: per salted key, then per key",
                    pattern=self.name,
                ),
            ),
            decisions=(
                self.decided(
                    use,
                    [topic.name],
                    f"the hottest key has {use.options.hottest_share:.0%} of the records"
                    + (f": {salts.value:.0f} salts ({salts.formula})" if salts else "; its rate is unknown"),
                    alternatives=("an explicit map of hot keys to partitions", "a topic for the hot key"),
                ),
            ),
        )


def _salts(topic: TopicDraft, share: float) -> Figure | None:
    load = topic.load
    if load.peak_messages_per_s is None or load.message_bytes is None:
        return None
    return Figure.of(
        "max(2, ceil(hot_bytes_per_s / partition_bytes_per_s))",
        unit="salts",
        source="what one partition takes, 10 MB/s unless measured",
        inputs={
            "hot_bytes_per_s": load.peak_messages_per_s * load.message_bytes * share,
            "partition_bytes_per_s": _PARTITION_BYTES_PER_S,
        },
    )


PATTERN = KeySalting()
