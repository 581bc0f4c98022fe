"""What was written between the first sample of a snapshot and the snapshot itself, by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.report.html.charts import Bar, rows
from kafka_architect.report.html.markup import joined
from kafka_architect.report.html.numbers import ratio
from kafka_architect.report.html.parts import derivation, table
from kafka_architect.report.html.svg import BLUE

if TYPE_CHECKING:
    from kafka_architect.report.html.markup import Markup
    from kafka_architect.snapshot.model import Sample, Snapshot, Topic

_MOST_DRAWN: Final = 20


def traffic(taken: Snapshot) -> Markup | None:
    """Records per second of each topic; None without samples, or where nothing was written."""
    first = min(taken.samples, key=lambda one: one.at_ms, default=None)
    if first is None or taken.taken_ms <= first.at_ms:
        return None
    seconds = (taken.taken_ms - first.at_ms) / 1000
    found = [(one.name, records) for one in taken.topics if (records := _written(one, first)) is not None]
    found.sort(key=lambda one: -one[1])
    if not any(records for _, records in found):
        return None
    return joined(
        rows(
            [
                (name, [Bar(value=records / seconds, colour=BLUE, about=f"{records:,} records")])
                for name, records in found[:_MOST_DRAWN]
                if records
            ],
            title="Records per second by topic",
            about=f"By offsets, over {seconds:,.0f} s: markers of transactions count too.",
        ),
        table(
            ("Topic", "Records/s"),
            [
                (
                    name,
                    derivation(
                        ratio(records / seconds),
                        {
                            "value": records / seconds,
                            "unit": "records/s",
                            "formula": "records / seconds",
                            "inputs": {"records": records, "seconds": seconds},
                            "source": "end offsets of the snapshot less those of its first sample",
                        },
                    ),
                )
                for name, records in found
            ],
            numeric=(1,),
        ),
    )


def _written(topic: Topic, first: Sample) -> int | None:
    """Offsets that the topic's partitions grew by; None where none of them is known at both times."""
    before = first.latest.get(topic.name)
    if before is None:
        return None
    grown = [
        one.latest - was
        for one, was in zip(topic.partitions, before, strict=False)
        if one.latest is not None and was is not None
    ]
    return sum(max(0, one) for one in grown) if grown else None
