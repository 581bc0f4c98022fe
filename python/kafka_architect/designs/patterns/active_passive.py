"""active-passive: one region works, another has a copy to go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.contributing.contribution import Concession, Contribution
from kafka_architect.designs.contributing.mirroring import (
    IDENTITY,
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


class ActivePassiveOptions(Options, frozen=True, kw_only=True):
    """The regions, the topics (all but retries and dead letters), how far behind the copy may be."""

    active: Name
    passive: Name
    topics: list[Name] = []
    longest_lag: Duration | None = None


class ActivePassive(Pattern[ActivePassiveOptions]):
    """One mirror, with the same names of topics on both sides."""

    name = "active-passive"
    options = ActivePassiveOptions
    page = Page(
        title="Two regions, active and passive",
        summary="MirrorMaker 2 copies topics into a second region, which takes over when the first is lost.",
        when=("a region may be lost, and the loss of some seconds of records can be lived with",),
        when_not=(
            "nothing acknowledged may be lost: only a stretched cluster has RPO 0",
            "both regions must take writes: use active-active",
        ),
        gives_up=(
            "the tail: records that were not copied when the region was lost",
            "exact positions: after the switch groups read some records again",
        ),
        how="Topics keep their names (IdentityReplicationPolicy), so that clients change nothing but "
        "bootstrap.servers. Offsets of groups are synced; replicas, which MirrorMaker makes two by default, "
        "are three. Topics and permissions of the target are created by this design, not by the mirror.",
        sources=(
            "KIP-382: MirrorMaker 2.0",
            "https://kafka.apache.org/documentation/#georeplication",
        ),
        example="- pattern: active-passive\n  active: eu-west\n  passive: eu-central\n  longest_lag: 30s",
    )

    def contribute(self, use: Use[ActivePassiveOptions], draft: Draft) -> Contribution:
        """A mirror of the topics that exist so far; retries and dead letters come after it."""
        options = use.options
        if options.active == options.passive:
            raise InputError(f"active and passive are both {options.active!r}; name two regions")
        topics = mirrored(options.topics, use.at("topics"), draft)
        names = tuple(one.name for one in topics)
        lag_s = float(options.longest_lag or _DEFAULT_LAG_S)
        refuse_stricter_promises(topics, lag_s)
        return Contribution(
            mirrors=(
                Mirror(
                    source=options.active,
                    target=options.passive,
                    topics=names,
                    settings=mirror_settings(IDENTITY, _REPLICAS, lag_s, len(names)),
                    made_by=self.name,
                ),
            ),
            concessions=tuple(
                Concession(
                    topic=name,
                    by=self.name,
                    gives_up=text,
                    copied=True,
                    behind_s=lag_s,
                    durability=f"as before within {options.active}; a copy in {options.passive}, behind by "
                    "the lag of the mirror",
                )
                for name in names
                for text in self.page.gives_up
            ),
            failure_modes=_failure_modes(options),
            decisions=(
                self.decided(
                    use,
                    names,
                    f"{options.passive} takes over when {options.active} is lost",
                    alternatives=(
                        "a stretched cluster over three sites",
                        "active-active",
                    ),
                ),
            ),
            questions=() if options.longest_lag else (_ask_lag(use),),
        )


def _failure_modes(options: ActivePassiveOptions) -> tuple[FailureMode, ...]:
    by, subject = ActivePassive.name, f"{options.active} to {options.passive}"
    return (
        FailureMode(
            subject=subject,
            what=f"{options.active} is lost",
            effect="records that were not copied are lost; groups read some again",
            detection="no metrics of the region; replication-latency-ms of the last minutes is the loss",
            response=f"stop what is left of {options.active}, point clients to {options.passive}, consumers "
            "first",
            pattern=by,
        ),
        FailureMode(
            subject=subject,
            what="the mirror falls behind",
            effect="the loss that a failure would cost grows",
            detection="replication-latency-ms against the RPO",
            response="more tasks (tasks.max), larger batches, bandwidth between the regions",
            pattern=by,
        ),
        FailureMode(
            subject=subject,
            what=f"{options.active} comes back after the switch",
            effect="it has records that the other never saw, and clients that write to the wrong side",
            detection="traffic in both regions",
            response="keep it closed, mirror back into new topics, compare, and switch back on purpose",
            pattern=by,
        ),
    )


def _ask_lag(use: Use[ActivePassiveOptions]) -> Question:
    return Question(
        about=f"{use.options.active} to {use.options.passive}",
        question="How many seconds of records may be lost with a region (RPO)?",
        matters_because="it is the lag of the mirror, and decides its bandwidth and alerts",
        answer_with=f"patterns[{use.path[1] if use.path else 0}].longest_lag",
    )


PATTERN = ActivePassive()
