"""A topic with its numbers and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.deriving.key_facts import key_facts
from kafka_architect.designs.deriving.replication import min_insync_replicas, replication_factor
from kafka_architect.designs.deriving.retention import FOREVER, retention
from kafka_architect.designs.deriving.segments import (
    compacted_segment_bytes,
    compacted_segment_time,
    segment_time,
)
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.log_bytes import LOG_BYTES, SINGLE_BYTES, log_inputs
from kafka_architect.designs.model.topic import Kind, Setting, Topic
from kafka_architect.designs.platforms import PLATFORMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.contributing.contribution import TopicDraft
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.model.design import Platform
    from kafka_architect.designs.model.topic import Load

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
        stored_bytes=_stored(draft.kind, draft.load, kept, replicas, partitions),
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


def _stored(
    kind: Kind, load: Load, kept: Figure | None, replicas: Figure, partitions: Figure
) -> Figure | None:
    """Bytes of all replicas; None where the load or the bound is unknown."""
    if load.message_bytes is None:
        return None
    if kept is None:
        if load.distinct_keys is None:
            return None
        record = log_inputs(load, partitions.value)
        del record["records_per_batch"]
        return Figure.of(
            f"distinct_keys * {SINGLE_BYTES} * dirty_margin * replication_factor",
            unit="bytes",
            source="min.cleanable.dirty.ratio=0.5: up to half of a compacted log may be overwritten values; "
            "a live record may keep its batch's header to itself",
            inputs={
                "distinct_keys": load.distinct_keys,
                **record,
                "dirty_margin": 2,
                "replication_factor": replicas.value,
            },
        )
    rate = load.average_messages_per_s or load.peak_messages_per_s
    # Internal topics without a retention are emptied by their application, or hold next to nothing.
    if rate is None or (kept.value == FOREVER and kind is Kind.INTERNAL):
        return None
    if kept.value == FOREVER:
        return Figure.of(
            f"messages_per_s * {LOG_BYTES} * first_year_s * replication_factor",
            unit="bytes",
            source="all replicas, before compression, after the first year: the topic keeps for ever",
            inputs={
                "messages_per_s": rate,
                **log_inputs(load, partitions.value),
                "first_year_s": 31_536_000,
                "replication_factor": replicas.value,
            },
        )
    return Figure.of(
        f"messages_per_s * {LOG_BYTES} * retention_ms / 1000 * replication_factor",
        unit="bytes",
        source="all replicas, before compression, with what the log's format adds to records and batches",
        inputs={
            "messages_per_s": rate,
            **log_inputs(load, partitions.value),
            "retention_ms": kept.value,
            "replication_factor": replicas.value,
        },
        details={
            "messages_per_s": "the average"
            if load.average_messages_per_s is not None
            else "the peak: no average is stated"
        },
    )
