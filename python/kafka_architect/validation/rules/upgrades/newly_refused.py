"""UPG010: what ran with the old version and does not start with the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_CLIENT, EVERY_ROLE, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.upgrades.removed_keys import minor
from kafka_architect.validation.upgrade import newly_refused as refused_from_now_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "UPG010",
    "newly-refused",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER, *sorted(EVERY_ROLE - {Role.PRODUCER})],
    clients=EVERY_CLIENT,
    profile="dev",
    summary="The new version rejects a configuration that the old version accepted.",
    why=(
        "All rules with the verdict `refuses` are checked for both versions; what only the new version "
        "rejects is listed here, once per configuration, in addition to the findings themselves. Reported "
        "only with --from."
    ),
    sources=["ConfigDefs and constructors of Apache Kafka 3.9.2 to 4.3.1 compared"],
    bad="bootstrap.servers=kafka-1:9092,",
    good="bootstrap.servers=kafka-1:9092,kafka-2:9092",
)
def newly_refused(config: EffectiveConfig) -> Iterator[Problem]:
    """The new version rejects a configuration that the old version accepted."""
    if config.upgrade_from is None:
        return
    found = [(rule.code, problem) for rule, problem in refused_from_now_on(config, config.upgrade_from)]
    if found:
        told = ", ".join(dict.fromkeys(f"{problem.key} ({code})" for code, problem in found))
        old, new = minor(config.upgrade_from), minor(config.kafka_version)
        yield config.problem(found[0][1].setting, f"accepted by Kafka {old} but rejected by {new}: {told}")
