"""COST006: every partition takes the room of a whole segment from the start (preallocate)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import log_explicit, log_integer
from kafka_architect.validation.knowledge.wording import count, size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "COST006",
    "segments-preallocated",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC, Role.BROKER],
    profile="cost",
    summary="Every partition allocates a whole segment from the start (preallocate).",
    why=(
        "preallocate=true makes the file of a new segment as large as segment.bytes at once: 1 GiB for each "
        "replica of each partition, even an empty one. It helped file systems without sparse files; on XFS "
        "and ext4 it saves nothing."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_preallocate",
        "https://issues.apache.org/jira/browse/KAFKA-1646",
    ],
    bad="preallocate=true",
    good="preallocate=false",
)
def segments_preallocated(config: EffectiveConfig) -> Iterator[Problem]:
    """Say what it takes for all partitions and replicas."""
    setting, segment = log_explicit(config, "preallocate"), log_integer(config, "segment.bytes")
    if setting is None or not segment or config.boolean(setting.key) is not True:
        return
    replicas = (config.attribute_integer(attributes.PARTITIONS) or 0) * (
        config.attribute_integer(attributes.REPLICATION_FACTOR) or 1
    )
    total = f", {size(segment * replicas)} for {count(replicas, 'replica')}" if replicas else ""
    yield config.problem(
        setting,
        f"{setting.key}=true: each replica of a partition allocates {size(segment)} at once, even if "
        f"empty{total}",
        fix=config.fix_set(setting.key, "false"),
    )
