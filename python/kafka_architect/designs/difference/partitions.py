"""Another number of partitions, or another key: which records go elsewhere."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.difference.change import Change, Risk
from kafka_architect.designs.difference.tools import tools
from kafka_architect.designs.model.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.difference.state import TopicState
    from kafka_architect.designs.model.topic import KeyFacts

_SOURCE: Final = (
    "partition = hash % partitions: both remainders repeat with the least common multiple of the counts and "
    "agree for the first min(before, after) of it"
)
_COPY: Final = (
    "Create {new} with {after} partitions, in addition to {old}.",
    "Stop the producers, or let them write to both; copy the records in order of their offsets "
    "(a consumer and producer, one per key range, or MirrorMaker 2).",
    "Let every group reach the end of {old}, then move groups and producers to {new}.",
    "Delete {old} once nothing reads it and its retention has passed.",
)


def partition_changes(old: TopicState, new: TopicState) -> Iterator[Change]:
    """The change of the number of partitions, if it is known on both sides and differs."""
    if old.partitions is None or new.partitions is None or old.partitions == new.partitions:
        return
    if new.partitions < old.partitions:
        yield _fewer(old, new, old.partitions, new.partitions)
    else:
        yield _more(old, new, old.partitions, new.partitions)


def key_changes(old: TopicState, new: TopicState) -> Iterator[Change]:
    """The change of the key's fields."""
    if old.key is None or new.key is None or old.key == new.key:
        return
    count = new.partitions or old.partitions
    figures = {}
    if count is not None:
        figures["share_of_keys"] = Figure.of(
            "1 - 1 / partitions",
            unit="share",
            source="a new key hashes to the partition of the old one by chance alone",
            inputs={"partitions": count},
        )
    share = f" About {figures['share_of_keys'].value:.0%} of them change partition." if figures else ""
    yield Change(
        subject=new.name,
        kind="key",
        risk=Risk.ORDER_BREAKING,
        what="key",
        before=", ".join(old.key) or "no key",
        after=", ".join(new.key) or "no key",
        because="Records that belong together get another key: newer ones are not ordered after older ones, "
        f"and a compacted topic keeps the old keys forever.{share}",
        steps=(
            f"Stop the producers of {new.name} and let every group reach the end of the topic.",
            "Deploy the new key in all producers at once, then start them.",
            "Where the topic is compacted or joined: write a new topic with the new key instead.",
        ),
        figures=figures,
    )


def _more(old: TopicState, new: TopicState, before: int, after: int) -> Change:
    keyed = new.key if new.key is not None else old.key
    if keyed == ():
        risk, figures = Risk.SAFE, dict[str, Figure]()
        steps: tuple[str, ...]
        because = (
            "Records have no key, so none moves. It cannot be undone: Kafka does not remove partitions. "
            "Consumers find the new partitions after metadata.max.age.ms (5 minutes)."
        )
        steps = (
            f"Check that the groups of {new.name} use auto.offset.reset=earliest: with latest they skip what "
            "is written to a new partition before they find it.",
        )
    else:
        risk = Risk.ORDER_BREAKING
        share = Figure.of(
            "1 - smaller / least_common_multiple",
            unit="share",
            source=_SOURCE,
            inputs={"smaller": before, "least_common_multiple": math.lcm(before, after)},
            details={"least_common_multiple": f"of {before} and {after} partitions"},
        )
        figures = {"share_of_keys": share}
        facts = new.key_facts or old.key_facts
        records = None if facts is None else _share_of_records(facts, before, after)
        if records is not None:
            figures["share_of_records"] = records
        where = "" if keyed else " where records have keys (the key is not known)"
        compacted = "compact" in old.settings.get("cleanup.policy", "")
        kept = " The compacted topic keeps old values in the partitions that keys left." if compacted else ""
        because = (
            f"{share.value:.1%} of the keys{_with_records(records)} change partition{where}: their newer "
            "records can be read "
            f"before older ones, and joins and Kafka Streams state that need equal partitions break."
            f"{kept} It cannot be undone."
        )
        steps = (
            f"Stop the producers of {new.name}.",
            "Let every group reach the end (kafka-consumer-groups --describe shows LAG 0).",
            f"kafka-topics --alter --topic {new.name} --partitions {after}; topics that are joined with it, "
            "and its retry and dead-letter topics, likewise.",
            "Start the consumers, then the producers.",
            "Where the topic is compacted, or feeds Kafka Streams state: copy into a new topic instead.",
        )
    return Change(
        subject=new.name,
        kind="partitions",
        risk=risk,
        what="partitions",
        before=str(before),
        after=str(after),
        because=because,
        steps=steps,
        tools=tools("partitions-more"),
        figures=figures,
    )


def _share_of_records(facts: KeyFacts, before: int, after: int) -> Figure | None:
    """Exact for the keys that the report lists, each by its hash; the formula for all others."""
    if not facts.hot:
        return None
    moving = [one for one in facts.hot if one.hash % before != one.hash % after]
    listed = min(1.0, sum(one.share for one in facts.hot))
    return Figure.of(
        "listed_that_move + (1 - listed) * (1 - smaller / least_common_multiple)",
        unit="share",
        source=f"the hottest keys of {facts.source}, hashed by {facts.partitioner}; {_SOURCE}",
        inputs={
            "listed_that_move": min(listed, sum(one.share for one in moving)),
            "listed": listed,
            "smaller": min(before, after),
            "least_common_multiple": math.lcm(before, after),
        },
        details={
            "listed_that_move": f"{len(moving)} of {len(facts.hot)} listed keys change partition",
            "listed": "the share of the records that the listed keys have",
        },
    )


def _with_records(records: Figure | None) -> str:
    return "" if records is None else f", with {records.value:.1%} of the records,"


def _fewer(old: TopicState, new: TopicState, before: int, after: int) -> Change:
    names = {"old": old.name, "new": f"{new.name}.v2 (or another new name)", "after": after}
    return Change(
        subject=new.name,
        kind="partitions",
        risk=Risk.RECREATING,
        what="partitions",
        before=str(before),
        after=str(after),
        because="Kafka does not remove partitions: only a new topic has fewer. Deleting and creating the "
        "topic loses its records and the offsets of its groups.",
        steps=tuple(one.format(**names) for one in _COPY),
        tools=tools("partitions-fewer"),
    )
