"""All rules of a settings file, checked against one another and against kafka-architect's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.validation.own_rules.bounds import LETTERS, bounds
from kafka_architect.validation.own_rules.places import Place
from kafka_architect.validation.own_rules.stated import stated_rule
from kafka_architect.validation.rules import rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kafka_architect.validation.rule import Rule

FILES, STATED, BOUNDS = "rule-files", "rule", "bounds"


def own_rules(table: Mapping[str, Any], path: Path, text: str, *, trusted: bool) -> tuple[Rule, ...]:
    """The rules that a settings file states, and those of the Python files that it names.

    `trusted` says that the user named the settings file: only then Python files are run.

    Raises:
        InputError: with file and line, if a rule is wrong; if a Python file is named and not trusted.
    """
    place = Place(path, text)
    found: list[Rule] = []
    for name in table.get(FILES, ()):
        if not trusted:
            raise place.error(
                f"{FILES} names Python code, which runs with your permissions: it is not loaded for a "
                f"settings file that was found by search; pass --config {path.name} if you trust it, or "
                "--isolated",
                FILES,
            )
        from kafka_architect.validation.own_rules.python_rules import python_rules

        found += python_rules(path.parent / name)
    stated = table.get(STATED, [])
    if not isinstance(stated, list) or not all(isinstance(one, dict) for one in stated):
        raise place.error(f"expected [[{STATED}]], a table for each rule", STATED)
    found += [stated_rule(one, place.table(STATED, number)) for number, one in enumerate(stated)]
    limits = table.get(BOUNDS, {})
    if not isinstance(limits, dict):
        raise place.error(f"expected [{BOUNDS}], a table", BOUNDS)
    own = [one.code for one in found if one.code.startswith(LETTERS)]
    if own:
        raise InputError(f"{path}: {own[0]}: codes that begin with {LETTERS} are those of [{BOUNDS}]")
    found += bounds(limits, place.table(BOUNDS))
    check_own(found, str(path))
    return tuple(found)


def check_own(found: Iterable[Rule], where: str) -> None:
    """Refuse codes and names that would be ambiguous in selections and suppressions.

    Raises:
        InputError: if two rules share a code or name, or one has the letters or the name of a built-in rule.
    """
    letters = {code.rstrip("0123456789") for code in rules()}
    taken = {rule.name: rule.code for rule in rules().values()}
    codes: set[str] = set()
    for one in found:
        own = one.code.rstrip("0123456789")
        if own in letters:
            raise InputError(
                f"{where}: {one.code}: codes that begin with {own} are kafka-architect's; use other letters"
            )
        if one.code in codes:
            raise InputError(f"{where}: two rules have the code {one.code}")
        if one.name in taken:
            raise InputError(f"{where}: {one.code} has the name of {taken[one.name]}, {one.name}")
        codes.add(one.code)
        taken[one.name] = one.code
