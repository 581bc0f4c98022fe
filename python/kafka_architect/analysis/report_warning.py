"""ReportWarning: what a reader of a report has to know besides its figures."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from kafka_architect.short_repr import short_repr


@short_repr
@dataclass(frozen=True, slots=True)
class ReportWarning:
    """Something that went not as it was asked for.

    `code` is "unclear-source" (the lines look like something else than keys), "source-skipped" (a file could
    not be read, or not to its end), "key-types-differ" (files have keys of several types), "state-not-saved"
    or "checkpoint-not-saved" (the file could not be written; a pass that was not interrupted needs none).
    """

    code: str
    message: str

    def to_dict(self) -> dict[str, str]:
        """The warning as JSON-ready values."""
        return asdict(self)
