"""UPG002: inter.broker.protocol.version and log.message.format.version, which Kafka 4.0 has removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.upgrades.removed_keys import removed_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEYS = frozenset({"inter.broker.protocol.version", "log.message.format.version"})


@rule(
    "UPG002",
    "protocol-version-removed",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER, Role.CONTROLLER],
    since=(4, 0),
    profile="dev",
    summary="The protocol or message format version is pinned by a key that Kafka 4.x ignores.",
    why=(
        "In KRaft mode the feature metadata.version controls the protocol; raise it with kafka-features.sh "
        "after all nodes have been upgraded. Messages are written only in format v2. The pinned key does not "
        "allow a downgrade."
    ),
    sources=["KIP-584", "KIP-724", "https://kafka.apache.org/40/documentation.html#upgrade"],
    bad="process.roles=broker,controller\nnode.id=1\ninter.broker.protocol.version=3.9",
    good="process.roles=broker,controller\nnode.id=1",
)
def protocol_version_removed(config: EffectiveConfig) -> Iterator[Problem]:
    """The protocol or message format version is pinned by a key that Kafka 4.x ignores."""
    for gone in removed_keys(config):
        if gone.key in _KEYS:
            yield config.problem(
                gone.setting,
                f"{gone.key} was removed {gone.since}; {gone.replacement}",
                fix=config.fix_remove(gone.setting, safe=config.version_told),
            )
