"""Patterns: one file each. A newcomer adds its file and its line in the table, and nothing else.

A pattern is a class of `pattern.Pattern`, of which its module makes one as `PATTERN`. It gets a `Use` (its
options and their place) and the `Draft` (landscape of the specification, topics and groups so far), and
returns a `Contribution`. The table is the order in which they are asked: each sees what those above it made.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.pattern import Pattern

# name -> module; asked in this order
PATTERNS: dict[str, str] = {
    "event-flow": "event_flow",
    "event-sourcing": "event_sourcing",
    "saga-choreography": "saga_choreography",
    "saga-orchestration": "saga_orchestration",
    "change-data-capture": "change_data_capture",
    "change-data-capture-maxwell": "change_data_capture_maxwell",
    "data-pipeline": "data_pipeline",
    "request-reply": "request_reply",
    "claim-check": "claim_check",
    "single-partition-log": "single_partition_log",
    "key-salting": "key_salting",
    "explicit-key-map": "explicit_key_map",
    "cqrs": "cqrs",
    "fan-out": "fan_out",
    "fan-in": "fan_in",
    "outbox": "outbox",
    "inbox": "inbox",
    "exactly-once": "exactly_once",
    "priority-lanes": "priority_lanes",
    "version-cutover": "version_cutover",
    "multi-tenant": "multi_tenant",
    "streams-application": "streams_application",
    "erasure": "erasure",
    "event-carried-state": "event_carried_state",
    "compacted-state": "compacted_state",
    "stream-table-join": "stream_table_join",
    "tiered-storage": "tiered_storage",
    "active-passive": "active_passive",
    "active-active": "active_active",
    "disaster-recovery": "disaster_recovery",
    "share-group": "share_group",
    "retry-dlq": "retry_dlq",
    "dead-letter-redrive": "dead_letter_redrive",
    "stretch-cluster": "stretch_cluster",
    # Last: it puts others in the place of topics that those before it know.
    "dc-prefixed-topics": "dc_prefixed_topics",
}


@cache
def pattern(name: str) -> Pattern[Any]:
    """The pattern of that name.

    Raises:
        InputError: There is none; the nearest is offered.
    """
    if name not in PATTERNS:
        raise InputError(f"unknown pattern {name!r}{did_you_mean(name, PATTERNS)}")
    made: Pattern[Any] = import_module(f"{__name__}.{PATTERNS[name]}").PATTERN
    return made


def patterns() -> dict[str, Pattern[Any]]:
    """Every pattern by its name, in the order of the table."""
    return {name: pattern(name) for name in PATTERNS}
