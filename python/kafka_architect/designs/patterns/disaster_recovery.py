"""disaster-recovery: the runbook of a mirrored pair of regions, and whether it fits into the RTO."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.contributing.contribution import Concession, Contribution
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.promise import Assumption, FailureMode, Step
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.model.moving import Mirror

# This project's choice where nothing is stated; a drill measures them.
_DEFAULTS_S: Final = {"detection": 120.0, "decision": 900.0, "switch": 600.0}


class DisasterRecoveryOptions(Options, frozen=True, kw_only=True):
    """The region that may be lost, who decides, and how long each part of the switch takes.

    Attributes:
        lost: the region that the runbook is for; it is the source of a mirror.
        decides: the person or team that declares the disaster.
        detection, decision, switch: until it is noticed, declared, and clients run at the other side.
        drill_every: how often the runbook is practised.
    """

    lost: Name
    decides: str = "the team on call"
    detection: Duration | None = None
    decision: Duration | None = None
    switch: Duration | None = None
    drill_every: Duration | None = None


class DisasterRecovery(Pattern[DisasterRecoveryOptions]):
    """Steps in order, the time that they take against the RTO, and how a switch goes wrong."""

    name = "disaster-recovery"
    options = DisasterRecoveryOptions
    page = Page(
        title="Disaster recovery runbook",
        summary="The steps of a switch to the other region and back, with the time that each may take.",
        when=(
            "records are mirrored to another region, and operators must be able to switch to it under "
            "pressure",
        ),
        when_not=(
            "nothing is mirrored: add active-passive or active-active first",
            "a stretched cluster: it needs no switch of clients",
        ),
        gives_up=("writes during the switch: senders wait or fail until they run at the other region",),
        how="Preparation: topics, permissions, quotas and schemas exist in both regions; alerts watch the "
        "mirror's lag; the failover is rehearsed. Failover: 1. Declare it; record the time and the last "
        "lag. 2. "
        "Fence the lost region: no client may write there when it comes back. 3. Stop the mirror. 4. Check "
        "that group offsets were translated. 5. Start consumers at the other region, then producers. 6. "
        "Replay from the sources what had not been mirrored. Failback: mirror the other way, wait until "
        "the lag is near "
        "0, stop producers, let consumers drain, switch, and only then mirror again as before. MirrorMaker "
        "translates offsets to the last checkpoint, so groups process some records twice: make consumers "
        "idempotent.",
        sources=(
            "KIP-382: MirrorMaker 2.0",
            "KIP-545: automated consumer offset sync across clusters",
            "https://kafka.apache.org/documentation/#georeplication",
        ),
        example="- pattern: disaster-recovery\n  lost: eu-west\n  decides: head of operations\n"
        "  detection: 2min\n  decision: 15min\n  switch: 10min\n  drill_every: 90d",
    )

    def contribute(self, use: Use[DisasterRecoveryOptions], draft: Draft) -> Contribution:
        """The runbook of the mirror whose source may be lost."""
        mirror = _mirror(use.options, draft)
        names = [one for one in mirror.topics if one in draft.topics]
        recovery = _recovery(use.options)
        _refuse_shorter_promises(names, recovery, draft)
        return Contribution(
            concessions=tuple(
                Concession(
                    topic=name,
                    by=self.name,
                    gives_up=f"{self.page.gives_up[0]} ({recovery.value / 60:.3g} min)",
                    recovery=recovery,
                )
                for name in names
            ),
            failure_modes=_failure_modes(mirror, use.options),
            decisions=(
                self.decided(
                    use,
                    names,
                    f"{mirror.target} takes over from {mirror.source} in {recovery.value / 60:.3g} min "
                    f"({recovery.formula}); {use.options.decides} decides",
                    alternatives=(
                        "automatic switch: faster, and a false alarm splits the data between two regions",
                        "active-active: clients are at both sides already",
                    ),
                    steps=_steps(mirror, use.options.decides, draft, names),
                ),
            ),
            assumed=tuple(
                Assumption(
                    about=f"disaster-recovery.{name}",
                    assumed=f"{_DEFAULTS_S[name] / 60:g} min",
                    because="it is not stated; a drill measures it",
                )
                for name in recovery.assumed
                for name in (name.removesuffix("_s"),)
            ),
        )


def _mirror(options: DisasterRecoveryOptions, draft: Draft) -> Mirror:
    found = next((one for one in draft.mirrors if one.source == options.lost), None)
    if found is None:
        known = ", ".join(dict.fromkeys(one.source for one in draft.mirrors)) or "none"
        raise InputError(
            f"disaster-recovery: no mirror has the source {options.lost!r}; sources: {known}; add "
            "active-passive or active-active to patterns"
        )
    return found


def _recovery(options: DisasterRecoveryOptions) -> Figure:
    stated = {"detection": options.detection, "decision": options.decision, "switch": options.switch}
    return Figure.of(
        "detection_s + decision_s + switch_s",
        unit="s",
        source="the parts of a switch one after the other",
        inputs={
            f"{name}_s": float(_DEFAULTS_S[name] if value is None else value)
            for name, value in stated.items()
        },
        assumed=tuple(f"{name}_s" for name, value in stated.items() if value is None),
    )


def _refuse_shorter_promises(names: list[str], recovery: Figure, draft: Draft) -> None:
    for name in names:
        channel = draft.topic(name).channel
        promises = None if channel is None else channel.stream.promises
        if promises is not None and promises.rto is not None and promises.rto < recovery.value:
            parts = ", ".join(f"{part.removesuffix('_s')} {s:g} s" for part, s in recovery.inputs.items())
            raise InputError(
                f"{name} promises an RTO of {promises.rto:g} s, but a switch takes {recovery.value:g} s "
                f"({parts}); shorten a part, raise promises.rto, or use active-active"
            )


def _steps(mirror: Mirror, decides: str, draft: Draft, names: list[str]) -> tuple[Step, ...]:
    """In the order in which they are done: consumers before producers, so that nothing piles up."""
    source, target = mirror.source, mirror.target
    receivers = dict.fromkeys(one for name in names for one in draft.topic(name).receivers)
    senders = dict.fromkeys(one for name in names for one in draft.topic(name).senders)
    fence = "fence: close its listeners to clients; they stay closed when it is back"
    return (
        Step(
            sender=decides, receiver=source, message="declare it lost; note time and last lag of the mirror"
        ),
        Step(sender=decides, receiver=source, message=fence),
        Step(sender=decides, receiver=target, message=f"stop the mirror {source} to {target}"),
        Step(sender=decides, receiver=target, message="kafka-consumer-groups.sh --describe --all-groups"),
        *(Step(sender=one, receiver=target, message="start, consumers only") for one in receivers),
        *(Step(sender=one, receiver=target, message="start producers") for one in senders),
        Step(sender=decides, receiver=target, message="replay from the sources what the lag lost"),
    )


def _failure_modes(mirror: Mirror, options: DisasterRecoveryOptions) -> tuple[FailureMode, ...]:
    by, subject = DisasterRecovery.name, f"{mirror.source} to {mirror.target}"
    often = f"every {options.drill_every / 86_400:g} days" if options.drill_every else "each quarter"
    return (
        FailureMode(
            subject=subject,
            what="the switch was never practised",
            effect="permissions, schemas, DNS or secrets are missing when they are needed; the RTO is missed",
            detection="date of the last drill",
            response=f"practise {often}, with the clients of one service, then with all; measure each part",
            pattern=by,
        ),
        FailureMode(
            subject=subject,
            what="both regions take writes (split brain): the lost one was not fenced",
            effect="records of one key are in both, and no order joins them",
            detection="BytesInPerSec above 0 in both regions",
            response="fence first, then switch; else choose one region and replay the other's records",
            pattern=by,
        ),
        FailureMode(
            subject=subject,
            what="offsets of a group were not translated: it was active at the target, or never committed",
            effect="the group starts at auto.offset.reset and handles everything again, or misses records",
            detection="kafka-consumer-groups.sh --describe in the target, before consumers start",
            response="kafka-consumer-groups.sh --reset-offsets --to-datetime, to before the disaster",
            pattern=by,
        ),
        FailureMode(
            subject=subject,
            what="the way back begins while records are missing there",
            effect="the region that comes back serves old state",
            detection="lag of the mirror the other way; counts per topic and hour of both regions",
            response="mirror back completely, drain, compare, and then switch in a quiet hour",
            pattern=by,
        ),
    )


PATTERN = DisasterRecovery()
