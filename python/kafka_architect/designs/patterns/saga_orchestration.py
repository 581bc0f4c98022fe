"""saga-orchestration: one service sends commands to the participants and knows the state of every saga."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from kafka_architect.designs.contributing.contribution import (
    Concession,
    Contribution,
    GroupDraft,
    Need,
    TopicDraft,
)
from kafka_architect.designs.contributing.needs import kafka_default, kept
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import Decision, FailureMode, Question, Step
from kafka_architect.designs.model.topic import Header, Kind, Load, Message
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Bytes, Duration, Rate
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.specification.landscape import Application

_HEADERS = (
    Header(name="sagaId", because="every message of a saga carries it"),
    Header(name="replyTo", because="participants reply to the orchestrator that sent the command"),
)


class Command(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A step: what the participant is told, and what takes it back; the last may have nothing to undo."""

    participant: Name
    command: Name
    compensation: Name | None = None


class OrchestrationOptions(Options, frozen=True, kw_only=True):
    """The orchestrator, the steps in their order, how many sagas, how long."""

    orchestrator: Name
    steps: Annotated[list[Command], Meta(min_length=1)]
    longest: Duration | None = None
    rate: Rate | None = None
    size: Bytes | None = None


class SagaOrchestration(Pattern[OrchestrationOptions]):
    """A command topic per participant, one reply topic, a compacted topic of states."""

    name = "saga-orchestration"
    options = OrchestrationOptions
    page = Page(
        title="Saga by orchestration",
        summary="One service drives the transaction: it sends commands, takes replies, and compensates.",
        when=(
            "a transaction has many steps, or its order changes",
            "the state of each transaction must be visible, and it must time out",
        ),
        when_not=("two or three services react to each other: use saga-choreography",),
        gives_up=(
            "isolation: others see the results of steps that are compensated later",
            "independence: without the orchestrator every saga stops",
        ),
        how="Each participant has a command topic, all answer to a reply topic of the orchestrator, and the "
        "state of each saga is the latest record of its sagaId in a compacted topic. The key of all is "
        "sagaId, so that the messages of a saga stay in order. Participants keep an inbox, because commands "
        "are sent again after a time-out.",
        sources=("https://microservices.io/patterns/data/saga.html", "SIGMOD 1987: Sagas"),
        example="- pattern: saga-orchestration\n  name: checkout\n  orchestrator: order-service\n"
        "  longest: 15 min\n  steps:\n"
        "    - {participant: payment-service, command: Pay, compensation: Refund}\n"
        "    - {participant: inventory-service, command: Reserve, compensation: Release}\n"
        "    - {participant: shipping-service, command: Ship}",
    )

    def contribute(self, use: Use[OrchestrationOptions], draft: Draft) -> Contribution:
        """Topics, groups and the sequence with its compensations."""
        options, landscape = use.options, draft.landscape
        if not options.name:
            raise InputError("a saga needs a name: its topics are called by it")
        orchestrator = landscape.application(options.orchestrator, *use.at("orchestrator"))
        participants = {
            step.participant: landscape.application(step.participant, *use.at("steps", index, "participant"))
            for index, step in enumerate(options.steps)
        }
        for index, step in enumerate(options.steps[:-1]):
            if step.compensation is None:
                raise InputError(
                    f"steps[{index}]: {step.command} has no compensation, and a later step may fail; add "
                    "one, or make it the last step"
                )
        commands = [_commands(one, orchestrator, use) for one in participants.values()]
        replies = _replies(orchestrator, tuple(participants), use)
        topics = (*commands, replies, _states(orchestrator, use))
        groups = [_group(one, topic) for one, topic in zip(participants.values(), commands, strict=True)]
        return Contribution(
            topics=topics,
            groups=(*groups, _group(orchestrator, replies)),
            concessions=tuple(
                Concession(topic=one.name, by=self.name, gives_up=text)
                for one in topics
                for text in self.page.gives_up
            ),
            failure_modes=_failure_modes(options.name),
            decisions=(
                Decision(
                    pattern=self.name,
                    use=options.name,
                    title=f"{self.page.title}: {options.name}",
                    applies_to=tuple(one.name for one in topics),
                    because=f"{len(options.steps)} steps whose state one service must know",
                    gives_up=self.page.gives_up,
                    alternatives=("saga-choreography: services react to each other, without a coordinator",),
                    steps=tuple(_sequence(options, commands, replies.name)),
                ),
            ),
            questions=() if options.longest else (_ask_longest(use),),
        )


def _retention(use: Use[OrchestrationOptions]) -> tuple[Need, ...]:
    if use.options.longest is None:
        return (kafka_default(),)
    source = "a saga that starts over must find its messages (this project's choice)"
    return (kept("longest_saga", use.options.longest, source, times=2), kafka_default())


