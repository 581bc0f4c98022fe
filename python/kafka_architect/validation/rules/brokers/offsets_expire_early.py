"""BRK015: the offsets of a group expire sooner than after 7 days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.wording import MINUTE, duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LEAST_MINUTES = 10_080


@rule(
    "BRK015",
    "offsets-expire-early",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="Group offsets expire earlier than after 7 days.",
    why=(
        "When a group has had no members for offsets.retention.minutes, its offsets are deleted, and a "
        "returning consumer starts where auto.offset.reset says: it skips what was written meanwhile, or "
        "reads everything again. One day does not cover a weekend. KIP-186 raised the default to 7 days for "
        "that reason."
    ),
    sources=[
        "KIP-186",
        "KIP-211",
    ],
    bad="node.id=1\noffsets.retention.minutes=1440",
    good="node.id=1\noffsets.retention.minutes=10080",
)
def offsets_expire_early(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at a time that somebody wrote."""
    setting, minutes = (
        config.explicit("offsets.retention.minutes"),
        config.integer("offsets.retention.minutes"),
    )
    if setting is None or minutes is None or not 0 < minutes < _LEAST_MINUTES:
        return
    yield config.problem(
        setting,
        f"offsets.retention.minutes={setting.shown}: a group that is down for {duration(minutes * MINUTE)} "
        "loses its offsets, and skips or repeats records when it comes back; the default is 7 days",
        fix=config.fix_set("offsets.retention.minutes", str(_LEAST_MINUTES)),
    )
