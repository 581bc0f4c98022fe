"""retry-dlq: what a consumer cannot handle is tried again later, and in the end put aside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta

from kafka_architect.designs.contributing.contribution import (
    Concession,
    Contribution,
    Delay,
    GroupDraft,
    Need,
    TopicDraft,
)
from kafka_architect.designs.contributing.needs import as_long_as
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import Assumption, Decision, FailureMode, Question
from kafka_architect.designs.model.topic import Kind, Load
from kafka_architect.designs.specification.model import Name, Naming
from kafka_architect.designs.specification.quantities import Duration

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.specification.landscape import Application

_DEFAULT_KEEP_S = 14 * 86_400.0
_DEFAULT_FIRST_S = 1.0
_DEFAULT_ATTEMPTS = 4
_LOST = "per-key order for records that are retried: later records of the key overtake them"


class RetryOptions(Options, frozen=True, kw_only=True):
    """Which flows, how often, how far apart, how long dead letters are kept.

    Attributes:
        services, topics: the flows; every flow when left out.
        attempts: how often a record is tried in all, the first time included; 1 has no retry topics.
        first_delay, multiplier, longest_delay: the delay before each retry, growing exponentially.
        dead_letters_kept: retention of the dead-letter topics.
        failing_share: share of records that fail at first, for the load of the retry topics.
        naming: spring (`-retry-1000`, `-dlt`) or plain (`.retry.1`, `.dlq`).
    """

    services: list[Name] = []
    topics: list[Name] = []
    attempts: Annotated[int, Meta(ge=1, le=20)] = _DEFAULT_ATTEMPTS
    first_delay: Duration | None = None
    multiplier: Annotated[float, Meta(ge=1, le=100)] = 2.0
    longest_delay: Duration | None = None
    dead_letters_kept: Duration | None = None
    failing_share: Annotated[float, Meta(gt=0, le=1)] | None = None
    naming: Literal["spring", "plain"] | None = None


class RetryDlq(Pattern[RetryOptions]):
    """Retry topics with growing delays and a dead-letter topic, for each flow."""

    name = "retry-dlq"
    options = RetryOptions
    page = Page(
        title="Retry topics and dead letters",
        summary="Records that fail are tried again after growing delays, then put into a dead-letter topic.",
        when=(
            "failures are of single records or of what they need for a while (another service is down)",
            "a record that cannot be handled must not stop those behind it",
        ),
        when_not=(
            "records of a key must be handled in order: retry in place (block the partition), with "
            "attempts: 1 here for the dead letters",
            "everything fails at once: a retry topic only moves the queue; pause the consumer",
        ),
        gives_up=(_LOST,),
        how="Per consumer group and topic: a retry topic per delay and one dead-letter topic, each with as "
        "many partitions as the main topic, because Spring's dead-letter publisher sends a record to the "
        "partition number it came from. Created topics never depend on auto-creation, which makes one "
        "partition.",
        sources=(
            "https://docs.spring.io/spring-kafka/reference/retrytopic.html",
            "https://docs.spring.io/spring-kafka/reference/kafka/annotation-error-handling.html#dead-letters",
            "spring-kafka issue 2432",
        ),
        example="- pattern: retry-dlq\n  services: [payment-service]\n  attempts: 4\n  first_delay: 1s\n"
        "  multiplier: 5\n  dead_letters_kept: 14d",
    )

    def contribute(self, use: Use[RetryOptions], draft: Draft) -> Contribution:
        """Retry and dead-letter topics of each flow that the use names."""
        flows = _flows(use, draft)
        topics: list[TopicDraft] = []
        groups: list[GroupDraft] = []
        for main, application in flows:
            made = _topics(main, application, use, draft)
            topics += made
            groups += _groups(made, application, _style(use, draft))
        return Contribution(
            topics=tuple(topics),
            groups=tuple(groups),
            concessions=tuple(_concession(main, application, use) for main, application in flows),
            failure_modes=tuple(
                mode for main, application in flows for mode in _failure_modes(main, application)
            ),
            decisions=(_decision(flows, use),) if flows else (),
            assumed=_assumed(use),
            questions=_questions(use) if flows else (),
        )


def delays_ms(options: RetryOptions) -> list[int]:
    """The delay before each retry, in milliseconds."""
    first = float(options.first_delay or _DEFAULT_FIRST_S) * 1000
    longest = float("inf") if options.longest_delay is None else options.longest_delay * 1000
    return [round(min(first * options.multiplier**index, longest)) for index in range(options.attempts - 1)]


def _flows(use: Use[RetryOptions], draft: Draft) -> list[tuple[TopicDraft, Application]]:
    landscape, options = draft.landscape, use.options
    services = {
        landscape.application(name, *use.at("services", index)).name
        for index, name in enumerate(options.services)
    }
    topics = {
        landscape.channel(name, *use.at("topics", index)).address for index, name in enumerate(options.topics)
    }
    stated = [(flow.channel.address, flow.application) for flow in landscape.flows]
    # Readers that other patterns added, where they read in the group of their service.
    added = [
        (topic.name, landscape.applications[name])
        for topic in draft.topics.values()
        for name in topic.receivers
        # A retried row of a compacted topic would overwrite a newer one.
        if topic.kind not in {Kind.RETRY, Kind.DEAD_LETTER, Kind.INTERNAL, Kind.REPLIES}
        and "compact" not in topic.cleanup[0]
        and name in landscape.applications
        and topic.name in draft.groups[landscape.applications[name].group].topics
    ]
    flows = {(topic, application.name): application for topic, application in (*stated, *added)}
    return [
        (draft.topic(topic), application)
        for (topic, _), application in flows.items()
        if (not services or application.name in services) and (not topics or topic in topics)
    ]


def _style(use: Use[RetryOptions], draft: Draft) -> str:
    naming = draft.landscape.specification.naming or Naming()
    return use.options.naming or naming.retry or "plain"


def _names(main: str, group: str, use: Use[RetryOptions], style: str) -> tuple[list[str], str]:
    """The retry topics in their order, and the dead-letter topic; Spring numbers equal delays."""
    delays = delays_ms(use.options)
    if style == "plain":
        return [f"{main}.{group}.retry.{n}" for n in range(1, len(delays) + 1)], f"{main}.{group}.dlq"
    repeated = len(set(delays)) < len(delays)
    suffixes = range(len(delays)) if repeated else delays
    return [f"{main}-{group}-retry-{one}" for one in suffixes], f"{main}-{group}-dlt"


def _topics(
    main: TopicDraft, application: Application, use: Use[RetryOptions], draft: Draft
) -> list[TopicDraft]:
    retries, dead = _names(main.name, application.group, use, _style(use, draft))
    kept = use.options.dead_letters_kept
    keep = Need(
        formula="dead_letters_kept_ms",
        inputs={"dead_letters_kept_ms": float(kept or _DEFAULT_KEEP_S) * 1000},
        source="the specification" if kept else "this project's choice: two weeks to notice and repair",
        assumed=kept is None,
    )
    dead_letters = TopicDraft(
        name=dead,
        kind=Kind.DEAD_LETTER,
        made_by=RetryDlq.name,
        use=use.options.name,
        stream=main.stream,
        description=f"Records of {main.name} that {application.name} gave up on.",
        owner=application.owner or main.owner,
        key=main.key,
        messages=main.messages,
        load=_load(main, use),
        follows=main.name,
        retention=(keep,),
        classification=main.classification,
        group=application.group,
        senders=(application.name,),
    )
    delays = delays_ms(use.options)
    retried = [
        replace(
            dead_letters,
            name=name,
            kind=Kind.RETRY,
            description=f"Records of {main.name} that {application.name} tries again after {delay:,} ms.",
            retention=(*as_long_as(main), _delay_need(delay)),
            receivers=(application.name,),
        )
        for name, delay in zip(retries, delays, strict=True)
    ]
    return [*retried, dead_letters]


def _delay_need(delay_ms: int) -> Need:
    return Need(
        formula="2 * delay_ms",
        inputs={"delay_ms": delay_ms},
        source="a record must be there when its delay is over",
    )


def _load(main: TopicDraft, use: Use[RetryOptions]) -> Load:
    share = use.options.failing_share
    if share is None or main.load.peak_messages_per_s is None:
        return Load(message_bytes=main.load.message_bytes)
    average = main.load.average_messages_per_s
    return Load(
        average_messages_per_s=None if average is None else average * share,
        peak_messages_per_s=main.load.peak_messages_per_s * share,
        message_bytes=main.load.message_bytes,
        because=f"{share:g} of {main.name}, at worst in every attempt",
    )


def _groups(topics: list[TopicDraft], application: Application, style: str) -> list[GroupDraft]:
    """Plain retries are read by the service's own group; Spring gives each retry topic one of its own."""
    retries = [one.name for one in topics if one.kind is Kind.RETRY]
    if not retries:
        return []
    if style == "plain":
        return [_group(application.group, application, tuple(retries))]
    return [
        _group(f"{application.group}{name[name.index('-retry-') :]}", application, (name,))
        for name in retries
    ]


