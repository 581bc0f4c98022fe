"""The rules: one file each, in a folder per subject. Each folder's table leads from code to file."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError
from kafka_architect.validation.rule import Rule
from kafka_architect.validation.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SUBJECTS: tuple[str, ...] = (
    "reading",
    "topics",
    "brokers",
    "security",
    "kraft",
    "cost",
    "durability",
    "values",
    "constraints",
    "upgrades",
    "connect",
    "mirroring",
    "streams",
    "schemas",
    "ordering",
    "transactions",
    "producing",
    "consuming",
    "groups",
    "clusters",
    "network",
)


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of the codes; from the index, so that little is imported."""
    from kafka_architect.validation.rules.index import indexed_rules

    return {rule.code: rule for rule in indexed_rules()}


def declared_rules() -> dict[str, Rule]:
    """Every rule by its code, made by its module: what the index is made of.

    Raises:
        LookupError: if a module of a table does not make the rule that the table says.
    """
    found: dict[str, Rule] = {}
    for subject in SUBJECTS:
        package = import_module(f"{__name__}.{subject}")
        for code, module in package.RULES.items():
            made = [
                value
                for value in vars(import_module(f"{package.__name__}.{module}")).values()
                if isinstance(value, Rule) and value.code == code
            ]
            if len(made) != 1 or code in found:
                raise LookupError(f"rule {code} must be made once, in {subject}/{module}.py")
            found[code] = made[0]
    return dict(sorted(found.items()))


def rule_of(code: str) -> Rule:
    """The rule with a code, or with a name.

    Raises:
        InputError: if there is none.
    """
    wanted = code.strip()
    for rule in rules().values():
        if wanted.upper() == rule.code or wanted.lower() == rule.name:
            return rule
    raise InputError(no_such_rule(code))


def matches(code: str, rule: Rule) -> bool:
    """Whether a rule is meant by its code, the letters of it, its name, or ALL; in any case."""
    return _matches(code, rule.code, rule.name)


@lru_cache(maxsize=10_000)  # a file may have an ignore comment for each of its lines
def _matches(said: str, code: str, name: str) -> bool:
    wanted = said.strip()
    return wanted.upper() in (code, code.rstrip("0123456789"), "ALL") or wanted.lower() == name


def no_such_rule(code: str, known_rules: Iterable[Rule] | None = None) -> str:
    """What to say of a code that no rule has."""
    listed = rules().values() if known_rules is None else known_rules
    known = [name for rule in listed for name in (rule.code, rule.name)]
    nearest = did_you_mean(code, known)
    return f"unknown rule {code!r}{nearest or '; `kafka-architect rules` lists them'}"
