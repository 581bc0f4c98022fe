"""PRD023: settings of the partitioner that was replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.partitioners import REMOVED, REMOVED_IN
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEYS = (
    "partitioner.ignore.keys",
    "partitioner.adaptive.partitioning.enable",
    "partitioner.availability.timeout.ms",
)


@rule(
    "PRD023",
    "partitioner-settings-ignored",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.PRODUCER],
    profile="dev",
    summary="partitioner.class is set, so the settings of the built-in partitioner have no effect.",
    why=(
        "partitioner.ignore.keys, partitioner.adaptive.partitioning.enable and "
        "partitioner.availability.timeout.ms belong to the built-in partitioner (KIP-794). A custom "
        "partitioner replaces it and ignores them. The last also requires adaptive partitioning to be "
        "enabled."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_partitioner.ignore.keys",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-794%3A+Strictly+Uniform+Sticky+Partitioner",
    ],
    bad=(
        "partitioner.class=org.apache.kafka.clients.producer.RoundRobinPartitioner\n"
        "partitioner.availability.timeout.ms=1000"
    ),
    good="partitioner.availability.timeout.ms=1000",
)
def partitioner_settings_ignored(config: EffectiveConfig) -> Iterator[Problem]:
    """Written keys beside a partitioner.class, or an availability timeout without adaptive partitioning."""
    partitioner = config.text("partitioner.class")
    if partitioner in REMOVED and config.version >= REMOVED_IN:
        return  # ORD006 takes it out, and then they count
    for key in _KEYS:
        setting = config.explicit(key)
        if setting is None:
            continue
        if partitioner:
            yield config.problem(
                setting,
                f"{key} has no effect: {partitioner.rpartition('.')[2]} replaces the partitioner that reads "
                "it",
                fix=config.fix_remove(setting, safe=True),
            )
        elif key == _KEYS[2] and config.boolean(_KEYS[1]) is False and (config.integer(key) or 0) > 0:
            yield config.problem(setting, f"{key} has no effect: {_KEYS[1]} is false")
