"""The lines of files around the places of findings, for reports that show them; secrets are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.validation.hidden_lines import hidden_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kafka_architect.validation.finding import Finding
    from kafka_architect.validation.source_file import SourceFile

AROUND: Final = 2
"""Lines before and after that of a finding."""

# What a page can show: a finding more has its place, and no lines.
_MOST_FINDINGS: Final = 1500


def shown_lines(findings: Iterable[Finding], secrets: Collection[str]) -> dict[str, dict[int, str]]:
    """File -> number of a line, from 1 -> its text without line end, for lines near a finding.

    Lines are read with the whole file around them: a block may begin long before what belongs to its secret.
    `secrets` are those that are known; others are told by names and looks (`hidden_lines`).
    """
    wanted: dict[str, set[int]] = {}
    files: dict[str, SourceFile] = {}
    for number, one in enumerate(findings):
        if number == _MOST_FINDINGS:
            break
        line, _ = one.place
        files[one.file.path] = one.file
        wanted.setdefault(one.file.path, set()).update(range(line - AROUND, line + AROUND + 1))
    shown = {}
    for path, numbers in wanted.items():
        file = files[path]
        spans = [file.line_span(number) for number in range(1, len(file.line_starts) + 1)]
        lines = [file.text[span.start : span.end] for span in spans]
        near = {number for number in numbers if 1 <= number <= len(lines)}
        hidden = hidden_lines(lines, secrets, {number - 1 for number in near})
        shown[path] = {number: hidden[number - 1].rstrip("\r\n") for number in sorted(near)}
    return shown
