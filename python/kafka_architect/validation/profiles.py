"""Profiles: which rules are on, and how bad their findings are, for what a cluster is for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError
from kafka_architect.validation.finding import Severity
from kafka_architect.validation.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.validation.rule import Rule


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile has the rules that name it, and those of the profile it extends."""

    name: str
    extends: str | None
    purpose: str
    severities: Mapping[str, Severity] = field(default_factory=dict)  # by code or by its letters


PROFILES = {
    profile.name: profile
    for profile in (
        Profile(
            "dev", None, "single machine, disposable data: only what Kafka rejects, ignores or overrides"
        ),
        Profile("production", "dev", "what a platform team would object to in a review"),
        Profile("durability", "production", "no acknowledged record is ever lost", {"DUR": Severity.ERROR}),
        Profile("throughput", "production", "maximum bytes per second from the hardware"),
        Profile("latency", "production", "minimum time from producer to consumer"),
        Profile("cost", "production", "minimum cost", {"COST": Severity.WARNING}),
    )
}
DEFAULT_PROFILE = "production"


def profile_chain(name: object) -> tuple[Profile, ...]:
    """A profile and those that it extends, the widest last.

    Raises:
        InputError: if there is no such profile.
    """
    if not isinstance(name, str) or name not in PROFILES:
        nearest = did_you_mean(str(name), PROFILES)
        raise InputError(f"unknown profile {name!r}; expected one of {', '.join(PROFILES)}{nearest}")
    chain = [PROFILES[name]]
    while chain[-1].extends is not None:
        chain.append(PROFILES[chain[-1].extends])
    return tuple(chain)


def included(rule: Rule, chain: tuple[Profile, ...]) -> bool:
    """Whether a profile has a rule."""
    return any(rule.profile == profile.name for profile in chain)


def profile_severity(rule: Rule, chain: tuple[Profile, ...]) -> Severity:
    """How bad a rule's findings are under a profile: the nearest word counts.

    A profile's word raises, never lowers: what Kafka refuses stays an error in every profile.
    """
    for profile in chain:
        for name in (rule.code, rule.code.rstrip("0123456789")):
            if name in profile.severities:
                return min(rule.severity, profile.severities[name], key=list(Severity).index)
    return rule.severity
