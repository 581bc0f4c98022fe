"""DSN001: an event log is compacted: all but the last event of each key will be removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check
from kafka_architect.designs.model.topic import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design

_EACH_COUNTS = frozenset({Kind.EVENTS, Kind.COMMANDS, Kind.REPLIES, Kind.RETRY, Kind.DEAD_LETTER})


@check(
    "DSN001",
    "compacted-event-log",
    severity=Severity.ERROR,
    summary="A topic of events, commands or failed records is compacted.",
    why=(
        "Compaction keeps the last record of each key. Of OrderCreated, OrderPaid and OrderShipped with the "
        "key orderId only OrderShipped remains, at an unpredictable time; replay, audit and new consumers "
        "miss the rest. Keep state in a separate compacted topic."
    ),
    sources=("https://kafka.apache.org/documentation/#compaction",),
    bad="""\
name: shop
entities:
  orders: {key: orderId, events: {messages: [OrderCreated, OrderPaid], cleanup: compact}}
""",
    good="""\
name: shop
entities:
  orders: {key: orderId, events: {messages: [OrderCreated, OrderPaid]}, state: {messages: [Order]}}
""",
)
def compacted_event_log(design: Design) -> Iterator[Problem]:
    """Look at topics in which each record counts."""
    for topic in design.topics.values():
        if topic.kind in _EACH_COUNTS and "compact" in topic.cleanup:
            yield Problem(
                topic.name,
                f"cleanup.policy={topic.setting('cleanup.policy')} on a topic of {topic.kind}: compaction "
                "removes "
                f"all but the last record of each {' + '.join(topic.key) or 'key'}",
                "use cleanup: delete with a retention, and a stream of kind state for the latest record of "
                "each key",
            )
