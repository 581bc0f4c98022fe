"""active-active: several regions take writes, each has a copy of the others'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from kafka_architect.designs.contributing.contribution import Concession, Contribution, Delay
from kafka_architect.designs.contributing.mirroring import (
    PREFIXED,
    mirror_settings,
    mirrored,
    refuse_stricter_promises,
)
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.moving import Mirror
from kafka_architect.designs.model.promise import FailureMode, Question
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft

_REPLICAS = 3
_DEFAULT_LAG_S = 60.0


class ActiveActiveOptions(Options, frozen=True, kw_only=True):
    """The regions, the topics, how far behind the copies may be, and who wins a conflict."""

    regions: Annotated[list[Name], Meta(min_length=2, max_length=10)]
    topics: list[Name] = []
    longest_lag: Duration | None = None
    conflicts: Annotated[str, Meta(max_length=2000)] = ""


class ActiveActive(Pattern[ActiveActiveOptions]):
    """A mirror in each direction, with the origin in the names."""

    name = "active-active"
    options = ActiveActiveOptions
    page = Page(
        title="Several active regions",
        summary="Every region takes writes; mirrors bring the others' records under names with their origin.",
        when=("clients write to the nearest region, and each region must keep working without the other",),
        when_not=(
            "an entity can be changed in two regions at once, and no rule resolves the conflict",
            "one region would do: active-passive is simpler",
        ),
        gives_up=(
            "one order per key: each origin has its own, and they meet in any order",
            "the tail: records that were not copied when a region was lost",
        ),
        how="Each pair of regions has a mirror in both directions. Mirrored topics are origin.topic, so "
        "that no record is mirrored back, and consumers read both names. Consumers are idempotent, and a "
        "rule decides conflicts.",
        sources=("KIP-382: MirrorMaker 2.0", "https://kafka.apache.org/documentation/#georeplication"),
        example="- pattern: active-active\n  regions: [eu, us]\n  conflicts: the later updatedAt wins",
    )

    def contribute(self, use: Use[ActiveActiveOptions], draft: Draft) -> Contribution:
        """A mirror for each ordered pair of regions."""
        options = use.options
        again = next((one for one in options.regions if options.regions.count(one) > 1), None)
        if again is not None:
            raise InputError(f"the region {again!r} is named twice")
        topics = mirrored(options.topics, use.at("topics"), draft)
        names = tuple(one.name for one in topics)
        lag_s = float(options.longest_lag or _DEFAULT_LAG_S)
        refuse_stricter_promises(topics, lag_s)
        return Contribution(
            mirrors=tuple(
                Mirror(
                    source=source,
                    target=target,
                    topics=names,
                    renamed={name: f"{source}.{name}" for name in names},
                    settings=mirror_settings(PREFIXED, _REPLICAS, lag_s, len(names)),
                    made_by=self.name,
                )
                for source in options.regions
                for target in options.regions
                if source != target
            ),
            concessions=tuple(
                Concession(
                    topic=name,
                    by=self.name,
                    gives_up=text,
                    loses_order=True,
                    ordering="per key and origin",
                    delay=Delay(name="mirror_ms", ms=lag_s * 1000, because="records of other regions"),
                    copied=True,
                    behind_s=lag_s,
                )
                for name in names
                for text in self.page.gives_up
            ),
            failure_modes=_failure_modes(options),
            decisions=(
                self.decided(
                    use,
                    names,
                    f"clients write in {', '.join(options.regions)}, and each keeps working without the other"
                    + (f"; conflicts: {options.conflicts}" if options.conflicts else ""),
                    alternatives=("active-passive: one region writes", "a home region for each key"),
                ),
            ),
            questions=() if options.conflicts else (_ask_conflicts(use),),
        )


def _failure_modes(options: ActiveActiveOptions) -> tuple[FailureMode, ...]:
    by, subject = ActiveActive.name, " and ".join(options.regions)
    return (
        FailureMode(
            subject=subject,
            what="two regions change the same entity at the same time",
            effect="each has another order of the two changes, and may end in another state",
            detection="a comparison of states between regions",
            response="a rule that both apply alike, or a home region for each key",
            pattern=by,
        ),
        FailureMode(
            subject=subject,
            what="records are mirrored in a loop, or twice",
            effect="topics like eu.us.orders, and endless traffic",
            detection="topics with two prefixes",
            response="mirror topics without a prefix only; do not mix replication policies",
            pattern=by,
        ),
    )


def _ask_conflicts(use: Use[ActiveActiveOptions]) -> Question:
    return Question(
        about=" and ".join(use.options.regions),
        question="Who wins when two regions change the same entity?",
        matters_because="without a rule that all apply alike the regions end in different states",
        answer_with=f"patterns[{use.path[1] if use.path else 0}].conflicts",
    )


PATTERN = ActiveActive()
