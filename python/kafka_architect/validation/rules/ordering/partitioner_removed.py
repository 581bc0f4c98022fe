"""ORD006: a partitioner that is not in the jar any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.partitioners import DEFAULT, REMOVED, REMOVED_IN, STICKY
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "ORD006",
    "partitioner-removed",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER],
    since=REMOVED_IN,
    profile="dev",
    summary="partitioner.class names a class that was removed in Kafka 4.0.",
    why=(
        "DefaultPartitioner and UniformStickyPartitioner were deprecated by KIP-794 (3.3) and removed in "
        "4.0: the producer throws a ConfigException (class not found). Without partitioner.class the "
        "producer's built-in partitioner replaces and improves on DefaultPartitioner; "
        "partitioner.ignore.keys=true replaces UniformStickyPartitioner."
    ),
    sources=[
        "https://kafka.apache.org/40/documentation.html#upgrade_4_0_0",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-794%3A+Strictly+Uniform+Sticky+Partitioner",
    ],
    bad=f"partitioner.class={DEFAULT}",
    good="acks=all",
)
def partitioner_removed(config: EffectiveConfig) -> Iterator[Problem]:
    """The two classes by name."""
    setting, name = config.explicit("partitioner.class"), config.text("partitioner.class")
    if setting is None or name not in REMOVED:
        return
    sticky = name == STICKY
    cure = "set partitioner.ignore.keys=true instead" if sticky else "remove the key: it was the default"
    yield config.problem(
        setting,
        f"{name.rpartition('.')[2]} was removed in Kafka 4.0: the producer fails to start "
        f"(ConfigException); {cure}",
        fix=None if sticky else config.fix_remove(setting, safe=config.version_told),
    )
