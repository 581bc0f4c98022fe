"""Fixes applied: edits put into the text, checked again until nothing more can be mended."""

from __future__ import annotations

import io
from bisect import bisect_left, insort_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kafka_architect.report.printable import printable
from kafka_architect.validation.fix import Applicability
from kafka_architect.validation.hidden_lines import hidden_lines
from kafka_architect.validation.line_changes import line_changes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.validation.finding import Finding
    from kafka_architect.validation.fix import Edit, Fix
    from kafka_architect.validation.source_file import SourceFile


@dataclass(frozen=True, slots=True)
class Mended:
    """A file with the fixes of one round in it, and how many of them."""

    file: SourceFile
    text: str = field(repr=False)
    fixes: int
    secrets: frozenset[str] = field(default=frozenset(), repr=False)  # what the diff must hide

    @property
    def diff(self) -> str:
        """The change as a unified diff, with secrets hidden."""
        path = printable(self.file.path.replace("\\", "/").lstrip("/"))
        # Compared as they are and shown as they may be: two passwords are different, and look the same.
        before, after = _lines(self.file.text), _lines(self.text)
        groups = line_changes(before, after)
        changes = [change for group in groups for change in group]
        shown = (
            hidden_lines(
                before, self.secrets, {n for _, first, last, _, _ in changes for n in range(first, last)}
            ),
            hidden_lines(after, self.secrets, {n for *_, first, last in changes for n in range(first, last)}),
        )
        parts = [f"--- a/{path}\n", f"+++ b/{path}\n"]
        for group in groups:
            parts.append(_hunk_head(group))
            for tag, first, last, new_first, new_last in group:
                if tag == "equal":
                    parts += (f" {line}" for line in shown[0][first:last])
                else:
                    parts += (f"-{line}" for line in shown[0][first:last])
                    parts += (f"+{line}" for line in shown[1][new_first:new_last])
        return "".join(
            part if part.endswith("\n") else f"{part}\n\\ No newline at end of file\n" for part in parts
        )


def _lines(text: str) -> list[str]:
    """The lines as `patch` counts them: a line feed alone ends one."""
    return io.StringIO(text, newline="\n").readlines()


def _hunk_head(group: list[tuple[str, int, int, int, int]]) -> str:
    before = _range(group[0][1], group[-1][2])
    return f"@@ -{before} +{_range(group[0][3], group[-1][4])} @@\n"


def _range(start: int, stop: int) -> str:
    """Lines of a hunk as in `diff -u`: the first, from 1, and how many where there are more or none."""
    length = stop - start
    if length == 1:
        return f"{start + 1}"
    return f"{start + 1 if length else start},{length}"


def mend(findings: Iterable[Finding], *, unsafe: bool) -> list[Mended]:
    """Put the fixes of findings into their files.

    A fix whose edits touch an earlier one's waits for the next round: the caller checks the new text again.
    So do new keys where anything else changes: what they would add may be there, only misspelt.
    Two fixes that say the same count once. Fixes of several files are taken whole or not at all.
    """
    taken: dict[SourceFile, _Edits] = {}
    counts: dict[SourceFile, int] = {}
    fixes = _unique(finding.fix for finding in findings if finding.fix is not None)
    wanted = [fix for fix in fixes if unsafe or fix.applicability is Applicability.SAFE]
    changes = [fix for fix in wanted if not _adds(fix)]
    for fix in changes or wanted:
        if any(edit.file in taken and taken[edit.file].collides(edit) for edit in fix.edits):
            continue
        for edit in fix.edits:
            taken.setdefault(edit.file, _Edits()).add(edit)
        for file in {edit.file for edit in fix.edits}:
            counts[file] = counts.get(file, 0) + 1
    return [Mended(file, _applied(file.text, edits.edits), counts[file]) for file, edits in taken.items()]


def _adds(fix: Fix) -> bool:
    return all(map(_inserts, fix.edits))


def _unique(fixes: Iterable[Fix]) -> list[Fix]:
    return list(dict.fromkeys(fixes))


class _Edits:
    """The edits that a file gets; none touches another."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []  # by place; insertions at one place in the order in which they came
        self._added: set[tuple[int, str]] = set()

    def collides(self, edit: Edit) -> bool:
        """Whether an edit cannot be made too. Insertions at one place can: they follow each other."""
        if _inserts(edit) and (edit.span.start, _key_of(edit)) in self._added:
            return True
        at = bisect_left(self.edits, _place(edit), key=_place)
        before = at > 0 and self.edits[at - 1].span.end > edit.span.start
        return before or (at < len(self.edits) and self.edits[at].span.start < edit.span.end)

    def add(self, edit: Edit) -> None:
        """Take an edit."""
        insort_right(self.edits, edit, key=_place)
        if _inserts(edit):
            self._added.add((edit.span.start, _key_of(edit)))


def _place(edit: Edit) -> tuple[int, int]:
    return edit.span.start, edit.span.end


def _inserts(edit: Edit) -> bool:
    return edit.span.start == edit.span.end


def _key_of(edit: Edit) -> str:
    """What stands before the value in a text that is inserted."""
    return edit.text.split("=")[0].split(":")[0]


def _applied(text: str, edits: list[Edit]) -> str:
    parts: list[str] = []
    at = 0
    # Insertions at one place are in the order of their findings, before what is replaced there.
    for edit in edits:
        parts.append(text[at : edit.span.start])
        parts.append(edit.text)
        at = edit.span.end
    parts.append(text[at:])
    return "".join(parts)
