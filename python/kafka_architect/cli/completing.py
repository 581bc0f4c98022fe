"""What the shell offers for options whose values are names that this package knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click


def rule_codes(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes of rules and the letters before their numbers; behind a comma the next code."""
    from kafka_architect.validation.rules import rules

    before, comma, last = incomplete.rpartition(",")
    known = rules().values()
    letters = dict.fromkeys(rule.code.rstrip("0123456789") for rule in known)
    items = [(code, f"all rules about {_subject(code)}") for code in letters]
    items += [(rule.code, rule.name) for rule in known]
    return [
        CompletionItem(f"{before}{comma}{code}", help=text)
        for code, text in items
        if code.startswith(last.upper())
    ]


def roles(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Roles of configurations."""
    from kafka_architect.validation.role import Role

    return _starting(map(str, Role), incomplete)


def profiles(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Profiles of rules."""
    from kafka_architect.validation.profiles import PROFILES

    return _starting(PROFILES, incomplete)


def kafka_versions(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Versions of Kafka with a catalogue."""
    from kafka_architect.validation.catalogue.versions import known_versions

    return _starting(known_versions(), incomplete)


def _subject(letters: str) -> str:
    from kafka_architect.validation.rules import rules

    return next(rule.subject for rule in rules().values() if rule.code.startswith(letters))


def _starting(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]
