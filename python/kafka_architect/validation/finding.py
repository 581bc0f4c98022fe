"""Findings: what a rule has to say, and where."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from kafka_architect.errors import InputError
from kafka_architect.validation.suggestion import did_you_mean

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Configuration, Setting
    from kafka_architect.validation.fix import Fix
    from kafka_architect.validation.rule import Rule
    from kafka_architect.validation.source_file import SourceFile, Span


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def severity_of(where: str, text: object) -> Severity:
    """The severity with a name; `where` is what it was said of.

    Raises:
        InputError: if there is none.
    """
    try:
        return Severity(str(text))
    except ValueError:
        known = f"expected one of {', '.join(Severity)}{did_you_mean(text, Severity)}"
        raise InputError(f"{where}: unknown severity {text!r}; {known}") from None


class Verdict(StrEnum):
    """What Kafka does with it.

    `refuses`: Kafka or the client throws. `differs`: it runs, but does not do what the file says. `advice`:
    it does what the file says, and there is something better.
    """

    REFUSES = "refuses"
    DIFFERS = "differs"
    ADVICE = "advice"


class Problem(NamedTuple):
    """What a rule yields: the setting it is about (None: something is missing), and what to say."""

    configuration: Configuration
    setting: Setting | None
    message: str
    key: str = ""
    fix: Fix | None = None
    span: Span | None = None  # where no setting has the place


class Finding(NamedTuple):
    """A problem with its rule and place, ready to be shown: no secret is left in it."""

    rule: Rule
    severity: Severity
    message: str
    file: SourceFile
    span: Span | None
    key: str
    value: str | None
    configuration: str
    fix: Fix | None = None

    def __repr__(self) -> str:
        """One line: where, how bad, which rule."""
        line, column = self.place
        return f"Finding({self.rule.code} {self.severity} at {self.file.path}:{line}:{column})"

    @property
    def place(self) -> tuple[int, int]:
        """Line and column, from 1."""
        return self.file.place(self.span.start) if self.span else (1, 1)

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain data for JSON; see docs/validation.md."""
        line, column = self.place
        return {
            "code": self.rule.code,
            "name": self.rule.name,
            "severity": str(self.severity),
            "verdict": str(self.rule.verdict),
            "message": self.message,
            "file": self.file.path,
            "line": line,
            "column": column,
            "key": self.key,
            "value": self.value,
            "configuration": self.configuration,
            "source": list(self.rule.sources),
            "fix": None if self.fix is None else _fix_to_dict(self.fix),
        }


def _fix_to_dict(fix: Fix) -> dict[str, Any]:
    edits = []
    for edit in fix.edits:
        line, column = edit.file.place(edit.span.start)
        end_line, end_column = edit.file.place(edit.span.end)
        edits.append(
            {
                "file": edit.file.path,
                "line": line,
                "column": column,
                "end_line": end_line,
                "end_column": end_column,
                "text": edit.text,
            }
        )
    return {"applicability": str(fix.applicability), "summary": fix.summary, "edits": edits}
