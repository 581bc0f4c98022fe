"""saga-choreography: services carry out a business transaction by reacting to each other's events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kafka_architect.designs.contributing.contribution import Amendment, Concession, Contribution, Need
from kafka_architect.designs.contributing.needs import kept
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import Decision, FailureMode, Question, Step
from kafka_architect.designs.model.topic import Header
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.specification.landscape import Channel, Landscape


_HEADERS = (
    Header(name="sagaId", because="every message of a saga carries it: services find their part by it"),
)


class SagaStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One reaction: `service` receives `on` and sends `sends`, or `or_sends` where it cannot.

    `compensates` names the message whose effect this step takes back. A step without `sends` ends the saga.
    """

    on: Name
    service: Name
    sends: Name | None = None
    or_sends: Name | None = None
    compensates: Name | None = None


class SagaOptions(Options, frozen=True, kw_only=True):
    """The steps of a saga and the longest time that one may take."""

    steps: list[SagaStep]
    longest: Duration | None = None


class SagaChoreography(Pattern[SagaOptions]):
    """Checks the steps against the flows, keeps records for two sagas, and draws the sequence."""

    name = "saga-choreography"
    options = SagaOptions
    page = Page(
        title="Saga by choreography",
        summary="Each service reacts to an event, does its part and sends the next; compensations undo.",
        when=(
            "a transaction spans a few services, and each step can be undone by a later event",
            "the order of steps rarely changes",
        ),
        when_not=(
            "there are more than four or five steps, or each transaction needs monitoring and a timeout: "
            "use saga-orchestration",
        ),
        gives_up=(
            "isolation: others see the results of steps that are compensated later",
            "order between topics: two events of one saga in two topics may be seen in any order",
        ),
        how="Every message carries a sagaId header, services ignore a saga step that they have already "
        "done (inbox), and send through an outbox, so that database and topic cannot disagree. Topics keep "
        "records for at least twice the longest saga.",
        sources=(
            "H. Garcia-Molina, K. Salem: Sagas, SIGMOD 1987",
            "https://kafka.apache.org/documentation/#semantics",
        ),
        example="""\
- pattern: saga-choreography
  name: checkout
  longest: 15 min
  steps:
    - {on: OrderCreated, service: payment-service, sends: PaymentAuthorized, or_sends: PaymentDeclined}
    - {on: PaymentDeclined, service: order-service, sends: OrderCancelled, compensates: OrderCreated}
    - {on: OrderCancelled, service: notification-service}""",
    )

    def contribute(self, use: Use[SagaOptions], draft: Draft) -> Contribution:
        """Retention for the saga's topics, the sequence, and how it fails."""
        landscape, steps = draft.landscape, use.options.steps
        channels = _checked(use, landscape)
        _refuse_endless(use)
        names = tuple(one.address for one in channels)
        title = use.options.name or "saga"
        return Contribution(
            amendments=tuple(
                Amendment(
                    topic=one.address, by=self.name, retention=_needs(use.options.longest), headers=_HEADERS
                )
                for one in channels
            ),
            concessions=tuple(
                Concession(topic=name, by=self.name, gives_up=text)
                for name in names
                for text in self.page.gives_up
            ),
            failure_modes=_failure_modes(title),
            decisions=(
                Decision(
                    pattern=self.name,
                    use=use.options.name,
                    title=f"{self.page.title}: {title}",
                    applies_to=names,
                    because=f"{len(steps)} steps that can each be undone by a later event",
                    gives_up=self.page.gives_up,
                    alternatives=("saga-orchestration: one service knows the state of every saga",),
                    steps=tuple(_sequence(use, landscape)),
                ),
            ),
            questions=()
            if use.options.longest is not None
            else (
                Question(
                    about=title,
                    question=f"How long may {title} take from its first event to its last?",
                    matters_because="topics must keep records for the longest saga, and a saga that takes "
                    "longer must be compensated",
                    answer_with=f"patterns[{use.path[1] if use.path else 0}].longest",
                ),
            ),
        )


def _needs(longest: Duration | None) -> tuple[Need, ...]:
    if longest is None:
        return ()
    source = "a saga that starts over must find its first event (this project's choice)"
    return (kept("longest_saga", longest, source, times=2),)


