"""ReportWarning: what a reader of a report has to know besides its figures."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from kafka_architect.short_repr import short_repr


@short_repr
@dataclass(frozen=True, slots=True)
class ReportWarning:
    """Something that went not as it was asked for.

    `code` is "unclear-source" (the lines look like something else than keys) or "not-saved" (a state or a
    checkpoint could not be written).
    """

    code: str
    message: str

    def to_dict(self) -> dict[str, str]:
        """The warning as JSON-ready values."""
        return asdict(self)
