"""claim-check: large payloads are in an object store; the record carries the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.contributing.contribution import Amendment, Contribution
from kafka_architect.designs.contributing.needs import longest_ms
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import FailureMode, Question
from kafka_architect.designs.model.topic import Header
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft

_HOUR_MS = 3_600_000


class ClaimCheckOptions(Options, frozen=True, kw_only=True):
    """The topics, how long the store keeps objects, how far behind the slowest reader may be."""

    topics: list[Name]
    objects_kept: Duration | None = None
    longest_lag: Duration | None = None


class ClaimCheck(Pattern[ClaimCheckOptions]):
    """A header with the reference; objects live longer than records."""

    name = "claim-check"
    options = ClaimCheckOptions
    page = Page(
        title="Claim check",
        summary="The payload is stored in an object store; the record carries a reference to it.",
        when=("messages are larger than about 1 MB: documents, images, batches",),
        when_not=("payloads are small: the object store is a second system to read, secure and clean up",),
        gives_up=("a single place for the data: a record may lose its object, or an object its record",),
        how="The sender puts the object, then sends the record with the header claimCheck. Objects must "
        "be kept for longer than records and lag together, or a late reader finds a dangling reference.",
        sources=("https://www.enterpriseintegrationpatterns.com/StoreInLibrary.html",),
        example="- pattern: claim-check\n  topics: [scans.events]\n  objects_kept: 30d",
    )

    def contribute(self, use: Use[ClaimCheckOptions], draft: Draft) -> Contribution:
        """A header; a lifetime of objects that is too short is refused."""
        topics = draft.topics_of(use.options.topics, use.at("topics"))
        kept, lag_ms = use.options.objects_kept, float(use.options.longest_lag or 0.0) * 1000
        for one in topics:
            if kept is not None and kept * 1000 < longest_ms(one) + lag_ms:
                longest = longest_ms(one) + lag_ms
                words = f"{longest / _HOUR_MS:g} h" if longest < float("inf") else "forever"
                raise InputError(
                    f"objects_kept {kept / 3600:g} h is shorter than {one.name} keeps references "
                    f"({words}, lag "
                    "included): late readers would find dangling references; keep objects longer"
                )
        names = [one.name for one in topics]
        header = Header(name="claimCheck", because="location of the payload")
        return Contribution(
            amendments=tuple(Amendment(topic=name, by=self.name, headers=(header,)) for name in names),
            concessions=self.conceded(names),
            failure_modes=tuple(mode for name in names for mode in _failure_modes(name)),
            decisions=(
                self.decided(
                    use,
                    names,
                    "payloads are larger than brokers and consumers should hold",
                    alternatives=("max.message.bytes raised on topic, broker and consumers", "compression"),
                ),
            ),
            questions=()
            if kept is not None
            else (
                Question(
                    about=", ".join(names),
                    question="How long does the object store keep objects?",
                    matters_because="objects must outlive the records that refer to them",
                    answer_with=f"patterns[{use.path[1] if use.path else 0}].objects_kept",
                ),
            ),
        )


def _failure_modes(topic: str) -> tuple[FailureMode, ...]:
    by = ClaimCheck.name
    return (
        FailureMode(
            subject=topic,
            what="the object was deleted, but the record still exists (dangling reference)",
            effect="the consumer cannot handle the record",
            detection="dead letters with the reason not found",
            response="keep objects for longer than records and lag; restore from the sender",
            pattern=by,
        ),
        FailureMode(
            subject=topic,
            what="the object was uploaded, but the record was never sent (orphan)",
            effect="storage used by unreferenced objects",
            detection="objects older than the retention of the topic",
            response="a lifetime rule in the object store",
            pattern=by,
        ),
    )


PATTERN = ClaimCheck()