def _checked(use: Use[SagaOptions], landscape: Landscape) -> list[Channel]:
    """The channels of all steps; services must receive and send what the steps say."""
    found: dict[str, Channel] = {}
    for index, step in enumerate(use.options.steps):
        service = landscape.application(step.service, *use.at("steps", index, "service"))
        received = landscape.channel(step.on, *use.at("steps", index, "on"))
        found[received.name] = received
        if received.name not in service.receives:
            landscape.read.refuse(
                [
                    (
                        use.at("steps", index, "on"),
                        f"{step.service} does not receive {received.name}, which has {step.on}; add it to "
                        f"services.{step.service}.receives",
                    )
                ]
            )
        for field in ("sends", "or_sends"):
            message = getattr(step, field)
            if message is None:
                continue
            sent = landscape.channel(message, *use.at("steps", index, field))
            found[sent.name] = sent
            if sent.name not in service.sends:
                landscape.read.refuse(
                    [
                        (
                            use.at("steps", index, field),
                            f"{step.service} does not send {sent.name}, which has {message}; add it to "
                            f"services.{step.service}.sends",
                        )
                    ]
                )
    if not found:
        raise InputError("a saga needs steps")
    return list(found.values())


def _refuse_endless(use: Use[SagaOptions]) -> None:
    """Every message must lead to an end: walk back from the ends, what is not reached runs forever."""
    steps = use.options.steps
    reactions: dict[str, list[int]] = {}
    for index, step in enumerate(steps):
        reactions.setdefault(step.on, []).append(index)
    sent = {message for step in steps for message in (step.sends, step.or_sends) if message is not None}
    ending = {message for message in sent | set(reactions) if message not in reactions}
    ending |= {step.on for step in steps if step.sends is None and step.or_sends is None}
    grown = True
    while grown:
        more = {step.on for step in steps if step.on not in ending and ({step.sends, step.or_sends} & ending)}
        grown = bool(more)
        ending |= more
    endless = next((index for index, step in enumerate(steps) if step.on not in ending), None)
    if endless is not None:
        raise InputError(
            f"steps[{endless}]: the saga never ends after {steps[endless].on}: its steps lead back to "
            "themselves; add a step that sends nothing, or or_sends where it gives up"
        )


def _sequence(use: Use[SagaOptions], landscape: Landscape) -> list[Step]:
    """The messages in the order of the steps, each from the service that sends it."""
    senders: dict[str, str] = {}
    for step in use.options.steps:
        for message in (step.sends, step.or_sends):
            if message is not None:
                senders.setdefault(message, step.service)
    found = []
    for step in use.options.steps:
        channel = landscape.channel(step.on)
        sender = senders.get(step.on) or next(iter(landscape.senders(channel.name)), "?")
        found.append(Step(sender=sender, receiver=step.service, message=step.on, topic=channel.address))
        found += [
            Step(
                sender=step.service,
                receiver=landscape.channel(message).address,
                message=message,
                topic=landscape.channel(message).address,
                compensates=step.compensates or "",
            )
            for message in (step.sends, step.or_sends)
            if message is not None and message not in {one.on for one in use.options.steps}
        ]
    return found


def _failure_modes(title: str) -> tuple[FailureMode, ...]:
    by = SagaChoreography.name
    return (
        FailureMode(
            subject=title,
            what="a step never happens, and no service owns the timeout of the whole saga",
            effect="the saga stays incomplete, and no alert is raised",
            detection="sagas without a final event after the longest time, counted by a service that reads "
            "all topics of the saga",
            response="give one service a timer that sends the compensation, or use saga-orchestration",
            pattern=by,
        ),
        FailureMode(
            subject=title,
            what="a service handles an event twice (redelivery after a crash or rebalance)",
            effect="money is taken twice, stock is reserved twice",
            detection="two inbox entries of one sagaId and step",
            response="record sagaId and step in the same database transaction as the effect (inbox)",
            pattern=by,
        ),
        FailureMode(
            subject=title,
            what="a service commits to its database and fails before it sends the event",
            effect="the saga stops, although the step was done",
            detection="outbox rows that were not sent",
            response="write event and state in one database transaction and send from there (outbox)",
            pattern=by,
        ),
    )


PATTERN = SagaChoreography()
