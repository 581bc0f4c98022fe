"""exactly-once: what a service reads, computes and writes in Kafka is one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.contributing.contribution import ClientNeed, Concession, Contribution, Delay
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.promise import Decision, FailureMode
from kafka_architect.designs.model.topic import Setting
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft

_BROKER_MS = 900_000
_DEFAULT_COMMIT_S = 0.1


class ExactlyOnceOptions(Options, frozen=True, kw_only=True):
    """The services that read and write Kafka alone, and how long a transaction may be open."""

    services: list[Name]
    commit_interval: Duration | None = None


class ExactlyOnce(Pattern[ExactlyOnceOptions]):
    """Transactional producers, read_committed consumers."""

    name = "exactly-once"
    options = ExactlyOnceOptions
    page = Page(
        title="Exactly once, from topic to topic",
        summary="Reading, computing and writing within Kafka happen once, as one transaction.",
        when=("a service turns records of Kafka into records of Kafka: Streams, enrichment, aggregation",),
        when_not=(
            "the effect is outside of Kafka (a database, a mail, a payment): a transaction of Kafka does not "
            "cover it; use inbox",
        ),
        gives_up=("latency: readers see records when their transaction is committed, not before",),
        how="The producer has a transactional.id per instance and sends offsets within the transaction; "
        "consumers read with isolation.level=read_committed. An open transaction holds back every reader of "
        "its partitions, so that its time-out is a small multiple of the commit interval.",
        sources=(
            "KIP-98: exactly once delivery and transactional messaging",
            "KIP-447: producer scalability for exactly once semantics",
            "KIP-890: transactions server side defense",
        ),
        example="- pattern: exactly-once\n  services: [enricher]\n  commit_interval: 100ms",
    )

    def contribute(self, use: Use[ExactlyOnceOptions], draft: Draft) -> Contribution:
        """Settings of the clients, and what the flow delivers."""
        applications = [
            draft.landscape.application(name, *use.at("services", index))
            for index, name in enumerate(use.options.services)
        ]
        for one in applications:
            if not one.sends or not one.receives:
                raise InputError(
                    f"{one.name} must receive and send: exactly once covers what goes from topic to topic"
                )
        timeout = _timeout(use.options.commit_interval)
        needs = [
            need
            for one in applications
            for need in (
                ClientNeed(
                    service=one.name, role="producer", settings=_producer(one.group, timeout), by=self.name
                ),
                ClientNeed(service=one.name, role="consumer", settings=(_READ_COMMITTED,), by=self.name),
            )
        ]
        received = [
            (one.name, draft.landscape.channels[name].address)
            for one in applications
            for name in one.receives
        ]
        return Contribution(
            clients=tuple(needs),
            concessions=(
                *(
                    Concession(
                        topic=topic,
                        service=service,
                        by=self.name,
                        gives_up=self.page.gives_up[0],
                        delivers="exactly-once",
                        delivery="exactly once within Kafka; effects outside of it may happen twice",
                    )
                    for service, topic in received
                ),
                *_commits(use.options.commit_interval, [one.name for one in applications], draft),
            ),
            failure_modes=tuple(_hung(one.name) for one in applications),
            decisions=(
                Decision(
                    pattern=self.name,
                    use=use.options.name,
                    title=self.page.title,
                    applies_to=tuple(one.name for one in applications),
                    because="what is read and what is written must agree after every crash",
                    gives_up=self.page.gives_up,
                    alternatives=("inbox: at least once, and the consumer recognises what it did",),
                ),
            ),
        )


_READ_COMMITTED = Setting(
    key="isolation.level",
    value="read_committed",
    because="records of open and aborted transactions are not seen",
    source="KIP-98",
)


def _commits(commit: Duration | None, services: list[str], draft: Draft) -> list[Concession]:
    """Readers wait for the end of the transaction, on average half of it; at most all of it."""
    if commit is None:
        return []
    delay = Delay(
        name="commit_ms",
        ms=float(commit) * 1000,
        because="read_committed: a record is read when its transaction has committed",
        always=True,
    )
    return [
        Concession(topic=topic.name, by=ExactlyOnce.name, delay=delay)
        for topic in draft.topics.values()
        if set(topic.senders) & set(services)
    ]


def _timeout(commit: Duration | None) -> Figure:
    return Figure.of(
        "min(broker_maximum_ms, max(shortest_ms, 100 * commit_interval_ms))",
        unit="ms",
        source="an instance that hangs holds back readers for so long; a hundred commits is this project's "
        "choice, transaction.max.timeout.ms=900000 the brokers' limit",
        inputs={
            "broker_maximum_ms": _BROKER_MS,
            "shortest_ms": 10_000,
            "commit_interval_ms": float(commit or _DEFAULT_COMMIT_S) * 1000,
        },
        assumed=() if commit else ("commit_interval_ms",),
    )


def _producer(group: str, timeout: Figure) -> tuple[Setting, ...]:
    return (
        Setting(
            key="transactional.id",
            value=group,
            because="each instance adds its own suffix; the same after a restart, so that it fences its "
            "predecessor",
            source="KIP-98",
        ),
        Setting(
            key="transaction.timeout.ms",
            value=f"{timeout.value:.0f}",
            because="the longest that a hanging instance may hold back readers",
            source="KIP-98",
            figure=timeout,
        ),
    )


def _hung(service: str) -> FailureMode:
    return FailureMode(
        subject=service,
        what="an instance dies within a transaction",
        effect="readers of its partitions wait at the last stable offset until transaction.timeout.ms",
        detection="kafka-transactions.sh find-hanging; lag of read_committed consumers alone",
        response="restart with the same transactional.id, or abort with kafka-transactions.sh abort",
        pattern=ExactlyOnce.name,
    )


PATTERN = ExactlyOnce()
