"""Checks of a whole design: one file each. A newcomer adds its file and its line in the table.

A check is a function of a `Design` that yields `Problem`s, made a `Check` by the decorator `check.check`.
It looks at the design alone: never at a specification, a pattern or an emitted file.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from kafka_architect.designs.model.promise import Finding
from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.check import Check
    from kafka_architect.designs.model.design import Design

CHECKS: dict[str, str] = {
    "DSN001": "compacted_event_log",
    "DSN002": "fewer_partitions_than_main",
    "DSN003": "joined_topics_differ",
    "DSN004": "name_too_long",
    "DSN005": "names_collide",
    "DSN006": "retention_below_outage",
    "DSN007": "more_replicas_than_brokers",
    "DSN008": "setting_of_another_client",
    "DSN009": "kept_forever",
    "DSN010": "name_without_convention",
    "DSN011": "nobody_sends",
    "DSN012": "nobody_receives",
    "DSN013": "no_lag_objective",
    "DSN014": "personal_data_kept_forever",
    "DSN015": "schema_without_history",
    "DSN016": "promise_given_up",
    "DSN017": "no_failure_handling",
    "DSN018": "tiered_and_compacted",
    "DSN019": "setting_not_allowed_on_platform",
    "DSN020": "above_platform_limit",
    "DSN021": "promise_not_kept",
    "DSN022": "tombstones_gone_before_readers_return",
    "DSN023": "transaction_timeout_above_broker",
    "DSN024": "losing_one_broker_blocks_writes",
    "DSN025": "mirror_skips_topic",
    "DSN026": "schema_id_in_key",
    "DSN027": "latency_not_kept",
    "DSN028": "latency_below_lag_objective",
    "DSN029": "subject_strategies_differ",
    "DSN030": "setting_kafka_rejects",
}


@cache
def checks() -> dict[str, Check]:
    """Every check by its code."""
    from kafka_architect.designs.check import Check

    found: dict[str, Check] = {}
    for code, module in CHECKS.items():
        made = [
            one
            for one in vars(import_module(f"{__name__}.{module}")).values()
            if isinstance(one, Check) and one.code == code
        ]
        if len(made) != 1:
            raise LookupError(f"check {code} must be made once, in checks/{module}.py")
        found[code] = made[0]
    return found


def check_of(code: str) -> Check:
    """The check with a code or name.

    Raises:
        InputError: There is none; the nearest is offered.
    """
    for one in checks().values():
        if code.strip().upper() == one.code or code.strip().lower() == one.name:
            return one
    names = [name for one in checks().values() for name in (one.code, one.name)]
    raise InputError(f"unknown check {code!r}{did_you_mean(code, names)}")


def checked(design: Design) -> Design:
    """The design with what the checks find in it, errors first."""
    order = {"error": 0, "warning": 1, "info": 2}
    found = sorted(_findings(design), key=lambda one: (order[one.severity], one.code, one.subject))
    return replace(design, findings=tuple(found))


def _findings(design: Design) -> Iterator[Finding]:
    for one in checks().values():
        for problem in one.function(design):
            yield Finding(
                code=one.code,
                name=one.name,
                severity=str(one.severity),
                subject=problem.subject,
                message=problem.message,
                cure=problem.cure,
            )
