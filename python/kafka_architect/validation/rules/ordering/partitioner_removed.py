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
    summary="partitioner.class names a class that Kafka 4.0 has removed.",
    why=(
        "DefaultPartitioner and UniformStickyPartitioner were deprecated with KIP-794 (3.3) and removed in "
        "4.0: the producer throws a ConfigException, class not found. Without partitioner.class a producer "
        "does what DefaultPartitioner did, and better; partitioner.ignore.keys=true does what "
        "UniformStickyPartitioner did."
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
    cure = "set partitioner.ignore.keys=true instead" if sticky else "leave the key out: it was the default"
    yield config.problem(
        setting,
        f"{name.rpartition('.')[2]} is gone since Kafka 4.0, the producer does not start; {cure}",
        fix=None if sticky else config.fix_remove(setting, safe=config.version_told),
    )
