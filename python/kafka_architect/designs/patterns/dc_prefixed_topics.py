"""dc-prefixed-topics: each data center writes to topics of its own, which are mirrored as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from kafka_architect.designs.contributing.contribution import Concession, Contribution, Delay, Replacement
from kafka_architect.designs.contributing.mirroring import (
    IDENTITY,
    mirror_settings,
    mirrored,
    refuse_stricter_promises,
)
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.moving import Mirror
from kafka_architect.designs.model.promise import Assumption, FailureMode
from kafka_architect.designs.model.topic import Load
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.contribution import TopicDraft
    from kafka_architect.designs.contributing.draft import Draft

_REPLICAS = 3
_DEFAULT_LAG_S = 60.0
_SUM = 1.0
_NEAR = 1e-6
_ORDER = "one order per key: each data center has its own, and they meet in any order"


class PrefixedOptions(Options, frozen=True, kw_only=True):
    """The data centers, the topics, and how far behind the copies may be.

    Attributes:
        centres: data center -> its share of the records; or a list of names, which share them equally.
        topics: all but retries, dead letters and internal ones where none is named.
    """

    centres: Annotated[list[Name], Meta(min_length=2, max_length=10)] | dict[Name, float]
    topics: list[Name] = []
    longest_lag: Duration | None = None


class DcPrefixedTopics(Pattern[PrefixedOptions]):
    """A topic for each data center in every cluster, mirrors that keep names."""

    name = "dc-prefixed-topics"
    options = PrefixedOptions
    page = Page(
        title="Topics with the data center in their names",
        summary="Producers write to west.orders in the west and east.orders in the east; both exist "
        "everywhere.",
        when=(
            "several data centers write, and consumers in each of them read everything",
            "names must be the same in all clusters: code, dashboards and permissions do not depend on "
            "where they run",
            "a service moves to another data center and keeps using the same topics",
        ),
        when_not=(
            "one data center writes: active-passive keeps the plain names",
            "consumers must not know how many data centers there are: a new one is a new topic for them",
            "an entity can be changed in two data centers, and no rule resolves the conflict",
        ),
        gives_up=(_ORDER, "the tail: records that were not copied when a data center was lost"),
        how="The producer adds the name of its own data center, so that a record's origin is in its topic "
        "from the beginning, and mirrors need no renaming (IdentityReplicationPolicy). Each mirror copies "
        "the topics of its source only: west.* goes from west to east, and nothing comes back. Consumers "
        "subscribe to all prefixes, or by pattern, and read from their own cluster. With active-active the "
        "mirror adds the prefix instead, and a topic has another name where it was written.",
        sources=(
            "https://wikitech.wikimedia.org/wiki/Kafka (eqiad.* and codfw.*)",
            "KIP-690: additional configuration for IdentityReplicationPolicy; KIP-382: MirrorMaker 2.0",
        ),
        example="- pattern: dc-prefixed-topics\n  centres: [west, east]\n  topics: [order.events]\n"
        "  longest_lag: 30s",
    )

    def contribute(self, use: Use[PrefixedOptions], draft: Draft) -> Contribution:
        """The topics of each data center in place of the plain ones, a mirror for each ordered pair."""
        options = use.options
        shares = _shares(options)
        plain = mirrored(options.topics, use.at("topics"), draft)
        _refuse_moving(plain, draft)
        lag_s = float(options.longest_lag or _DEFAULT_LAG_S)
        refuse_stricter_promises(plain, lag_s)
        prefixed = {
            one.name: {centre: _prefixed(one, centre, share, use) for centre, share in shares.items()}
            for one in plain
        }
        names = [topic.name for of_one in prefixed.values() for topic in of_one.values()]
        return Contribution(
            replacements=tuple(
                Replacement(topic=name, by=tuple(of_one.values())) for name, of_one in prefixed.items()
            ),
            mirrors=tuple(
                Mirror(
                    source=source,
                    target=target,
                    topics=(own := tuple(of_one[source].name for of_one in prefixed.values())),
                    settings=mirror_settings(IDENTITY, _REPLICAS, lag_s, len(own)),
                    made_by=self.name,
                )
                for source in shares
                for target in shares
                if source != target
            ),
            concessions=tuple(
                Concession(
                    topic=name,
                    by=self.name,
                    gives_up=text,
                    ordering="per key within a data center",
                    delay=Delay(name="mirror_ms", ms=lag_s * 1000, because="records of other data centers"),
                    copied=True,
                    behind_s=lag_s,
                    durability=f"as before in the data center of its prefix; copies elsewhere are up to "
                    f"{lag_s:g} s behind",
                )
                for name in names
                for text in self.page.gives_up
            ),
            failure_modes=_failure_modes(list(shares), lag_s),
            decisions=(
                self.decided(
                    use,
                    names,
                    f"{', '.join(shares)} write, each to topics of its own, which all of them read",
                    alternatives=(
                        "active-active: mirrors add the prefix, and names differ where records were written",
                        "a home data center for each key",
                        "a stretched cluster, where the distance allows it",
                    ),
                ),
            ),
            assumed=_assumed(options, names),
        )


def _shares(options: PrefixedOptions) -> dict[str, float]:
    written = options.centres
    if isinstance(written, list):
        again = next((one for one in written if written.count(one) > 1), None)
        if again is not None:
            raise InputError(f"centres: {again!r} is named twice")
        return dict.fromkeys(written, 1 / len(written))
    if len(written) < 2:
        raise InputError("centres: expected at least two data centers")
    if any(not 0 < share < 1 for share in written.values()) or abs(sum(written.values()) - _SUM) > _NEAR:
        raise InputError(
            f"centres: the shares add up to {sum(written.values()):g}; expected shares of the records that "
            "add up to 1"
        )
    return dict(written)


def _refuse_moving(topics: list[TopicDraft], draft: Draft) -> None:
    """A connector or another mirror writes under one name: it cannot tell where it runs."""
    moved = {name: f"the connector {one.name}" for one in draft.connectors for name in one.topics}
    moved |= {name: f"the pattern {one.made_by}" for one in draft.mirrors for name in one.topics}
    for topic in topics:
        if topic.name in moved:
            raise InputError(
                f"{topic.name} is moved by {moved[topic.name]} under its plain name; name the other topics "
                "in topics"
            )


def _prefixed(topic: TopicDraft, centre: str, share: float, use: Use[PrefixedOptions]) -> TopicDraft:
    load = topic.load
    average, peak = (
        None if one is None else one * share
        for one in (load.average_messages_per_s, load.peak_messages_per_s)
    )
    return replace(
        topic,
        name=f"{centre}.{topic.name}",
        use=use.options.name,
        description=f"{topic.description or f'Records of {topic.stream or topic.name}'}".rstrip(".")
        + f", written in {centre}.",
        load=Load(
            average_messages_per_s=average,
            peak_messages_per_s=peak,
            message_bytes=load.message_bytes,
            distinct_keys=load.distinct_keys,
            because=f"{share:g} of {topic.name}",
        ),
    )


def _failure_modes(centres: list[str], lag_s: float) -> tuple[FailureMode, ...]:
    by, subject = DcPrefixedTopics.name, " and ".join(centres)
    return (
        FailureMode(
            subject=subject,
            what="a producer writes to the prefix of another data center",
            effect="the mirror of that prefix does not see the record, or sends it back to where it was: "
            "records are missing or twice",
            detection="bytes in of foreign prefixes that no mirror wrote",
            response="permissions: in each cluster services may write the prefix of that data center alone",
            pattern=by,
        ),
        FailureMode(
            subject=subject,
            what="a data center is lost",
            effect=f"up to {lag_s:g} s of its records are lost; its prefixed topics receive no new records "
            f"elsewhere",
            detection="no record in its prefix, heartbeats of MirrorMaker",
            response="producers continue in another data center, under its prefix; consumers need no change",
            pattern=by,
        ),
    )


def _assumed(options: PrefixedOptions, names: list[str]) -> tuple[Assumption, ...]:
    if not isinstance(options.centres, list):
        return ()
    return (
        Assumption(
            about=", ".join(names[:4]) + (" ..." if len(names) > 4 else ""),
            assumed=f"equal shares of the records in {', '.join(options.centres)}",
            because="no shares are stated; write centres: {west: 0.7, east: 0.3}",
        ),
    )


PATTERN = DcPrefixedTopics()
