"""dead-letter-redrive: one application replays dead letters, oldest first, and parks what fails again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta

from kafka_architect.designs.contributing.contribution import (
    Amendment,
    ClientNeed,
    Concession,
    Contribution,
    GroupDraft,
)
from kafka_architect.designs.contributing.needs import kept
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.promise import FailureMode, Question
from kafka_architect.designs.model.topic import Header, Kind, Load, Setting
from kafka_architect.designs.specification import model as specification
from kafka_architect.designs.specification.landscape import Application
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Count, Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.contribution import TopicDraft
    from kafka_architect.designs.contributing.draft import Draft

_DEFAULT_KEEP_S = 90 * 86_400.0
_LATE = "per-key order for replayed records: they come after later records of their key"


class RedriveOptions(Options, frozen=True, kw_only=True):
    """Whose dead letters, where they are sent, how often, how fast, and how long parked ones are kept.

    Attributes:
        services: whose dead letters; every dead-letter topic when left out.
        application: the service that replays; an operator starts and stops it.
        into: retry sends to the consumer group's own first retry topic where it has one, main to the topic
            that the records came from, which every group reads.
        attempts: how often a record is replayed before it is parked.
        backlog, records_per_s: how many dead letters there may be, and how many are replayed per second.
        parked_kept: retention of the parking topics.
    """

    services: list[Name] = []
    application: Name = "dead-letter-redrive"
    into: Literal["retry", "main"] = "retry"
    attempts: Annotated[int, Meta(ge=1, le=20)] = 1
    backlog: Count | None = None
    records_per_s: Annotated[float, Meta(gt=0, le=1e9)] | None = None
    parked_kept: Duration | None = None


class DeadLetterRedrive(Pattern[RedriveOptions]):
    """An application that reads dead-letter topics, and a parking topic for each."""

    name = "dead-letter-redrive"
    options = RedriveOptions
    page = Page(
        title="Redrive of dead letters",
        summary="One application replays dead letters, oldest first; a record that fails again is parked.",
        when=(
            "the cause of dead letters can be repaired, and the records are still worth handling",
            "replaying must be a routine operation with permissions and limits, not an ad hoc script",
        ),
        when_not=(
            "a late record does harm: a price, a position, a reservation that has expired; drop it or "
            "correct it at the source",
            "the handler is not idempotent: a replayed record may have been handled in part already; add "
            "inbox first",
        ),
        gives_up=(_LATE,),
        how="The application is stopped by default; an operator starts it after the cause is repaired. It "
        "reads with one instance, so that each partition is replayed in the order of the dead letters, and "
        "sends key, value and headers unchanged in one transaction with its offsets, so that a crash "
        "replays no record twice. By default a record goes to the retry topic of the group that failed: "
        "sent to the main topic, every other group would get it a second time. The header redriveAttempt "
        "counts; a record above the limit goes to the parking topic, where a person decides.",
        sources=(
            "https://www.enterpriseintegrationpatterns.com/patterns/messaging/DeadLetterChannel.html",
            "KIP-98: exactly once delivery and transactional messaging",
        ),
        example="- pattern: dead-letter-redrive\n  services: [payment-service]\n  attempts: 2\n"
        "  backlog: 100k\n  records_per_s: 200\n  parked_kept: 90d",
    )

    def contribute(self, use: Use[RedriveOptions], draft: Draft) -> Contribution:
        """The application, its group, and what it reads, sends and parks."""
        options = use.options
        dead = _dead_letters(use, draft)
        targets = {one.name: _target(one, options, draft) for one in dead}
        # A name, so that two dead-letter topics of one main topic amend it once.
        resent = tuple(dict.fromkeys(targets.values()))
        header = Header(name="redriveAttempt", because="how often the record was replayed")
        name = options.application
        return Contribution(
            applications=(_application(name, dead),),
            topics=tuple(_parking(one, use) for one in dead),
            amendments=(
                *(Amendment(topic=one.name, by=self.name, receivers=(name,)) for one in dead),
                *(Amendment(topic=one, by=self.name, senders=(name,), headers=(header,)) for one in resent),
            ),
            groups=(
                GroupDraft(
                    name=name,
                    service=name,
                    topics=tuple(one.name for one in dead),
                    instances=1,
                    made_by=self.name,
                ),
            ),
            clients=_clients(name),
            concessions=tuple(_concession(one, targets[one.name], draft) for one in dead),
            failure_modes=tuple(mode for one in dead for mode in _failure_modes(one.name, name)),
            decisions=(
                self.decided(
                    use,
                    [f"{one.name} -> {targets[one.name]}" for one in dead],
                    f"{name} alone replays, oldest first, at most {options.attempts} times; "
                    f"{_time_to_replay(options)}",
                    alternatives=(
                        "into: main: where the failing group has no retry topic, or all groups missed it",
                        "correcting at the source: the sender sends a new record",
                    ),
                ),
            ),
            questions=() if options.backlog and options.records_per_s else (_ask_limit(use, name),),
        )


def _dead_letters(use: Use[RedriveOptions], draft: Draft) -> list[TopicDraft]:
    groups = {one.group for one in draft.services_of(use.options.services, use.at("services"))}
    found = [
        one
        for one in draft.topics.values()
        if one.kind is Kind.DEAD_LETTER and one.follows and (not groups or one.group in groups)
    ]
    if not found:
        whose = f" of {', '.join(use.options.services)}" if use.options.services else ""
        raise InputError(
            f"dead-letter-redrive finds no dead-letter topic{whose}; add retry-dlq or share-group to patterns"
        )
    return found


def _target(dead: TopicDraft, options: RedriveOptions, draft: Draft) -> str:
    retries = (
        one.name
        for one in draft.topics.values()
        if one.kind is Kind.RETRY and one.follows == dead.follows and one.group == dead.group
    )
    return next(retries, dead.follows) if options.into == "retry" else dead.follows


def _application(name: str, dead: list[TopicDraft]) -> Application:
    return Application(
        name=name,
        group=name,
        principal=f"User:{name}",
        owner=dead[0].owner,
        client="java",
        service=specification.Service(
            description="Replays dead letters; an operator starts it.", instances=1
        ),
        sends=(),
        receives=(),
    )


def _parking(dead: TopicDraft, use: Use[RedriveOptions]) -> TopicDraft:
    stated = use.options.parked_kept
    return replace(
        dead,
        name=f"{dead.name}.parked",
        made_by=DeadLetterRedrive.name,
        use=use.options.name,
        description=f"Records of {dead.name} that failed again after being replayed; a person decides.",
        load=Load(message_bytes=dead.load.message_bytes),
        retention=(
            kept(
                "parked_kept",
                float(stated or _DEFAULT_KEEP_S),
                "the specification" if stated else "this project's choice: a quarter for a person to decide",
                assumed=stated is None,
            ),
        ),
        settings=(),
        senders=(use.options.application,),
        receivers=(),
    )


def _clients(name: str) -> tuple[ClientNeed, ...]:
    return (
        ClientNeed(
            service=name,
            role="producer",
            by=DeadLetterRedrive.name,
            settings=(
                Setting(
                    key="transactional.id",
                    value=name,
                    because="the replayed record and the offset of the dead letter are committed together",
                    source="KIP-98",
                ),
            ),
        ),
        ClientNeed(
            service=name,
            role="consumer",
            by=DeadLetterRedrive.name,
            settings=(
                Setting(
                    key="max.poll.records",
                    value="100",
                    because="small transactions; between polls the rate limit can wait",
                    source="https://kafka.apache.org/documentation/#consumerconfigs_max.poll.records",
                ),
            ),
        ),
    )


def _concession(dead: TopicDraft, target: str, draft: Draft) -> Concession:
    """Into the main topic every group is concerned, else the group that failed."""
    main = target == dead.follows
    service = "" if main else next(iter(draft.topic(target).receivers), "")
    return Concession(
        topic=dead.follows,
        service=service,
        by=DeadLetterRedrive.name,
        gives_up=f"{_LATE}; every group of {target} gets them again" if main else _LATE,
        loses_order=True,
        ordering="per key for records that succeed at once; retried and replayed records come later",
    )


def _failure_modes(dead: str, application: str) -> tuple[FailureMode, ...]:
    by = DeadLetterRedrive.name
    return (
        FailureMode(
            subject=dead,
            what="dead letters are replayed before the cause is repaired",
            effect="they fail again, and after the last attempt they are in the parking topic",
            detection="rate of the dead-letter topic rises while the redrive runs",
            response=f"stop {application}; repair the cause; replay one record first, then the rest",
            pattern=by,
        ),
        FailureMode(
            subject=dead,
            what="dead letters expire before they are replayed",
            effect="they are deleted and lost",
            detection="age of the oldest dead letter against retention.ms",
            response="alert on the first dead letter; raise retention.ms before the deadline",
            pattern=by,
        ),
    )


def _time_to_replay(options: RedriveOptions) -> str:
    if options.backlog is None or options.records_per_s is None:
        return "how long it takes is unknown"
    figure = Figure.of(
        "backlog / records_per_s / 3600",
        unit="h",
        source="the rate limit of the redrive",
        inputs={"backlog": float(options.backlog), "records_per_s": options.records_per_s},
    )
    return f"{float(options.backlog):,.0f} records take {figure.value:.2g} h ({figure.formula})"


def _ask_limit(use: Use[RedriveOptions], name: str) -> Question:
    return Question(
        about=name,
        question="How many dead letters may there be, and how many per second may be replayed?",
        matters_because="replayed records come on top of the usual load of the consumers",
        answer_with=f"patterns[{use.path[1] if use.path else 0}].backlog and records_per_s",
    )


PATTERN = DeadLetterRedrive()