def _load(use: Use[OrchestrationOptions], messages_per_saga: int) -> Load:
    rate, size = use.options.rate, use.options.size
    if rate is None or size is None or rate.in_bytes:
        return Load(message_bytes=None if size is None else float(size))
    return Load(
        average_messages_per_s=None if rate.average is None else rate.average * messages_per_saga,
        peak_messages_per_s=(rate.peak or rate.average or 0.0) * messages_per_saga,
        message_bytes=float(size),
        because=f"{messages_per_saga} messages per saga",
    )


def _commands(
    participant: Application, orchestrator: Application, use: Use[OrchestrationOptions]
) -> TopicDraft:
    steps = [one for one in use.options.steps if one.participant == participant.name]
    words = [word for one in steps for word in (one.command, one.compensation) if word is not None]
    return TopicDraft(
        name=f"{use.options.name}.{participant.name}.commands",
        kind=Kind.COMMANDS,
        made_by=SagaOrchestration.name,
        use=use.options.name,
        description=f"What {orchestrator.name} tells {participant.name} to do, and to take back.",
        owner=orchestrator.owner,
        key=("sagaId",),
        messages=tuple(Message(name=one) for one in dict.fromkeys(words)),
        headers=_HEADERS,
        load=_load(use, len(steps)),
        retention=_retention(use),
        senders=(orchestrator.name,),
        receivers=(participant.name,),
    )


def _replies(
    orchestrator: Application, participants: tuple[str, ...], use: Use[OrchestrationOptions]
) -> TopicDraft:
    return TopicDraft(
        name=f"{use.options.name}.replies",
        kind=Kind.REPLIES,
        made_by=SagaOrchestration.name,
        use=use.options.name,
        description=f"What the participants answer {orchestrator.name}.",
        owner=orchestrator.owner,
        key=("sagaId",),
        messages=(Message(name="StepDone"), Message(name="StepFailed")),
        headers=_HEADERS[:1],
        load=_load(use, len(use.options.steps)),
        retention=_retention(use),
        senders=participants,
        receivers=(orchestrator.name,),
    )


def _states(orchestrator: Application, use: Use[OrchestrationOptions]) -> TopicDraft:
    return TopicDraft(
        name=f"{use.options.name}.state",
        kind=Kind.STATE,
        made_by=SagaOrchestration.name,
        use=use.options.name,
        description="Where each saga is; a record without value: it has ended.",
        owner=orchestrator.owner,
        key=("sagaId",),
        messages=(Message(name="SagaState"),),
        cleanup=("compact", "the latest state of each saga is what a restarted orchestrator needs"),
        senders=(orchestrator.name,),
        receivers=(orchestrator.name,),
    )


def _group(application: Application, topic: TopicDraft) -> GroupDraft:
    return GroupDraft(
        name=application.group,
        service=application.name,
        topics=(topic.name,),
        instances=application.service.instances,
        made_by=SagaOrchestration.name,
    )


def _sequence(options: OrchestrationOptions, commands: list[TopicDraft], replies: str) -> list[Step]:
    """All steps, then what is sent when the last fails: the compensations backwards."""
    orchestrator = options.orchestrator
    topics = {one.receivers[0]: one.name for one in commands}
    found = []
    for step in options.steps:
        found.append(
            Step(
                sender=orchestrator,
                receiver=step.participant,
                message=step.command,
                topic=topics[step.participant],
            )
        )
        found.append(
            Step(
                sender=step.participant,
                receiver=orchestrator,
                message="StepDone or StepFailed",
                topic=replies,
            )
        )
    found += [
        Step(
            sender=orchestrator,
            receiver=step.participant,
            message=step.compensation,
            topic=topics[step.participant],
            compensates=step.command,
        )
        for step in reversed(options.steps)
        if step.compensation is not None
    ]
    return found


def _failure_modes(name: str) -> tuple[FailureMode, ...]:
    by = SagaOrchestration.name
    return (
        FailureMode(
            subject=name,
            what="the orchestrator is down",
            effect="all sagas stop; commands and replies wait in their topics",
            detection="lag of its group on the reply topic",
            response="start another instance: it reads the states from the compacted topic and continues",
            pattern=by,
        ),
        FailureMode(
            subject=name,
            what="a reply is lost or late",
            effect="the saga waits",
            detection="sagas whose state is older than the time-out of a step",
            response="send the command again; the participant's inbox makes that harmless",
            pattern=by,
        ),
        FailureMode(
            subject=name,
            what="a compensation fails",
            effect="the saga can neither proceed nor be undone",
            detection="sagas in the state compensating for longer than a limit",
            response="retry without end, with an alert: compensations must not be refused",
            pattern=by,
        ),
    )


def _ask_longest(use: Use[OrchestrationOptions]) -> Question:
    return Question(
        about=use.options.name,
        question=f"How long may {use.options.name} take?",
        matters_because="topics must keep records for the longest saga, and the orchestrator times out by it",
        answer_with=f"patterns[{use.path[1] if use.path else 0}].longest",
    )


PATTERN = SagaOrchestration()