def _group(name: str, application: Application, topics: tuple[str, ...]) -> GroupDraft:
    return GroupDraft(
        name=name,
        service=application.name,
        topics=topics,
        instances=application.service.instances,
        made_by=RetryDlq.name,
    )


def _concession(main: TopicDraft, application: Application, use: Use[RetryOptions]) -> Concession:
    retried = use.options.attempts > 1
    return Concession(
        topic=main.name,
        service=application.name,
        by=RetryDlq.name,
        gives_up=_LOST if retried else "the record that fails: it waits in the dead-letter topic",
        loses_order=retried,
        ordering="per key for records that succeed at once; retried records come later" if retried else "",
        delay=Delay(
            name="retry_ms", ms=sum(delays_ms(use.options)), because="a record that is retried, at most"
        )
        if retried
        else None,
    )


def _failure_modes(main: TopicDraft, application: Application) -> tuple[FailureMode, ...]:
    subject = f"{main.name} -> {application.name}"
    return (
        FailureMode(
            subject=subject,
            what="a record cannot be handled at all (poison message)",
            effect="it goes through all retries into the dead-letter topic; those behind it are handled",
            detection="records in the dead-letter topic: alert on the first",
            response="repair the cause, then send the dead letters to the first topic again, oldest first",
            pattern=RetryDlq.name,
        ),
        FailureMode(
            subject=subject,
            what="what the service needs is down, and every record fails",
            effect="everything moves through the retry topics into the dead letters, out of order",
            detection="rate of the first retry topic near that of the main topic",
            response="pause the consumer while more than a share of records fails (circuit breaker)",
            pattern=RetryDlq.name,
        ),
    )


