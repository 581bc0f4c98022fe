"""Fixes of text that several configurations read: an anchor of YAML, a file below two profiles.

What cures one of them changes the others too. A fix that is safe for the one that it was made for is only
safe if all that read the text want it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.validation.fix import Applicability

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.fix import Fix
    from kafka_architect.validation.role import Role
    from kafka_architect.validation.source_file import SourceFile, Span

    Place = tuple[SourceFile, Span]


_MOST_AROUND = 8  # edits that lie in each other: few


class Reader(NamedTuple):
    """Who reads a text."""

    role: Role
    program: int


def changing_others(problems: Iterable[Problem], configs: Sequence[EffectiveConfig]) -> frozenset[Fix]:
    """The safe fixes that would change a configuration of the same role which has no such problem."""
    safe = [
        (problem.fix, problem.configuration)
        for problem in problems
        if problem.fix is not None and problem.fix.applicability is Applicability.SAFE
    ]
    if not safe or len(configs) == 1:
        return frozenset()
    programs = _Programs(configs, {edit.file for fix, _ in safe for edit in fix.edits})
    # Nearly every text has one program that reads it: what others read is looked at closely.
    read_by_others = {fix for fix, own in safe if programs.read(fix, besides=_program(own))}
    if not read_by_others:
        return frozenset()
    wanted: dict[Fix, set[Reader]] = {}
    for fix, own in safe:
        if fix in read_by_others:
            wanted.setdefault(fix, set()).add(_reader(own))
    # Only places that are edited are looked up: most settings of a run have no fix.
    readers: dict[Place, set[Reader]] = {place: set() for fix in wanted for place in _places(fix)}
    edited = _by_file(readers)
    for config in configs:
        own = config.configuration
        if own.application is None and own.file not in edited:
            continue
        reader = _reader(own)
        for setting in own.settings.values():
            file = setting.file or own.file
            if file not in edited:
                continue
            for span in (setting.span, setting.key_span):
                if span is not None:
                    for place in edited[file].around(span.start):
                        readers[place].add(reader)
    return frozenset(
        fix
        for fix, wanting in wanted.items()
        if any(other.role in {one.role for one in wanting} for other in _read_by(fix, readers) - wanting)
    )


class _Programs:
    """Which programs read each place of some files."""

    def __init__(self, configs: Sequence[EffectiveConfig], files: Container[SourceFile]) -> None:
        found: dict[SourceFile, list[tuple[int, int]]] = {}
        for config in configs:
            own = config.configuration
            if own.application is None and own.file not in files:
                continue
            program = _program(own)
            for setting in own.settings.values():
                file = setting.file or own.file
                if file in files:
                    places = found.setdefault(file, [])
                    places += [(span.start, program) for span in (setting.span, setting.key_span) if span]
        self._found = {file: sorted(places) for file, places in found.items()}

    def read(self, fix: Fix, *, besides: int) -> bool:
        """Whether a program reads a text that a fix replaces, besides one."""
        for edit in fix.edits:
            places, (start, end) = self._found.get(edit.file, ()), edit.span
            for at in range(bisect_left(places, (start, 0)), len(places)):
                if places[at][0] >= end:
                    break
                if places[at][1] != besides:
                    return True
        return False


class _Edited:
    """The edited places of a file, in order."""

    def __init__(self, places: list[Place]) -> None:
        self._places = places
        self._starts = [span.start for _, span in places]
        self._furthest = list(accumulate((span.end for _, span in places), max))  # end of those so far

    def around(self, offset: int) -> list[Place]:
        """The edits that change what stands at an offset: of a value, of a key, of the lines of both."""
        last = bisect_right(self._starts, offset)
        if last == 0 or self._furthest[last - 1] <= offset:
            return []
        return [place for place in self._places[max(0, last - _MOST_AROUND) : last] if place[1].end > offset]


def _by_file(places: Iterable[Place]) -> dict[SourceFile, _Edited]:
    found: dict[SourceFile, list[Place]] = {}
    for place in sorted(places, key=lambda place: place[1]):
        found.setdefault(place[0], []).append(place)
    return {file: _Edited(own) for file, own in found.items()}


def _read_by(fix: Fix, readers: dict[Place, set[Reader]]) -> set[Reader]:
    return {reader for place in _places(fix) for reader in readers[place]}


def _places(fix: Fix) -> list[Place]:
    return [(edit.file, edit.span) for edit in fix.edits if edit.span.start < edit.span.end]


def _reader(configuration: Configuration) -> Reader:
    """An embedded client counts as the application that it is in: they share their text by nature."""
    return Reader(configuration.role, _program(configuration))


def _program(configuration: Configuration) -> int:
    program = configuration
    while program.parent is not None:
        program = program.parent
    return id(program)
