"""The months ahead of a plan as parts of a page, where they are asked for without the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.report.html.markup import joined
from kafka_architect.report.html.page import Section
from kafka_architect.report.html.plan_loads import timeline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.report.html.markup import Child

    Document = Mapping[str, Any]


def lead(document: Document) -> Child:
    """How far ahead, and when the first limit is exceeded, in one line."""
    months = document["months"][-1]["month"]
    first = min((one["month"] for one in document["breaks"] if one["month"] is not None), default=None)
    broken = "no limit is exceeded" if first is None else f"the first limit is exceeded in month {first:,}"
    return f"{months:,} months: {broken}"


def sections(document: Document) -> list[Section]:
    """What a page shows of the document."""
    return [Section("timeline", "Timeline", joined(*timeline({"timeline": document})))]
