"""explicit-key-map: a few heavy keys have partitions of their own; all others are hashed over the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from kafka_architect.designs.contributing.contribution import Amendment, Concession, Contribution
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.promise import FailureMode
from kafka_architect.designs.specification.model import Name
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft

_FIXED = "freedom to grow: a change of the map or of the partitions moves keys, and breaks their order once"


class KeyMapOptions(Options, frozen=True, kw_only=True):
    """The topic, the heavy keys with their shares, and the partitions of the topic.

    Attributes:
        topic: the stream that has heavy keys.
        heavy: key -> its share of the records; the keys get partitions 0, 1, ... in this order.
        partitions: of the topic; more than there are heavy keys.
    """

    topic: Name
    heavy: Annotated[dict[Name, Annotated[float, Meta(gt=0, lt=1)]], Meta(min_length=1, max_length=1000)]
    partitions: Annotated[int, Meta(ge=2, le=1_000_000)]


class ExplicitKeyMap(Pattern[KeyMapOptions]):
    """Partitions pinned for heavy keys, and what the fullest partition then carries."""

    name = "explicit-key-map"
    options = KeyMapOptions
    page = Page(
        title="Explicit map of heavy keys",
        summary="Each heavy key has a partition of its own, so that it keeps its order and does not delay "
        "others.",
        when=(
            "a few keys that are known have much of the load, and their records must stay in order",
            "a heavy key must not delay other keys of its partition",
        ),
        when_not=(
            "one key is more than a partition or a consumer can carry: only key-salting splits a key",
            "heavy keys change from day to day: each change of the map breaks order",
            "several languages send: each needs the same map and the same hash for the rest",
        ),
        gives_up=(_FIXED,),
        how="Senders use a custom partitioner: a heavy key goes to its number, any other key to heavy + "
        "toPositive(murmur2(key)) % (partitions - heavy). The map is versioned and the same in every sender. "
        "Streams applications that repartition, and connectors, hash as usual: only senders with the map "
        "may write to the topic. Topics that are joined with it need the same map.",
        sources=(
            "KIP-794: strictly uniform sticky partitioner (what partitioner.class replaces)",
            "https://kafka.apache.org/documentation/#producerconfigs_partitioner.class",
        ),
        example="- pattern: explicit-key-map\n  topic: order.events\n  heavy: {acme: 0.3, globex: 0.2}\n"
        "  partitions: 12",
    )

    def contribute(self, use: Use[KeyMapOptions], draft: Draft) -> Contribution:
        """The pinned partitions, and what a change of the map gives up."""
        options = use.options
        topic = draft.topic(draft.landscape.channel(options.topic, *use.at("topic")).address)
        if not topic.key:
            raise InputError(f"{topic.name} has no key to map")
        _refuse(options)
        fullest = _fullest(options)
        return Contribution(
            amendments=(
                Amendment(
                    topic=topic.name,
                    by=self.name,
                    exactly=(
                        options.partitions,
                        f"explicit-key-map: {len(options.heavy)} heavy keys, one each",
                    ),
                ),
            ),
            concessions=(
                Concession(
                    topic=topic.name,
                    by=self.name,
                    gives_up=_FIXED,
                    ordering="per key, as long as the map and the number of partitions stay as they are",
                ),
            ),
            failure_modes=_failure_modes(topic.name),
            decisions=(
                self.decided(
                    use,
                    [topic.name],
                    f"{', '.join(f'{key} to partition {n}' for n, key in enumerate(options.heavy))}; the "
                    f"fullest partition has {fullest.value:.1%} of the records ({fullest.formula})",
                    alternatives=(
                        "key-salting: splits a key, and gives up its order",
                        "a topic for the heavy key (multi-tenant)",
                    ),
                ),
            ),
        )


def _refuse(options: KeyMapOptions) -> None:
    if len(options.heavy) >= options.partitions:
        raise InputError(
            f"explicit-key-map: {len(options.heavy)} heavy keys leave no partition of {options.partitions} "
            "for the other keys; raise partitions"
        )
    if sum(options.heavy.values()) >= 1:
        raise InputError("heavy: the shares leave nothing for other keys; expected a sum below 1")


def _fullest(options: KeyMapOptions) -> Figure:
    return Figure.of(
        "max(heaviest, (1 - all_heavy) / (partitions - heavy_keys))",
        unit="of the records",
        source="a heavy key fills a partition alone; the other keys spread evenly over the rest at best",
        inputs={
            "heaviest": max(options.heavy.values()),
            "all_heavy": sum(options.heavy.values()),
            "partitions": options.partitions,
            "heavy_keys": len(options.heavy),
        },
    )


def _failure_modes(topic: str) -> tuple[FailureMode, ...]:
    by = ExplicitKeyMap.name
    return (
        FailureMode(
            subject=topic,
            what="a sender has no map, or an older one",
            effect="records of one key are in two partitions, and their order is lost",
            detection="heavy keys outside of their partition (kafka-architect analyze)",
            response="stop the sender; a version of the map in a header lets receivers reject records of "
            "other versions",
            pattern=by,
        ),
        FailureMode(
            subject=topic,
            what="another key becomes heavy",
            effect="it delays the other keys of its partition",
            detection="bytes and lag per partition; shares of keys, measured each month",
            response="extend the map together with a new topic (version-cutover), so that no order is lost",
            pattern=by,
        ),
    )


PATTERN = ExplicitKeyMap()
