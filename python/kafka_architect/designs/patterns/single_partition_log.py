"""single-partition-log: one partition on purpose, because the order of everything counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from kafka_architect.designs.contributing.contribution import Amendment, Concession, Contribution
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import FailureMode
from kafka_architect.designs.specification.model import Name

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft


class SinglePartitionOptions(Options, frozen=True, kw_only=True):
    """The topics, and why each record must be read after every one before it."""

    topics: list[Name]
    because: Annotated[str, Meta(min_length=1)]


class SinglePartitionLog(Pattern[SinglePartitionOptions]):
    """Pins the partitions to one."""

    name = "single-partition-log"
    options = SinglePartitionOptions
    page = Page(
        title="A log of exactly one partition",
        summary="The topic has one partition, so that all of its records have one order.",
        when=("a commit log, a control channel or a schema history: every record follows all before it",),
        when_not=("order matters per entity only: a key keeps that with any number of partitions",),
        gives_up=("parallelism: one consumer per group reads it, one broker leads it",),
        how="The number of partitions is fixed at one, with the reason, so that it is not raised later.",
        sources=("https://kafka.apache.org/documentation/#intro_concepts_and_terms",),
        example="- pattern: single-partition-log\n  topics: [ledger.events]\n"
        "  because: the ledger is replayed in the order of entry",
    )

    def contribute(self, use: Use[SinglePartitionOptions], draft: Draft) -> Contribution:
        """One partition for each topic."""
        names = [one.name for one in draft.topics_of(use.options.topics, use.at("topics"))]
        return Contribution(
            amendments=tuple(
                Amendment(topic=name, by=self.name, exactly=(1, use.options.because)) for name in names
            ),
            concessions=tuple(
                Concession(
                    topic=name,
                    by=self.name,
                    gives_up=self.page.gives_up[0],
                    ordering="total: the topic has one partition",
                )
                for name in names
            ),
            failure_modes=tuple(
                FailureMode(
                    subject=name,
                    what="its one consumer is slower than its senders",
                    effect="the lag grows, and no second consumer can help",
                    detection="consumer lag in seconds",
                    response="make the consumer faster, or split the log by what need not be ordered",
                    pattern=self.name,
                )
                for name in names
            ),
            decisions=(
                self.decided(
                    use,
                    names,
                    use.options.because,
                    alternatives=("a key: order per entity, any parallelism",),
                ),
            ),
        )


PATTERN = SinglePartitionLog()
