"""A result as JSON text without its plain data in between: of a large file that takes most of the time.

`tests/validation/test_reports.py` holds every line to what `Finding.to_dict` says.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from json.encoder import encode_basestring as _text
from typing import TYPE_CHECKING

from kafka_architect.report.findings_json import as_json
from kafka_architect.validation.fix import Applicability

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Finding
    from kafka_architect.validation.fix import Fix
    from kafka_architect.validation.result import ConfigurationSummary, ValidationResult
    from kafka_architect.validation.source_file import SourceFile

_encode = json.JSONEncoder(ensure_ascii=False).encode


def result_json(result: ValidationResult) -> str:
    """`as_json(result.to_dict())`, in a fourth of the time."""
    written = {"findings": _rows(result.findings), "configurations": _configurations(result.configurations)}
    return as_json(result.document([], []), written)


def _configurations(summaries: tuple[ConfigurationSummary, ...]) -> Iterator[str]:
    for one in summaries:
        yield (
            f'{{"name": {_text(one.name)}, "file": {_text(one.file)}, "dialect": {_text(one.dialect)}, '
            f'"role": {_text(one.role)}, "client": {_text(one.client)}, '
            f'"kafka_version": {_text(one.kafka_version)}, "version_from": "{one.version_from}", '
            f'"settings": {one.settings}}}'
        )


def _rows(findings: tuple[Finding, ...]) -> Iterator[str]:
    """Each finding as a line: what rule and file say of it is written once."""
    told: dict[tuple[str, str], tuple[str, str]] = {}
    files: dict[SourceFile, str] = {}
    for one in findings:
        known = told.get((one.rule.code, one.severity))
        if known is None:
            known = told[one.rule.code, one.severity] = _of_rule(one)
        head, sources = known
        path = files.get(one.file)
        if path is None:
            path = files[one.file] = _text(one.file.path)
        if one.span is None:
            line = column = 1
        else:
            starts = one.file.line_starts
            line = bisect_right(starts, one.span.start)
            column = one.span.start - starts[line - 1] + 1
        value = "null" if one.value is None else _text(one.value)
        yield (
            f'{head}{_text(one.message)}, "file": {path}, "line": {line}, "column": {column}, '
            f'"key": {_text(one.key)}, "value": {value}, "configuration": {_text(one.configuration)}, '
            f'"source": {sources}, "fix": {"null" if one.fix is None else _fix(one.fix, files)}}}'
        )


def _of_rule(finding: Finding) -> tuple[str, str]:
    rule = finding.rule
    told = {"code": rule.code, "name": rule.name, "severity": finding.severity, "verdict": rule.verdict}
    return f'{_encode(told)[:-1]}, "message": ', _encode(list(rule.sources))


def _fix(fix: Fix, files: dict[SourceFile, str]) -> str:
    edits = []
    for edit in fix.edits:
        path = files.get(edit.file)
        if path is None:
            path = files[edit.file] = _text(edit.file.path)
        starts, (start, end) = edit.file.line_starts, edit.span
        line = bisect_right(starts, start)
        end_line = line if start == end else bisect_right(starts, end, line - 1)
        edits.append(
            f'{{"file": {path}, "line": {line}, "column": {start - starts[line - 1] + 1}, '
            f'"end_line": {end_line}, "end_column": {end - starts[end_line - 1] + 1}, '
            f'"text": {_text(edit.text)}}}'
        )
    applicability = "safe" if fix.applicability is Applicability.SAFE else "unsafe"
    return (
        f'{{"applicability": "{applicability}", "summary": {_text(fix.summary)}, '
        f'"edits": [{", ".join(edits)}]}}'
    )
