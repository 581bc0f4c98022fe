"""Rules: what is checked, where it applies, why, and the function that checks it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypedDict, Unpack

from kafka_architect.validation.role import EVERY_CLIENT, JAVA_ONLY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem, Severity, Verdict
    from kafka_architect.validation.role import Client, Role
    from kafka_architect.validation.system import System

    ConfigCheck = Callable[[EffectiveConfig], Iterator[Problem]]
    SystemCheck = Callable[[System], Iterator[Problem]]

ProfileName = Literal["dev", "production", "durability", "throughput", "latency", "cost"]
Version = tuple[int, int]


_WORD = re.compile(r"[a-z]+")


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Its texts are its documentation: `kafka-architect rules CODE` and docs/rules show them.

    Attributes:
        code: three letters or more of the subject and a number, DUR001; never reused.
        name: what is wrong, in words joined by hyphens: acks-not-all.
        severity: how bad it is, unless a profile or the user says otherwise.
        verdict: what Kafka does with it.
        roles: the configurations it looks at; for rules of a whole system, those that it needs.
        clients: whose code it is about.
        since: the first Kafka version, (4, 0), that it is true for; None: all.
        until: the first version that it is no longer true for; None: all.
        profile: the widest profile that includes it: dev is part of every other.
        summary: one line: what is wrong.
        why: what happens, in a few sentences, with figures.
        sources: KIP, Kafka file, documentation page, vendor guide.
        bad: an example that the rule finds, as .properties of its first role (or as `dialect` says).
        good: the same, mended.
        dialect: the file name that tells how the examples are written.
        home: the module that makes it, below `rules`: durability.acks_not_all.
        each_setting: it looks at each setting by itself: what it says of none of them alone, it does not say
            of all, unless for another key that it looked for, or a fact.
    """

    code: str
    name: str
    severity: Severity
    verdict: Verdict
    roles: tuple[Role, ...]
    clients: frozenset[Client]
    since: Version | None
    until: Version | None
    profile: ProfileName
    summary: str
    why: str
    sources: tuple[str, ...]
    bad: str
    good: str
    dialect: str | None
    home: str
    each_setting: bool = False
    check_config: ConfigCheck | None = None
    check_system: SystemCheck | None = None

    @property
    def words(self) -> frozenset[str]:
        """The words of its own texts, which its messages have whatever a file says."""
        return _words(f"{self.name} {self.summary} {self.why}")

    @property
    def subject(self) -> str:
        """The folder that it lives in: durability, topics, ..."""
        return self.home.partition(".")[0]

    def to_dict(self) -> dict[str, Any]:
        """The rule as plain data: what `kafka-architect rules` and docs/rules show."""
        versions = [f"from {_dotted(self.since)}"] if self.since else []
        versions += [f"before {_dotted(self.until)}"] if self.until else []
        return {
            "code": self.code,
            "name": self.name,
            "subject": self.subject,
            "severity": str(self.severity),
            "verdict": str(self.verdict),
            "profile": self.profile,
            "roles": [str(role) for role in self.roles],
            "clients": sorted(str(client) for client in self.clients),
            "versions": " ".join(versions) or "all versions",
            "summary": self.summary,
            "why": self.why,
            "sources": list(self.sources),
            "dialect": self.dialect or f"{self.roles[0]}.properties",
            "bad": self.bad,
            "good": self.good,
        }

    def applies_to(self, role: Role, client: Client, version: Version) -> bool:
        """Whether the rule has anything to say of such a configuration."""
        return role in self.roles and client in self.clients and self.applies_in(version)

    def applies_in(self, version: Version) -> bool:
        """Whether the rule is true for a Kafka version."""
        return (self.since is None or version >= self.since) and (self.until is None or version < self.until)


class Told(TypedDict):
    """What every rule says of itself besides code and name; `Rule` tells what each is."""

    severity: Severity
    verdict: Verdict
    roles: Iterable[Role]
    summary: str
    why: str
    sources: Iterable[str]
    bad: str
    good: str
    clients: NotRequired[Iterable[Client]]
    since: NotRequired[Version]
    until: NotRequired[Version]
    profile: NotRequired[ProfileName]
    dialect: NotRequired[str]
    each_setting: NotRequired[bool]


def _home(check: ConfigCheck | SystemCheck) -> str:
    return ".".join(check.__module__.split(".")[-2:])


def _complete(told: Told, clients: Iterable[Client]) -> dict[str, Any]:
    """What a rule says and what holds where it says nothing, as fields of `Rule`."""
    unsaid = {"since": None, "until": None, "profile": "production", "dialect": None}
    return {
        **unsaid,
        **told,
        "roles": tuple(told["roles"]),
        "clients": frozenset(told.get("clients", clients)),
        "sources": tuple(told["sources"]),
    }


def _dotted(version: Version) -> str:
    return ".".join(map(str, version))


def rule(code: str, name: str, **told: Unpack[Told]) -> Callable[[ConfigCheck], Rule]:
    """Make a rule of a function that looks at one effective configuration and yields problems.

    It is about the Java clients where `clients` does not say otherwise, and in the profile production.
    """

    def make(check: ConfigCheck) -> Rule:
        return Rule(code, name, home=_home(check), check_config=check, **_complete(told, JAVA_ONLY))

    return make


def system_rule(code: str, name: str, **told: Unpack[Told]) -> Callable[[SystemCheck], Rule]:
    """Make a rule of a function that looks at all configurations of a run together.

    It is about every client where `clients` does not say otherwise, and in the profile production. `bad` and
    `good` may hold several files: a line `--- NAME` starts each.
    """

    def make(check: SystemCheck) -> Rule:
        return Rule(code, name, home=_home(check), check_system=check, **_complete(told, EVERY_CLIENT))

    return make
