"""compacted-state: topics that hold the latest record of each key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.contributing.contribution import Amendment, Concession, Contribution
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.promise import Decision, FailureMode, Question
from kafka_architect.designs.model.topic import Kind, Setting
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.contribution import TopicDraft
    from kafka_architect.designs.contributing.draft import Draft

_DAY_MS = 86_400_000


class CompactedStateOptions(Options, frozen=True, kw_only=True):
    """Which topics, how long an overwritten value may stay, how long a reader may be away.

    Attributes:
        topics: those to compact beside the streams of kind state and snapshots.
        overwritten_within: time after which an overwritten value is gone; a day when left out.
        longest_outage: time that a reader may be away without missing a deletion.
    """

    topics: list[Name] = []
    overwritten_within: Duration | None = None
    longest_outage: Duration | None = None


class CompactedState(Pattern[CompactedStateOptions]):
    """Compaction with bounds for old values and tombstones."""

    name = "compacted-state"
    by_default = True
    options = CompactedStateOptions
    page = Page(
        title="Compacted state",
        summary="The topic holds the latest record of each key; a record without value deletes its key.",
        when=(
            "a service needs the current state of things that another service owns",
            "a state store, cache or view is rebuilt from Kafka",
        ),
        when_not=(
            "every event counts: compaction removes all but the last of each key; keep an event log with "
            "cleanup.policy=delete, and a separate compacted topic",
        ),
        gives_up=("the history of a key: older records are removed at an unpredictable time",),
        how="cleanup.policy=compact, max.compaction.lag.ms so that overwritten values are removed even in "
        "quiet partitions (the active segment is never compacted), and delete.retention.ms longer than a "
        "reader "
        "may be away, because a reader that misses a tombstone keeps the deleted key forever.",
        sources=(
            "https://kafka.apache.org/documentation/#compaction",
            "KIP-354: time-based log compaction",
        ),
        example="- pattern: compacted-state\n  topics: [customers]\n  longest_outage: 2d",
    )

    def contribute(self, use: Use[CompactedStateOptions], draft: Draft) -> Contribution:
        """Amend topics of kind state and snapshots, and those that the use names."""
        named = [
            draft.landscape.channel(name, *use.at("topics", index)).address
            for index, name in enumerate(use.options.topics)
        ]
        done = {name for one in draft.decisions if one.pattern == self.name for name in one.applies_to}
        topics = [
            one
            for one in draft.topics.values()
            if one.name not in done
            and (one.name in named or (not named and one.kind in {Kind.STATE, Kind.SNAPSHOTS}))
        ]
        if not topics:
            return Contribution()
        for one in topics:
            _refuse_without_key(one)
        names = tuple(one.name for one in topics)
        stated = use.options.longest_outage is not None
        return Contribution(
            amendments=tuple(_amendment(one, use.options) for one in topics),
            concessions=tuple(
                Concession(topic=name, by=self.name, gives_up=self.page.gives_up[0]) for name in names
            ),
            failure_modes=tuple(_missed_tombstone(name) for name in names),
            decisions=(
                Decision(
                    pattern=self.name,
                    use=use.options.name,
                    title=self.page.title,
                    applies_to=names,
                    because="readers need the latest record of each key, not the history",
                    gives_up=self.page.gives_up,
                ),
            ),
            questions=() if stated else tuple(_ask_outage(one) for one in topics if not _outage_ms(one)),
        )


def _amendment(topic: TopicDraft, options: CompactedStateOptions) -> Amendment:
    own = {one.key for one in topic.settings}
    lag = Figure.of(
        "overwritten_within_ms",
        unit="ms",
        source="KIP-354: the cleaner comes at the latest then, and closes the active segment for it",
        inputs={"overwritten_within_ms": float(options.overwritten_within or 86_400.0) * 1000},
        assumed=() if options.overwritten_within else ("overwritten_within_ms",),
    )
    outage = options.longest_outage
    outage_ms = _outage_ms(topic) if outage is None else outage * 1000
    tombstones = Figure.of(
        "max(kafka_default_ms, 2 * longest_outage_ms)",
        unit="ms",
        source="a reader that starts over must see a tombstone before it is removed; twice the outage is "
        "this project's choice",
        inputs={"kafka_default_ms": _DAY_MS, "longest_outage_ms": outage_ms},
        assumed=() if outage_ms else ("longest_outage_ms",),
    )
    settings = (
        Setting(
            key="max.compaction.lag.ms",
            value=f"{lag.value:.0f}",
            because="an overwritten value is removed within this time, even in a quiet partition",
            source="KIP-354",
            figure=lag,
        ),
        Setting(
            key="delete.retention.ms",
            value=f"{tombstones.value:.0f}",
            because="how long a deletion stays visible to readers that were away",
            source="https://kafka.apache.org/documentation/#topicconfigs_delete.retention.ms",
            figure=tombstones,
        ),
    )
    return Amendment(
        topic=topic.name,
        by=CompactedState.name,
        cleanup=None if "compact" in topic.cleanup[0] else ("compact", "compacted-state"),
        settings=tuple(one for one in settings if one.key not in own),
    )


def _outage_ms(topic: TopicDraft) -> float:
    retention = None if topic.channel is None else topic.channel.stream.retention
    return 0.0 if retention is None else retention.needs.get("longest_outage", 0.0) * 1000


def _refuse_without_key(topic: TopicDraft) -> None:
    if not topic.key:
        raise InputError(
            f"{topic.name}: compaction keeps the latest record of each key, and brokers reject records "
            "without one (InvalidRecordException); state its key"
        )


def _missed_tombstone(topic: str) -> FailureMode:
    return FailureMode(
        subject=topic,
        what="a reader is away for longer than delete.retention.ms",
        effect="it misses tombstones and keeps keys that were deleted",
        detection="time since the group's last commit, compared with delete.retention.ms",
        response="rebuild the reader's state from the beginning of the topic",
        pattern=CompactedState.name,
    )


def _ask_outage(topic: TopicDraft) -> Question:
    where = "patterns" if topic.channel is None else ".".join(map(str, topic.channel.path))
    return Question(
        about=topic.name,
        question=f"How long may a reader of {topic.name} be away?",
        matters_because="after delete.retention.ms it misses deletions and keeps what was deleted",
        answer_with=f"{where}.retention.longest_outage",
    )


PATTERN = CompactedState()
