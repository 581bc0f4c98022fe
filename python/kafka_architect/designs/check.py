"""Check: a rule about a whole design, coded and documented as the rules of the validator are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, Unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kafka_architect.designs.model.design import Design

    CheckFunction = Callable[[Design], Iterator["Problem"]]


class Severity(StrEnum):
    """How bad it is: data lost or wrong; a risk; worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Problem(NamedTuple):
    """What a check yields: the topic, client or flow it is about, what is wrong, what to change."""

    subject: str
    message: str
    cure: str


class Told(TypedDict):
    """What every check says of itself beside code and name; `Check` tells what each is."""

    severity: Severity
    summary: str
    why: str
    sources: tuple[str, ...]
    bad: str
    good: str


@dataclass(frozen=True, slots=True)
class Check:
    """One check. Its texts are its documentation: docs/designs is made of them.

    Attributes:
        code: DSN and a number; never reused.
        name: what is wrong, in words joined by hyphens.
        summary: one line: what is wrong.
        why: what happens, in a few sentences, with figures.
        sources: KIP, Kafka file, documentation page.
        bad: a specification whose design it finds.
        good: the same, repaired: the check is silent.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    sources: tuple[str, ...]
    bad: str
    good: str
    function: CheckFunction

    def to_dict(self) -> dict[str, Any]:
        """The check as plain data."""
        names = ("code", "name", "summary", "why", "bad", "good")
        return {
            **{one: getattr(self, one) for one in names},
            "severity": str(self.severity),
            "sources": list(self.sources),
        }


def check(code: str, name: str, **told: Unpack[Told]) -> Callable[[CheckFunction], Check]:
    """Make a check of a function that looks at a design and yields problems."""

    def make(function: CheckFunction) -> Check:
        return Check(code, name, function=function, **told)

    return make
