"""Quotas: what a principal may send and receive per broker, where all of its loads are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.client import Quota
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.log_bytes import log_bytes
from kafka_architect.designs.model.topic import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.deriving.ends import Ends
    from kafka_architect.designs.model.topic import Topic

# A consumer that was away reads faster than records are written.
_CATCH_UP: Final = 3.0
_GROWTH: Final = 2.5
_SOURCE: Final = (
    "a quota holds per broker, and one broker may lead all partitions: the whole peak with growth, so that "
    "it stops runaways and not the service (this project's choice)"
)
_QUIET: Final = frozenset({Kind.RETRY, Kind.DEAD_LETTER})


def quotas(topics: Mapping[str, Topic], draft: Draft, between: Ends) -> Iterator[Quota]:
    """A quota for each principal. Retries count as all of their main topic: then they are needed."""
    defaults = draft.landscape.specification.defaults
    growth = _GROWTH if defaults is None or defaults.growth is None else defaults.growth
    by_principal: dict[str, list[str]] = {}
    for application in draft.applications.values():
        by_principal.setdefault(application.principal, []).append(application.name)
    for principal, names in by_principal.items():
        sent = [topic for name in names for topic in between.sent[name]]
        received = [topic for name in names for topic in between.received[name]]
        producing = _figure(sent, topics, {"growth": growth})
        consuming = _figure(received, topics, {"growth": growth, "catch_up": _CATCH_UP})
        if producing is not None or consuming is not None:
            yield Quota(principal=principal, producer_bytes_per_s=producing, consumer_bytes_per_s=consuming)


def _figure(used: Sequence[Topic], topics: Mapping[str, Topic], factors: dict[str, float]) -> Figure | None:
    peak = 0.0
    for topic in used:
        main = topics[topic.follows] if topic.kind in _QUIET and topic.follows else topic
        load = main.load
        if load.peak_messages_per_s is None or load.message_bytes is None:
            return None
        # Quotas count requests, with all that the log's format adds.
        peak += load.peak_messages_per_s * log_bytes(main)
    if not peak:
        return None
    return Figure.of(
        f"ceil(peak_bytes_per_s * {' * '.join(factors)})",
        unit="bytes/s per broker",
        source=_SOURCE,
        inputs={"peak_bytes_per_s": peak, **factors},
        details={"peak_bytes_per_s": f"in the log, of {', '.join(one.name for one in used[:4])}"},
    )
