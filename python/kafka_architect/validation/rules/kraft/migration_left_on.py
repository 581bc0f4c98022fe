"""KRF015: the migration from ZooKeeper is switched on (zookeeper.metadata.migration.enable)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "KRF015",
    "migration-left-on",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    until=(4, 0),
    summary="The migration from ZooKeeper is still enabled (zookeeper.metadata.migration.enable).",
    why=(
        "While it is enabled, controllers also write all metadata to ZooKeeper, a state that is meant to "
        "last for days. Once the migration is done, remove the setting and zookeeper.connect from brokers "
        "first, then from controllers; after that a rollback is not possible. An upgrade to 4.0 is not "
        "possible before."
    ),
    sources=[
        "KIP-866",
        "https://kafka.apache.org/39/documentation.html#kraft_zk_migration",
    ],
    bad=(
        "process.roles=controller\n"
        "node.id=100\n"
        "zookeeper.metadata.migration.enable=true\n"
        "zookeeper.connect=zk1:2181"
    ),
    good="process.roles=controller\nnode.id=100",
)
def migration_left_on(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what is written."""
    setting = config.explicit("zookeeper.metadata.migration.enable")
    if setting is not None and config.boolean("zookeeper.metadata.migration.enable") is True:
        yield config.problem(
            setting,
            "zookeeper.metadata.migration.enable=true: metadata is written twice until the migration is "
            "finished; then remove it, together with zookeeper.connect",
        )
