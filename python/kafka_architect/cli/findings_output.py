"""What `validate` prints and writes of its findings, and the exit code that they give."""

from __future__ import annotations

import json
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kafka_architect.cli.exit_codes import EXIT_FINDINGS, EXIT_INTERNAL, EXIT_OK, EXIT_USAGE
from kafka_architect.cli.telling import tell
from kafka_architect.cli.validator_options import SEVERITIES
from kafka_architect.files import write_file
from kafka_architect.report.findings_formats import render
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from kafka_architect.validation.result import ValidationResult

_LINES_AT_ONCE = 1000  # click flushes after each piece


def _read_files(result: ValidationResult) -> list[str]:
    """The files that a result speaks of; a search through folders may have found the target itself."""
    document = result.to_dict()
    return [one["file"] for part in ("configurations", "findings") for one in document[part]]


def write_baseline(result: ValidationResult, path: str) -> None:
    """Record the findings in a file as known."""
    from kafka_architect.validation.baseline import baseline_document

    document = baseline_document(result.findings, str(Path(path).resolve().parent))
    write_file(path, json.dumps(document, indent=2) + "\n", inputs=_read_files(result), what="the baseline")
    count = len(result.findings)
    known = "finding is" if count == 1 else "findings are"
    tell(f"{count} {known} known in {printable(path)} now.")


def show_findings(
    result: ValidationResult, output: str, output_file: str | None, group_by: str, *, to_stderr: bool
) -> None:
    """Print the findings, or write them to a file."""
    from kafka_architect.cli.console import UNBOUNDED_COLUMNS, columns, wants_colour
    from kafka_architect.report.findings import lines

    if output == "text":
        stream = sys.stderr if to_stderr else sys.stdout
        colour = output_file is None and wants_colour(stream)
        width = UNBOUNDED_COLUMNS if output_file is not None else columns(stream)
        told = lines(result.to_dict(), columns=width, colour=colour, group_by=group_by)
        if output_file is None:
            while block := list(islice(told, _LINES_AT_ONCE)):
                click.echo("\n".join(block), err=to_stderr, color=colour)
            return
        text = "\n".join(told)
    else:
        text = _rendered(result, output)
    if output_file is None:
        # Documents keep their characters; the text for people has no control codes in it.
        click.echo(text, err=to_stderr, color=True)
    else:
        write_file(output_file, text + "\n", inputs=_read_files(result), what="the report")
        tell(f"Wrote {click.format_filename(output_file)}")


def _rendered(result: ValidationResult, output: str) -> str:
    if output == "json":
        return result.to_json()
    if output == "html":
        return result.to_html().rstrip("\n")
    found = {finding.rule.code: finding.rule.to_dict() for finding in result.findings}
    return render(result.to_dict(), output, [found[code] for code in sorted(found)])


def exit_code_of(result: ValidationResult, fail_on: str, *, allow_empty: bool) -> int:
    """What the findings mean for the exit code."""
    if result.failures:
        return EXIT_INTERNAL
    if not (result.configurations or allow_empty):
        return EXIT_USAGE  # nothing was checked
    if fail_on == "never":
        return EXIT_OK
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return EXIT_FINDINGS if any(finding.severity in failing for finding in result.findings) else EXIT_OK
