"""stretch-cluster: one cluster over two sites with data and a third one that only votes (2.5 sites)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from kafka_architect.designs.contributing.contribution import (
    Amendment,
    Concession,
    Contribution,
    Delay,
)
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.promise import FailureMode, Question
from kafka_architect.designs.model.topic import Setting
from kafka_architect.designs.platforms import PLATFORMS
from kafka_architect.designs.specification import model as specification
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft

_REPLICAS: Final = 4
_IN_SYNC: Final = {"nothing-lost": 3, "writes-go-on": 2}
_PROMISED: Final = {
    "nothing-lost": "min.insync.replicas=3 of 4, two at each site: an acknowledged record is at both sites "
    "(RPO 0); when a site is lost, writes stop until an operator sets min.insync.replicas=2",
    "writes-go-on": "min.insync.replicas=2 of 4: writes continue when a site is lost; a record that was "
    "acknowledged while the other site was out of sync is at one site only and may be lost with it",
}
_SESSION_S: Final = 9.0
_ELECTION_S: Final = 5.0
_OPERATOR_S: Final = 900.0
_SLOW = "produce latency: acks=all waits for the other site"


class StretchClusterOptions(Options, frozen=True, kw_only=True):
    """The sites, what counts when one is lost, and how far they are apart.

    Attributes:
        sites: the two sites with brokers.
        tie_breaker: the site with one controller and no data, so that a majority survives any loss.
        prefers: nothing-lost (min ISR 3) or writes-go-on (min ISR 2).
        round_trip: between the sites with data.
    """

    sites: tuple[Name, Name]
    tie_breaker: Name
    prefers: Literal["nothing-lost", "writes-go-on"] = "nothing-lost"
    round_trip: Duration | None = None


class StretchCluster(Pattern[StretchClusterOptions]):
    """Four replicas, two at each site, and the in-sync minimum that is preferred."""

    name = "stretch-cluster"
    options = StretchClusterOptions
    page = Page(
        title="Stretched cluster over 2.5 sites",
        summary="One cluster has replicas at two sites, and a third site with a vote breaks ties.",
        when=(
            "nothing acknowledged may be lost with a site, and offsets must stay what they are",
            "the sites are near: a few milliseconds apart, with bandwidth for every record twice",
        ),
        when_not=(
            "the sites are regions, tens of milliseconds apart: mirror with active-passive",
            "there is no third site: with two, the loss of the one with more controllers stops all",
            "the platform fixes the replication factor: msk-serverless, msk-express, confluent-cloud",
        ),
        gives_up=(_SLOW,),
        how="broker.rack is the site, so that Kafka places two of four replicas at each. Controllers: two at "
        "each site with data and one at the tie-breaker; three of five survive the loss of any site. "
        "nothing-lost is min.insync.replicas=3: each acknowledged record is at both sites, and the loss of a "
        "site stops writes until an operator lowers it to 2 (reads continue). writes-go-on is 2: no "
        "operator has to act, but a record that was acknowledged while the sites were apart may exist at "
        "the lost one only. "
        "Consumers read from the nearest replica: replica.selector.class=RackAwareReplicaSelector and "
        "client.rack (KIP-392). "
        "Unclean leader election stays off.",
        sources=(
            "KIP-36: rack aware replica assignment",
            "KIP-392: fetch from the closest replica",
            "https://kafka.apache.org/documentation/#design_ha",
        ),
        example="- pattern: stretch-cluster\n  sites: [north, south]\n  tie_breaker: west\n"
        "  prefers: nothing-lost\n  round_trip: 2ms",
    )

    def contribute(self, use: Use[StretchClusterOptions], draft: Draft) -> Contribution:
        """Replicas of every topic so far, what they promise, and how the sites fail."""
        options = use.options
        if len({*options.sites, options.tie_breaker}) < 3:
            raise InputError("sites and tie_breaker: expected three different sites")
        _refuse_platform(draft)
        names = tuple(draft.topics)
        in_sync = _IN_SYNC[options.prefers]
        return Contribution(
            amendments=tuple(
                Amendment(
                    topic=name,
                    by=self.name,
                    replicas=(_REPLICAS, in_sync, "stretch-cluster: two replicas at each of two sites"),
                    settings=(_CLEAN,),
                )
                for name in names
            ),
            concessions=tuple(
                Concession(
                    topic=name,
                    by=self.name,
                    gives_up=f"{_SLOW}{_round_trip(options)}",
                    durability=_PROMISED[options.prefers],
                    delay=_acknowledged(options),
                    recovery=_recovery(options),
                    copied=True,
                    # What was acknowledged while the sites were apart may be at the lost one only.
                    behind_s=0.0 if options.prefers == "nothing-lost" else None,
                )
                for name in names
            ),
            failure_modes=_failure_modes(options),
            decisions=(
                self.decided(
                    use,
                    names,
                    f"{_PROMISED[options.prefers]}; bytes on disk and between brokers are 4/3 of those with "
                    "three replicas, and half of the cluster must carry all of the load",
                    alternatives=(
                        "prefers: writes-go-on" if in_sync == 3 else "prefers: nothing-lost",
                        "three full sites with replication factor 3: any loss leaves two replicas, and "
                        "min.insync.replicas=2 keeps both promises",
                        "active-passive: asynchronous, RPO above 0, for sites that are far apart",
                    ),
                ),
            ),
            questions=() if options.round_trip else (_ask_round_trip(use),),
            replica_round_trip_s=None if options.round_trip is None else float(options.round_trip),
        )


_CLEAN = Setting(
    key="unclean.leader.election.enable",
    value="false",
    because="a replica that was out of sync would become leader without the acknowledged records",
    source="https://kafka.apache.org/documentation/#topicconfigs_unclean.leader.election.enable",
)


def _refuse_platform(draft: Draft) -> None:
    platform = draft.landscape.specification.platform or specification.Platform()
    fixed = PLATFORMS[platform.kind].replication_factor
    if fixed is not None:
        raise InputError(
            f"stretch-cluster needs {_REPLICAS} replicas, but {platform.kind} fixes {fixed}; its brokers are "
            "spread over zones already; use active-passive for another region"
        )
    if platform.brokers is not None and platform.brokers < _REPLICAS:
        raise InputError(
            f"stretch-cluster needs two brokers at each of two sites; platform.brokers is "
            f"{platform.brokers}; expected {_REPLICAS} or more"
        )


def _acknowledged(options: StretchClusterOptions) -> Delay | None:
    if options.round_trip is None:
        return None
    return Delay(
        name="other_site_ms",
        ms=float(options.round_trip) * 1000,
        because="acks=all waits for the other site: one round trip",
        always=True,
    )


def _recovery(options: StretchClusterOptions) -> Figure:
    """Leaders move by themselves; with three in-sync replicas demanded, writes wait for an operator."""
    inputs = {"broker_session_s": _SESSION_S, "election_s": _ELECTION_S}
    if options.prefers == "nothing-lost":
        inputs["operator_s"] = _OPERATOR_S
    return Figure.of(
        " + ".join(inputs),
        unit="s",
        source="broker.session.timeout.ms=9000: how long the controllers wait for a broker; then they elect",
        inputs=inputs,
        details={
            "election_s": "new leaders for the partitions of half the brokers (this project's choice)",
            "operator_s": "until an operator sets min.insync.replicas=2 (this project's choice)",
        },
        assumed=tuple(one for one in inputs if one != "broker_session_s"),
    )


def _round_trip(options: StretchClusterOptions) -> str:
    if options.round_trip is None:
        return ""
    return f", {float(options.round_trip) * 1000:g} ms away, for each batch"


def _failure_modes(options: StretchClusterOptions) -> tuple[FailureMode, ...]:
    by = StretchCluster.name
    one, other = options.sites
    stops = options.prefers == "nothing-lost"
    return (
        FailureMode(
            subject=f"{one} or {other}",
            what="a site with data is lost",
            effect="writes fail with NotEnoughReplicasException; reads continue; no acknowledged record is "
            "lost"
            if stops
            else "leaders move to the other site and writes continue; partitions whose in-sync replicas all "
            "were at the lost site have no leader",
            detection="UnderMinIsrPartitionCount above 0; half of the brokers are unreachable",
            response="confirm that the site is lost, set min.insync.replicas=2 for every topic "
            "(kafka-configs.sh), and back to 3 when all replicas are in sync again"
            if stops
            else "wait for the site, or elect leaders with kafka-leader-election.sh --election-type unclean, "
            "which gives up the records that only the lost site had",
            pattern=by,
        ),
        FailureMode(
            subject=options.tie_breaker,
            what="the tie-breaker is lost",
            effect="nothing at once; the loss of one more site then stops the cluster",
            detection="current-voters of the quorum; kafka-metadata-quorum.sh describe --replication",
            response="replace the controller before maintenance of another site",
            pattern=by,
        ),
        FailureMode(
            subject=f"{one} - {other}",
            what="the link between the sites is cut, both reach the tie-breaker",
            effect="the side of the active controller keeps the leaders; followers at the other fall out of "
            "sync" + ("; writes stop" if stops else "; acknowledged records are at one site only"),
            detection="IsrShrinksPerSec; round-trip time between the sites",
            response="two links on separate paths; alert on latency before it breaks the in-sync replicas",
            pattern=by,
        ),
    )


def _ask_round_trip(use: Use[StretchClusterOptions]) -> Question:
    return Question(
        about=" - ".join(use.options.sites),
        question="What is the round-trip time between the sites, at the 99th percentile?",
        matters_because="each acks=all batch and each transaction waits for it",
        answer_with=f"patterns[{use.path[1] if use.path else 0}].round_trip",
    )


PATTERN = StretchCluster()
