"""Another replication factor: what is copied, how fast it may be, and how long it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.difference.change import Change, Risk
from kafka_architect.designs.difference.tools import tools
from kafka_architect.designs.model.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.difference.state import TopicState

_THROTTLE_BYTES_PER_S: Final = 50e6
_HEADROOM: Final = 2
_THROTTLE_SOURCE: Final = (
    "this project's choice: 50 MB/s per broker leaves room for clients; a throttle at or below what is "
    "written never catches up (Kafka's operations guide, Limiting bandwidth usage)"
)


def replication_changes(old: TopicState, new: TopicState, brokers: int | None) -> Iterator[Change]:
    """The change of the replication factor, if it is known on both sides and differs."""
    before, after = old.replicas, new.replicas
    if before is None or after is None or before == after:
        return
    figures = _figures(old, new, before, after, brokers) if after > before else {}
    yield Change(
        subject=new.name,
        kind="replication-factor",
        risk=Risk.REVERSIBLE,
        what="replication_factor",
        before=str(before),
        after=str(after),
        because=_because(new, before, after, figures),
        steps=_steps(new, before, after, figures),
        tools=tools("replication-factor"),
        figures=figures,
    )


def _because(new: TopicState, before: int, after: int, figures: dict[str, Figure]) -> str:
    if after > before:
        if "bytes_moved" not in figures:
            return (
                "Every partition is copied to more brokers; how much is not known "
                "(kafka-log-dirs --describe shows the size)."
            )
        moved, hours = figures["bytes_moved"], figures["hours"]
        return (
            f"{moved.value / 1e9:,.4g} GB are copied to more brokers, in about {hours.value:,.3g} hours at "
            f"{figures['throttle'].value / 1e6:,.4g} MB/s per broker."
        )
    written = new.settings.get("min.insync.replicas", "1")
    least = int(written) if written.isdecimal() else 1
    blocks = " With min.insync.replicas at or above it, losing any broker blocks writes."
    return (
        f"Fewer copies: the topic survives {max(after - 1, 0)} lost brokers instead of {before - 1}."
        f"{blocks if least >= after else ''}"
    )


def _steps(new: TopicState, before: int, after: int, figures: dict[str, Figure]) -> tuple[str, ...]:
    throttle = f" --throttle {int(figures['throttle'])}" if "throttle" in figures else ""
    first = () if after > before else ("Lower min.insync.replicas first, where it exceeds the new factor.",)
    last = ("Raise min.insync.replicas afterwards, not before.",) if after > before else ()
    return (
        *first,
        f"Write a reassignment of {new.name} with {after} replicas of each partition, spread over the racks.",
        f"kafka-reassign-partitions --execute{throttle}; repeat --verify until it is complete: that removes "
        "the throttle.",
        *last,
    )


def _figures(
    old: TopicState, new: TopicState, before: int, after: int, brokers: int | None
) -> dict[str, Figure]:
    written = new.written_bytes_per_s or old.written_bytes_per_s
    receiving = brokers or after
    throttle = Figure.of(
        "max(usual, written * added * headroom / brokers)",
        unit="bytes/s per broker",
        source=_THROTTLE_SOURCE,
        inputs={
            "usual": _THROTTLE_BYTES_PER_S,
            "written": written or 0,
            "added": after - before,
            "headroom": _HEADROOM,
            "brokers": receiving,
        },
        details={"brokers": "of the platform" if brokers else "at least as many as replicas"},
        assumed=() if written is not None else ("written",),
    )
    stored = old.bytes_per_replica if old.bytes_per_replica is not None else new.bytes_per_replica
    if stored is None:
        return {"throttle": throttle}
    moved = Figure.of(
        "stored_per_replica * added",
        unit="bytes",
        source="each added replica fetches the whole log of its partition",
        inputs={"stored_per_replica": stored, "added": after - before},
        details={"stored_per_replica": "at full retention"},
    )
    hours = Figure.of(
        "bytes_moved / (throttle * brokers) / 3600",
        unit="hours",
        source="every broker receives at its throttle; records written in the meantime come on top",
        inputs={"bytes_moved": moved.value, "throttle": throttle.value, "brokers": receiving},
    )
    return {"bytes_moved": moved, "throttle": throttle, "hours": hours}
