"""EOS013: workers that stopped halfway on their way to exactly-once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEY = "exactly.once.source.support"


@rule(
    "EOS013",
    "exactly-once-left-preparing",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_WORKER],
    since=(3, 3),
    summary="exactly.once.source.support=preparing: source connectors still write at least once.",
    why=(
        "preparing is for the first of two rolling restarts: it lets the leader write to the config topic "
        "in transactions, which the workers need before any of them may be set to enabled. Connectors do "
        "not write transactions yet: after a failure records are duplicated, and connectors with "
        "exactly.once.support=required are rejected."
    ),
    sources=["KIP-618", "connect-runtime, DistributedConfig.ExactlyOnceSourceSupport"],
    bad=f"group.id=connect\noffset.storage.topic=connect-offsets\n{_KEY}=preparing",
    good=f"group.id=connect\noffset.storage.topic=connect-offsets\n{_KEY}=enabled",
    dialect="connect-distributed.properties",
)
def exactly_once_left_preparing(config: EffectiveConfig) -> Iterator[Problem]:
    """Kafka reads the value in any case."""
    setting = config.explicit(_KEY)
    if setting is not None and (config.text(_KEY) or "").lower() == "preparing":
        yield config.problem(
            setting,
            f"{_KEY}=preparing: source connectors do not write transactions yet; once all workers have "
            "been restarted with it, set it to enabled and restart them again",
            fix=config.fix_set(_KEY, "enabled"),
        )