def _decision(flows: list[tuple[TopicDraft, Application]], use: Use[RetryOptions]) -> Decision:
    delays = delays_ms(use.options)
    words = ", ".join(f"{one:,} ms" for one in delays) or "no retry"
    return Decision(
        pattern=RetryDlq.name,
        use=use.options.name,
        title=RetryDlq.page.title,
        applies_to=tuple(f"{main.name} -> {application.name}" for main, application in flows),
        because=f"a record that fails must not stop those behind it; delays: {words}",
        gives_up=(_LOST,) if delays else (),
        alternatives=(
            "retry in place: keeps order, and a poison message stops its partition",
            "attempts: 1: dead letters without retry topics",
        ),
    )


def _assumed(use: Use[RetryOptions]) -> tuple[Assumption, ...]:
    if use.options.first_delay is not None or use.options.attempts == 1:
        return ()
    return (
        Assumption(
            about="retry-dlq.first_delay",
            assumed="1 s, then doubled" if use.options.multiplier == 2 else "1 s",
            because="no first_delay is stated; it is this project's choice",
        ),
    )


def _questions(use: Use[RetryOptions]) -> tuple[Question, ...]:
    if use.options.failing_share is not None or use.options.attempts == 1:
        return ()
    return (
        Question(
            about="retry-dlq",
            question="Which share of records fails at first?",
            matters_because="it is the load of the retry topics; the cluster is sized without it until then",
            answer_with=f"patterns[{use.path[1] if use.path else 0}].failing_share",
        ),
    )


PATTERN = RetryDlq()
