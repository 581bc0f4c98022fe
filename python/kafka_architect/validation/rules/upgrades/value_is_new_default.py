"""UPG005: a value that the new version has by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue.history import ChangeKind, changes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_ROLE, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.upgrades.removed_keys import minor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "UPG005",
    "value-is-new-default",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER, *sorted(EVERY_ROLE - {Role.PRODUCER})],
    summary="After the upgrade this value is Kafka's default: the key is no longer needed.",
    why=(
        "The key was set to override the old default. If it stays, it pins the value when a later version "
        "improves the default. Reported only with --from, for keys whose default changes between the two "
        "versions."
    ),
    sources=["ConfigDefs of Apache Kafka 3.9.2, 4.0.0, 4.1.1, 4.2.0, 4.3.1 compared"],
    bad="linger.ms=5",
    good="linger.ms=20",
)
def value_is_new_default(config: EffectiveConfig) -> Iterator[Problem]:
    """After the upgrade this value is Kafka's default: the key is no longer needed."""
    if config.upgrade_from is None or config.configuration.parent is not None:
        return
    for change in changes(config.upgrade_from, config.kafka_version, config.role):
        setting = config.explicit(change.key)
        if change.kind is not ChangeKind.DEFAULT or setting is None or change.after is None:
            continue
        default = change.after.default
        if default and setting.resolved and (setting.value or "").strip() == default:
            yield config.problem(
                setting,
                f"{change.key}={default} is the default since Kafka {minor(change.version)}: the key is no "
                "longer needed",
                fix=config.fix_remove(setting),
            )
