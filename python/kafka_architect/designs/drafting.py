"""Drafting: the uses of patterns, their options read with the line of every fault, contribute in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.designs.contributing.draft import Draft
from kafka_architect.designs.contributing.pattern import Use
from kafka_architect.designs.patterns import PATTERNS, pattern
from kafka_architect.designs.specification.converting import convert
from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.pattern import Pattern
    from kafka_architect.designs.specification.landscape import Landscape
    from kafka_architect.designs.specification.reading import Read

    Uses = list[tuple[Pattern[Any], Use[Any]]]


def draft(landscape: Landscape) -> Draft:
    """Let every pattern contribute: those of every design, and those that the specification uses.

    Raises:
        InputError: Options are wrong, or patterns contradict each other; with the line of the use.
    """
    result = Draft(landscape)
    for one, use in _uses(landscape.read):
        try:
            result.add(one.contribute(use, result))
        except InputError as error:
            if use.path is None or _has_place(error, landscape.read):
                raise
            landscape.read.refuse([(use.path, str(error))])
    return result


def _uses(read: Read) -> Uses:
    written: dict[str, list[Use[Any]]] = {name: [] for name in PATTERNS}
    faults: list[tuple[tuple[str | int, ...], str]] = []
    for index, options in enumerate(read.specification.patterns):
        path = ("patterns", index)
        name = options.get("pattern")
        if not isinstance(name, str) or name not in PATTERNS:
            near = did_you_mean(str(name), PATTERNS)
            message = "the field 'pattern' is missing" if name is None else f"unknown pattern {name!r}"
            faults.append(((*path, "pattern"), f"{message}{near}"))
            continue
        made, wrong = convert(options, pattern(name).options)
        faults += [((*path, *one.path), one.message) for one in wrong]
        if made is not None:
            written[name].append(Use(made, path))
    if faults:
        read.refuse(faults)
    uses: Uses = []
    for name, found in written.items():
        uses += [(pattern(name), use) for use in found]
        if pattern(name).by_default:
            uses.append((pattern(name), Use(pattern(name).options(pattern=name))))
    return uses


def _has_place(error: InputError, read: Read) -> bool:
    return str(error).startswith(read.document.name)
