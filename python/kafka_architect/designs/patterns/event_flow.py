"""event-flow: every stream a topic, every receiving service a consumer group. Part of every design."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from kafka_architect.designs.contributing.contribution import Contribution, GroupDraft, Need, TopicDraft
from kafka_architect.designs.contributing.needs import kafka_default
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import Assumption, Decision, FailureMode, Question
from kafka_architect.designs.model.topic import Kind, Load, Message, Setting

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.specification.landscape import Application, Channel, Flow, Landscape
    from kafka_architect.designs.specification.quantities import Retention

_COMPACTED = ("state", "snapshots")
_RETENTION_SOURCES = {
    "longest_outage": "a consumer that was away must find every record; twice, so that a second outage "
    "while it catches up loses nothing (this project's choice)",
    "replay": "the specification: how far back records are read again",
    "legal": "the specification: how long the law requires them to be kept",
}


class EventFlow(Pattern[Options]):
    """Topics of the streams, groups of the services."""

    name = "event-flow"
    by_default = True
    page = Page(
        title="Event flow",
        summary="Every stream is a topic with a key; every receiving service reads it in its own group.",
        when=("services react to events without knowing the senders",),
        when_not=(
            "the sender needs an answer before it continues: use request-reply",
            "a service needs another service's data at each request: use event-carried-state, or cqrs for "
            "a view over several",
        ),
        gives_up=("order across keys and across topics: Kafka orders within a partition only",),
        how="One topic per stream. Records with one key go to one partition and are read in the order in "
        "which they were written. Each service has one consumer group, so that each reads everything.",
        sources=(
            "https://kafka.apache.org/documentation/#intro_concepts_and_terms",
            "https://kafka.apache.org/documentation/#semantics",
        ),
        example="- pattern: event-flow",
    )

    def contribute(self, use: Use[Options], draft: Draft) -> Contribution:
        """A topic per channel, a group per receiving application."""
        if draft.topics:
            return Contribution()  # the use of every design, after one that the specification has
        landscape = draft.landscape
        topics, assumed, questions = [], [], []
        for channel in landscape.channels.values():
            _refuse_half_a_load(channel, landscape)
            topic, unknown = _topic(channel, landscape)
            topics.append(topic)
            assumed += unknown[0]
            questions += unknown[1]
        groups = [_group(one, landscape) for one in landscape.applications.values() if one.receives]
        questions += [
            Question(
                about=one.name,
                question=f"How many instances of {one.name} consume at the same time?",
                matters_because="a partition is read by one consumer of a group: consumers decide how many "
                "partitions are needed",
                answer_with=f"services.{one.name}.instances",
            )
            for one in landscape.applications.values()
            if one.receives and one.service.instances is None
        ]
        return Contribution(
            topics=tuple(topics),
            groups=tuple(groups),
            failure_modes=tuple(_outage(flow) for flow in landscape.flows),
            decisions=(_decision(landscape, use),) if topics else (),
            assumed=tuple(assumed),
            questions=tuple(questions),
        )


def load_of(channel: Channel) -> Load:
    """What is written to a channel, in messages per second; a single figure is taken as the peak."""
    stream, rate = channel.stream, channel.stream.rate
    size = None if stream.size is None else float(stream.size)
    distinct = None if stream.distinct_keys is None else float(stream.distinct_keys)
    if rate is None:
        return Load(message_bytes=size, distinct_keys=distinct)
    divisor = size if rate.in_bytes and size else 1.0
    return Load(
        average_messages_per_s=None if rate.average is None else rate.average / divisor,
        peak_messages_per_s=(rate.peak if rate.peak is not None else rate.average or 0.0) / divisor,
        message_bytes=size,
        distinct_keys=distinct,
        because="the specification"
        if rate.average is not None and rate.peak is not None
        else "the specification; the only rate stated is taken as the peak",
    )


def _topic(
    channel: Channel, landscape: Landscape
) -> tuple[TopicDraft, tuple[list[Assumption], list[Question]]]:
    stream, kind = channel.stream, Kind(channel.kind)
    cleanup = _cleanup(channel)
    retention, forever = _needs(stream.retention)
    unknown: tuple[list[Assumption], list[Question]] = ([], [])
    if "delete" in cleanup[0] and not retention and not forever:
        retention = (kafka_default(),)
        unknown[0].append(_assumed_retention(channel))
        unknown[1].append(_ask_retention(channel))
    if stream.rate is None:
        unknown[1].append(_ask_rate(channel))
    if channel.key is None:
        unknown[1].append(_ask_key(channel))
    topic = TopicDraft(
        name=channel.address,
        kind=kind,
        made_by=EventFlow.name,
        channel=channel,
        stream=channel.name,
        description=stream.description,
        owner=channel.owner,
        key=channel.key or (),
        messages=tuple(
            Message(name=name, description=one.description, fields=dict(one.fields) or None)
            for name, one in channel.messages.items()
        ),
        load=load_of(channel),
        follows=_served(channel, landscape),
        exactly=(1, "total order: Kafka orders within a partition only")
        if stream.promises is not None and stream.promises.ordering == "total"
        else None,
        cleanup=cleanup,
        retention=retention if "delete" in cleanup[0] else (),
        forever=forever,
        settings=tuple(_configured(stream.config)),
        visibility=stream.visibility or "private",
        classification=stream.classification or "internal",
        senders=landscape.senders(channel.name),
        receivers=landscape.receivers(channel.name),
    )
    return topic, unknown


def _served(channel: Channel, landscape: Landscape) -> str:
    if channel.stream.serves is None:
        return ""
    main = landscape.channel(channel.stream.serves, *channel.path, "serves")
    if main.name == channel.name or main.stream.serves is not None:
        landscape.read.refuse(
            [((*channel.path, "serves"), f"{main.name} serves another topic itself; name the main topic")]
        )
    return main.address


def _cleanup(channel: Channel) -> tuple[str, str]:
    if channel.stream.cleanup is not None:
        return channel.stream.cleanup, "the specification"
    if channel.kind in _COMPACTED:
        return "compact", f"{channel.kind}: the latest record of each key is the state"
    return "delete", "records are facts: each is kept until its retention ends"


def _needs(retention: Retention | None) -> tuple[tuple[Need, ...], str]:
    """The needs, and the reason to keep forever."""
    if retention is None:
        return (), ""
    if retention.exactly_s is not None:
        if math.isinf(retention.exactly_s):
            return (), retention.because or "the specification"
        stated = Need(
            formula="stated_ms",
            inputs={"stated_ms": retention.exactly_s * 1000},
            source=retention.because or "the specification",
        )
        return (stated,), ""
    endless = [name for name, seconds in retention.needs.items() if math.isinf(seconds)]
    if endless:
        return (), f"the specification: {endless[0]} is forever"
    return tuple(
        Need(
            formula=f"2 * {name}_ms" if name == "longest_outage" else f"{name}_ms",
            inputs={f"{name}_ms": seconds * 1000},
            source=_RETENTION_SOURCES[name],
        )
        for name, seconds in retention.needs.items()
    ), ""


def _configured(config: dict[str, Any]) -> list[Setting]:
    return [
        Setting(key=key, value=_as_kafka_reads(value), because="the specification", stated=True)
        for key, value in config.items()
    ]


def _as_kafka_reads(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _group(application: Application, landscape: Landscape) -> GroupDraft:
    promises = application.service.promises
    objective = None if promises is None else promises.lag_objective
    if objective is None:
        stated = [
            one.stream.promises.lag_objective
            for one in (landscape.channels[name] for name in application.receives)
            if one.stream.promises is not None and one.stream.promises.lag_objective is not None
        ]
        objective = min(stated, default=None)
    return GroupDraft(
        name=application.group,
        service=application.name,
        topics=tuple(landscape.channels[name].address for name in application.receives),
        instances=application.service.instances,
        lag_objective_s=None if objective is None else float(objective),
        made_by=EventFlow.name,
    )


def _outage(flow: Flow) -> FailureMode:
    return FailureMode(
        subject=flow.name,
        what=f"{flow.application.name} is down for longer than {flow.channel.address} keeps records",
        effect="this service loses the records in between; auto.offset.reset decides where it resumes",
        detection="consumer lag in seconds, as a share of the retention",
        response="restore the service, or lengthen retention.ms before the lag reaches it",
        pattern=EventFlow.name,
    )


def _decision(landscape: Landscape, use: Use[Options]) -> Decision:
    return Decision(
        pattern=EventFlow.name,
        use=use.options.name,
        title=EventFlow.page.title,
        applies_to=tuple(one.address for one in landscape.channels.values()),
        because="services exchange facts through topics and do not call each other",
        gives_up=EventFlow.page.gives_up,
    )


def _refuse_half_a_load(channel: Channel, landscape: Landscape) -> None:
    stream = channel.stream
    if stream.rate is not None and stream.size is None:
        landscape.read.refuse(
            [
                (
                    (*channel.path, "rate"),
                    "a rate without a message size gives no bytes per second; add size (or defaults.size), "
                    "the mean "
                    "size of a message",
                )
            ]
        )
    pin = stream.partitions
    ordering = None if stream.promises is None else stream.promises.ordering
    most = None if pin is None else pin.exactly or pin.at_least
    if ordering == "total" and most is not None and most > 1:
        landscape.read.refuse(
            [
                (
                    (*channel.path, "partitions"),
                    f"{most} partitions have no total order (promises.ordering: total); use 1 partition, or "
                    "ordering: per-key",
                )
            ]
        )


def _assumed_retention(channel: Channel) -> Assumption:
    return Assumption(
        about=f"{channel.address}.retention.ms",
        assumed="7 days",
        because="no retention is stated; Apache Kafka keeps 168 hours by default",
    )


def _ask_retention(channel: Channel) -> Question:
    return Question(
        about=channel.address,
        question=f"How long may a service that receives {channel.address} be down, and how far back is it "
        "read again?",
        matters_because="a consumer that was away loses records older than the retention",
        answer_with=f"{'.'.join(map(str, channel.path))}.retention",
    )


def _ask_rate(channel: Channel) -> Question:
    return Question(
        about=channel.address,
        question=f"How many messages per second does {channel.address} carry, on average and at the peak?",
        matters_because="without it partitions follow from consumers only, and the cluster is not sized",
        answer_with=f"{'.'.join(map(str, channel.path))}.rate",
    )


def _ask_key(channel: Channel) -> Question:
    return Question(
        about=channel.address,
        question=f"Which records of {channel.address} must be read in order?",
        matters_because="records without a key are spread over partitions and read in any order; [] "
        "confirms that this is intended",
        answer_with=f"{'.'.join(map(str, channel.path))}.key",
    )


PATTERN = EventFlow()
