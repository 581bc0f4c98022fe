"""event-carried-state: receivers keep a copy of what another service owns, and do not ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from kafka_architect.designs.contributing.contribution import Amendment, Concession, Contribution
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.promise import FailureMode, Question
from kafka_architect.designs.model.topic import Kind, Setting
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.contribution import TopicDraft
    from kafka_architect.designs.contributing.draft import Draft

_DAY_MS: Final = 86_400_000
_STATE: Final = frozenset({Kind.STATE, Kind.SNAPSHOTS, Kind.DOCUMENTS, Kind.CHANGES})
# What one consumer reads of an uncompacted backlog; this project's choice, measure it.
_READ_BYTES_PER_S: Final = 30e6
_STALE = "freshness: the copy is behind its owner by the lag of the group"


class StateTransferOptions(Options, frozen=True, kw_only=True):
    """The topic, who keeps a copy, and how long a copy may be without updates.

    Attributes:
        topic: full states of a thing, each with its key; a record without value deletes it.
        copy_in: database (the group shares one copy) or each-instance (each one reads all partitions).
        longest_outage: how long a receiver may be down and still trust its copy.
    """

    topic: Name
    copy_in: Literal["database", "each-instance"] = "database"
    longest_outage: Duration | None = None


class EventCarriedState(Pattern[StateTransferOptions]):
    """A compacted topic of full states whose tombstones outlive the longest outage of a copy."""

    name = "event-carried-state"
    options = StateTransferOptions
    page = Page(
        title="Event-carried state transfer",
        summary="Records carry the whole state, so that receivers keep a copy and need not call its owner.",
        when=(
            "a service needs another service's data for each request, and must answer while that service "
            "is down",
            "many receivers need the same data, and calls would overload its owner",
        ),
        when_not=(
            "the answer must be current: query the owner (request-reply)",
            "receivers need what happened and not what is: send events (event-sourcing, event-flow)",
            "the data is personal and few need it: each copy must be erased too (erasure)",
            "the answer joins several views for a screen: keep a view of its own (cqrs)",
        ),
        gives_up=(_STALE,),
        how="The owner sends the whole state at each change, keyed by its id, and null to delete. The topic "
        "is compacted, so that a new receiver reads one record per key and has everything. Tombstones are "
        "kept for twice the longest outage: a copy that was without updates for longer than "
        "delete.retention.ms has missed deletions, cannot know it, and must be rebuilt empty. With a copy in "
        "each instance, instances read all partitions without a group (assign) at each start, and serve "
        "only when they have reached the end offsets of that moment.",
        sources=(
            "https://martinfowler.com/articles/201701-event-driven.html",
            "https://kafka.apache.org/documentation/#compaction",
        ),
        example="- pattern: event-carried-state\n  topic: customer.state\n  copy_in: each-instance\n"
        "  longest_outage: 3d",
    )

    def contribute(self, use: Use[StateTransferOptions], draft: Draft) -> Contribution:
        """Compaction of the topic, and what its copies must do."""
        options = use.options
        topic = draft.topic(draft.landscape.channel(options.topic, *use.at("topic")).address)
        _refuse(topic)
        tombstones = _tombstones(options)
        load = _load_time(topic)
        takes = (
            "how long a copy takes to load is unknown: state rate, size and distinct_keys"
            if load is None
            else f"a copy loads in {load.value:.3g} s ({load.formula})"
        )
        each = options.copy_in == "each-instance"
        takes += ", in each instance at each start" if each else ", once for each service"
        return Contribution(
            amendments=(
                Amendment(
                    topic=topic.name,
                    by=self.name,
                    cleanup=("compact", "event-carried-state: the latest state of each key"),
                    settings=_settings(tombstones),
                ),
            ),
            concessions=tuple(
                Concession(
                    topic=topic.name,
                    service=one,
                    by=self.name,
                    gives_up=_STALE,
                    delivery="the latest state of each key at least once; states in between may be skipped",
                )
                for one in topic.receivers
            ),
            failure_modes=(
                *_failure_modes(topic, tombstones),
                *((_restarts(topic.name),) if each else ()),
            ),
            decisions=(
                self.decided(
                    use,
                    [f"{topic.name} -> {one}" for one in topic.receivers],
                    f"receivers answer without calling {', '.join(topic.senders) or 'the owner'}; {takes}",
                    alternatives=(
                        "request-reply: current, and down when the owner is",
                        "events with ids only, and a call for the rest: small records, load on the owner",
                    ),
                ),
            ),
            questions=() if options.longest_outage else (_ask_outage(use, topic.name),),
        )


def _refuse(topic: TopicDraft) -> None:
    if topic.kind not in _STATE:
        raise InputError(
            f"{topic.name} holds {topic.kind}: compaction would remove all but the last of each key; add a "
            f"separate stream of kind state that carries the whole state"
        )
    if not topic.key:
        raise InputError(f"{topic.name}: a state needs the key that it replaces; state its key")
    if not topic.receivers:
        raise InputError(f"{topic.name}: no service receives it, so none keeps a copy; add it to receives")


def _tombstones(options: StateTransferOptions) -> Figure:
    return Figure.of(
        "max(kafka_default_ms, 2 * longest_outage_ms)",
        unit="ms",
        source="a copy must see each deletion; twice the outage is this project's choice",
        inputs={"kafka_default_ms": _DAY_MS, "longest_outage_ms": float(options.longest_outage or 0) * 1000},
        assumed=() if options.longest_outage else ("longest_outage_ms",),
    )


def _load_time(topic: TopicDraft) -> Figure | None:
    load = topic.load
    if load.distinct_keys is None or load.message_bytes is None:
        return None
    return Figure.of(
        "distinct_keys * message_bytes * dirty_margin / read_bytes_per_s",
        unit="s",
        source="min.cleanable.dirty.ratio=0.5: up to half of the log may be overwritten states",
        inputs={
            "distinct_keys": load.distinct_keys,
            "message_bytes": load.message_bytes,
            "dirty_margin": 2,
            "read_bytes_per_s": _READ_BYTES_PER_S,
        },
        assumed=("read_bytes_per_s",),
    )


def _settings(tombstones: Figure) -> tuple[Setting, ...]:
    return (
        Setting(
            key="delete.retention.ms",
            value=f"{tombstones.value:.0f}",
            because="how long a copy may be without updates and still see each deletion",
            source="https://kafka.apache.org/documentation/#topicconfigs_delete.retention.ms",
            figure=tombstones,
        ),
        Setting(
            key="max.compaction.lag.ms",
            value=str(_DAY_MS),
            because="overwritten states go within a day, so that a new copy loads little more than one each",
            source="KIP-354",
        ),
    )


def _failure_modes(topic: TopicDraft, tombstones: Figure) -> tuple[FailureMode, ...]:
    by, days = EventCarriedState.name, tombstones.value / _DAY_MS
    return (
        FailureMode(
            subject=topic.name,
            what=f"a copy is without updates for longer than delete.retention.ms ({days:g} days)",
            effect="tombstones have been removed: the copy silently keeps deleted entries",
            detection="age of the group's last commit, or of the copy's last update",
            response="empty the copy and read the topic from the beginning; never resume from the old offset",
            pattern=by,
        ),
        FailureMode(
            subject=topic.name,
            what="a receiver serves before its copy has loaded",
            effect="it answers that things do not exist",
            detection="requests before the end offsets of the start were reached",
            response="readiness only when position() has reached the endOffsets() of the start",
            pattern=by,
        ),
        FailureMode(
            subject=topic.name,
            what="the owner sends a part of the state, or two services send the topic",
            effect="compaction keeps only the last record: the rest of the state is lost",
            detection="fields that are empty in copies and not at the owner",
            response="one owner that sends whole states; send all of them again to repair the topic",
            pattern=by,
        ),
    )


def _restarts(topic: str) -> FailureMode:
    return FailureMode(
        subject=topic,
        what="all instances of a service restart at the same time",
        effect="each reads the whole topic: brokers send instances x its size at once",
        detection="BytesOutPerSec of the topic at deployments",
        response="restart one after the other; keep the copy on a volume, with its offsets",
        pattern=EventCarriedState.name,
    )


def _ask_outage(use: Use[StateTransferOptions], topic: str) -> Question:
    return Question(
        about=topic,
        question="How long may a service that keeps a copy be down?",
        matters_because="after delete.retention.ms its copy has missed deletions and must be rebuilt",
        answer_with=f"patterns[{use.path[1] if use.path else 0}].longest_outage",
    )


PATTERN = EventCarriedState()
