"""UPG006: a default that changes with the upgrade, and is in force here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import key_catalogue
from kafka_architect.validation.catalogue.history import ChangeKind, changes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import runs_broker
from kafka_architect.validation.role import EVERY_ROLE, SERVERS, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.upgrades.default_effects import EFFECTS
from kafka_architect.validation.rules.upgrades.removed_keys import minor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "UPG006",
    "default-changes",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.PRODUCER, *sorted(EVERY_ROLE - {Role.PRODUCER})],
    summary="A key is not set, and its default changes between the two versions.",
    why=(
        "The file stays the same but the process behaves differently: since 4.0 producers wait up to 5 ms "
        "for a batch (KIP-1030), clients use bootstrap.servers again when all known brokers are unreachable, "
        "and brokers reject records with timestamps more than an hour ahead. Set the old value explicitly to "
        "keep the old behavior. Reported only with --from."
    ),
    sources=["KIP-1030", "KIP-1102", "ConfigDefs of Apache Kafka 3.9.2, 4.0.0, 4.1.1, 4.2.0, 4.3.1 compared"],
    bad="acks=all",
    good="acks=all\nlinger.ms=0\nmetadata.recovery.strategy=none",
)
def default_changes(config: EffectiveConfig) -> Iterator[Problem]:
    """Of keys that the old version had, where something in the configuration reads them."""
    if config.upgrade_from is None or not config.complete or config.configuration.parent is not None:
        return
    for change in changes(config.upgrade_from, config.kafka_version, config.role):
        effect = EFFECTS.get(change.key)
        if change.kind is not ChangeKind.DEFAULT or effect is None or config.explicit(change.key) is not None:
            continue
        if change.before is None or change.after is None or not _concerns(config, change.key):
            continue
        old, new = change.before.default, change.after.default
        yield config.problem(
            change.key,
            f"{change.key} is not set: its default changes from {old} to {new} in Kafka "
            f"{minor(change.version)}: {effect}",
            fix=None if not old else config.fix_set(change.key, old, safe=True),
        )


def _concerns(config: EffectiveConfig, key: str) -> bool:
    """Whether the old version had the key, and the process does what it is about."""
    before = config.upgrade_from or config.kafka_version
    if key_catalogue(before, config.role, config.client).get(key) is None:
        return False
    if key.startswith("remote.log."):
        return config.boolean("remote.log.storage.system.enable") is True
    return config.role not in SERVERS or runs_broker(config)
