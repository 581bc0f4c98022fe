"""inbox: a consumer that recognises what it handled, so that a record handled again changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.contributing.contribution import Amendment, Concession, Contribution
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import Decision, FailureMode, Question
from kafka_architect.designs.model.topic import Header
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft


class InboxOptions(Options, frozen=True, kw_only=True):
    """The services, and how long they remember what they handled."""

    services: list[Name]
    remembered: Duration | None = None


class Inbox(Pattern[InboxOptions]):
    """Every record carries an id; the service stores it with the effect."""

    name = "inbox"
    options = InboxOptions
    page = Page(
        title="Inbox: the idempotent consumer",
        summary="The service stores the id of each record with its effect, and skips what it knows.",
        when=("an effect must not happen twice: a payment, a mail, a reservation",),
        when_not=("the effect is an upsert by key: handling it again changes nothing anyway",),
        gives_up=("storage: the ids must be kept for as long as a record may come again",),
        how="Senders put a messageId into a header. The consumer inserts it into a table with a unique key, "
        "in the same database transaction as the effect; what is there already is skipped. Consumer settings "
        "cannot do this: enable.idempotence is a producer's setting.",
        sources=("https://microservices.io/patterns/communication-style/idempotent-consumer.html",),
        example="- pattern: inbox\n  services: [payment-service]\n  remembered: 7d",
    )

    def contribute(self, use: Use[InboxOptions], draft: Draft) -> Contribution:
        """A header on what the services receive, and what their flows deliver."""
        applications = [
            draft.landscape.application(name, *use.at("services", index))
            for index, name in enumerate(use.options.services)
        ]
        received = [
            (one.name, draft.landscape.channels[name].address)
            for one in applications
            for name in one.receives
        ]
        header = Header(name="messageId", because="receivers recognise what they handled already")
        return Contribution(
            amendments=tuple(
                Amendment(topic=topic, by=self.name, headers=(header,))
                for topic in dict.fromkeys(topic for _, topic in received)
            ),
            concessions=tuple(
                Concession(
                    topic=topic,
                    service=service,
                    by=self.name,
                    delivers="exactly-once",
                    delivery="at least once, and handled once: the service recognises what comes again",
                )
                for service, topic in received
            ),
            failure_modes=tuple(_forgotten(one.name) for one in applications),
            decisions=(
                Decision(
                    pattern=self.name,
                    use=use.options.name,
                    title=self.page.title,
                    applies_to=tuple(one.name for one in applications),
                    because="a record may be delivered again after a crash, a rebalance or a retry",
                    gives_up=self.page.gives_up,
                    alternatives=("exactly-once: where the effect is in Kafka too",),
                ),
            ),
            questions=()
            if use.options.remembered is not None
            else (
                Question(
                    about=", ".join(use.options.services),
                    question="For how long may a record come again (replay, restored backup)?",
                    matters_because="a forgotten id allows a second effect",
                    answer_with=f"patterns[{use.path[1] if use.path else 0}].remembered",
                ),
            ),
        )


def _forgotten(service: str) -> FailureMode:
    return FailureMode(
        subject=service,
        what="a record comes again after its id was removed from the inbox",
        effect="the effect happens twice",
        detection="the oldest id in the inbox is younger than the retention of a topic",
        response="keep ids for as long as the topics keep records, and longer than any replay",
        pattern=Inbox.name,
    )


PATTERN = Inbox()
