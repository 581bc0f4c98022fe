"""A topic with its numbers and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.deriving.key_facts import key_facts
from kafka_architect.designs.deriving.replication import min_insync_replicas, replication_factor
from kafka_architect.designs.deriving.retention import retention
from kafka_architect.designs.deriving.segments import (
    compacted_segment_bytes,
    compacted_segment_time,
    segment_time,
)
from kafka_architect.designs.model.topic import Setting, Topic
from kafka_architect.designs.platforms import PLATFORMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.contributing.contribution import TopicDraft
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.model.design import Platform
    from kafka_architect.designs.model.figure import Figure

_TOPIC_DOCUMENTATION: Final = "https://kafka.apache.org/documentation/#topicconfigs_"


def topic_of(draft: TopicDraft, partitions: Figure, platform: Platform, whole: Draft) -> Topic:
    """The topic of a draft. Settings of the specification win over derived ones."""
    stream = None if draft.channel is None else draft.channel.stream
    # Retry and dead-letter topics are as safe as the topic that they serve.
    if stream is None and draft.follows:
        main = whole.topic(draft.follows).channel
        stream = None if main is None else main.stream
    replicas = replication_factor(stream, platform, draft.replicas)
    in_sync = min_insync_replicas(stream, replicas, platform, draft.replicas)
    kept = retention(draft)
    settable = PLATFORMS[platform.kind].settable
    settings = {
        one.key: one
        for one in _derived(draft, in_sync, kept, partitions)
        if settable is None or one.key in settable
    }
    settings |= {
        one.key: one for one in draft.settings if one.stated or settable is None or one.key in settable
    }
    return Topic(
        name=draft.name,
        kind=draft.kind,
        stream=draft.stream,
        description=draft.description,
        owner=draft.owner,
        made_by=draft.made_by,
        use=draft.use,
        key=draft.key,
        partitions=partitions,
        replication_factor=replicas,
        min_insync_replicas=in_sync,
        retention_ms=kept,
        settings=tuple(settings.values()),
        messages=draft.messages,
        headers=draft.headers,
        load=draft.load,
        key_facts=key_facts(draft, whole),
        visibility=draft.visibility,
        classification=draft.classification,
        follows=draft.follows,
        joined_with=draft.joined_with,
        longest_outage_s=_longest_outage_s(draft),
        group=draft.group,
        senders=draft.senders,
        receivers=draft.receivers,
    )


def _longest_outage_s(draft: TopicDraft) -> float | None:
    written = None if draft.channel is None else draft.channel.stream.retention
    outage = None if written is None else written.needs.get("longest_outage")
    return None if outage is None else float(outage)


def _derived(draft: TopicDraft, in_sync: Figure, kept: Figure | None, partitions: Figure) -> list[Setting]:
    policy, because = draft.cleanup
    settings = [
        _setting("cleanup.policy", policy, because),
        _setting(
            "min.insync.replicas", f"{in_sync.value:.0f}", "how many replicas acks=all waits for", in_sync
        ),
    ]
    if kept is not None:
        why = kept.pinned or "the largest of the reasons to keep records"
        settings.append(_setting("retention.ms", f"{kept.value:.0f}", why, kept))
    return [*settings, *_segments(draft, kept, partitions)]


def _segments(draft: TopicDraft, kept: Figure | None, partitions: Figure) -> Iterator[Setting]:
    """What is compacted is cleaned once its segment is closed, what is dropped goes with its segment."""
    closed = segment_time(kept, draft.load, partitions)
    why = "records go within this time after their retention, also where few arrive"
    if "compact" in draft.cleanup[0]:
        lag = next((one.value for one in draft.settings if one.key == "max.compaction.lag.ms"), None)
        cleaned = compacted_segment_time(lag)
        if cleaned is not None and (closed is None or cleaned.value < closed.value):
            closed = cleaned
            why = "the active segment is never compacted: it is closed after this time, also where few arrive"
        size = compacted_segment_bytes(draft.load, partitions)
        because = "small segments: most of the topic is closed, so that compaction reaches it"
        yield _setting("segment.bytes", f"{size.value:.0f}", because, size)
    if closed is not None:
        yield _setting("segment.ms", f"{closed.value:.0f}", why, closed)


def _setting(key: str, value: str, because: str, figure: Figure | None = None) -> Setting:
    return Setting(
        key=key, value=value, because=because, source=f"{_TOPIC_DOCUMENTATION}{key}", figure=figure
    )
