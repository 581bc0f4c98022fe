"""Everything that a run can show: each format, the diff, the baseline, what a fix says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import kafka_architect as ka
from kafka_architect.report.findings import as_text
from kafka_architect.report.findings_formats import FORMATS, render
from kafka_architect.validation.baseline import baseline_document

if TYPE_CHECKING:
    from collections.abc import Iterator


def shown(files: dict[str, str], *, version: str = "4.3") -> Iterator[tuple[str, str]]:
    """The name of each output, and the text of it."""
    validator = ka.ConfigValidator(version, "durability", select=["ALL"])
    result = validator.validate(files)
    assert result.findings, "a test of output needs output"
    document = result.to_dict()
    rules = [finding.rule.to_dict() for finding in result.findings]
    for output in FORMATS:
        yield output, render(document, output, rules)
    yield "html", result.to_html()
    yield "notebook", result._repr_html_()
    yield "summary", repr(result.summary)
    yield "representation", repr(result)
    yield "baseline", json.dumps(baseline_document(result.findings))
    left, mended = validator.fix(files, unsafe=True)
    yield "what is left", as_text(left.to_dict())
    for one in mended:
        yield f"diff of {one.file.path}", one.diff
    for finding in result.findings:
        if finding.fix is not None:
            yield "fix", finding.fix.summary
