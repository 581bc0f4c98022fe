"""UPG013: a ZooKeeper cluster cannot be upgraded to 4.x at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.upgrades.removed_keys import minor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "UPG013",
    "upgrade-needs-two-steps",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER],
    since=(4, 0),
    profile="dev",
    summary="The broker runs in ZooKeeper mode: migrate it to KRaft with 3.9 before upgrading to Kafka 4.x.",
    why=(
        "Kafka 4.x cannot read metadata in ZooKeeper. 3.9 is the last bridge release: upgrade to 3.9, start "
        "controllers, migrate (zookeeper.metadata.migration.enable=true), finish the migration, and only "
        "then upgrade to 4.x. Reported only with --from."
    ),
    sources=[
        "KIP-866",
        "https://kafka.apache.org/39/documentation.html#kraft_zk_migration",
        "https://kafka.apache.org/40/documentation.html#upgrade",
    ],
    bad="broker.id=1\nzookeeper.connect=zk-1:2181",
    good="process.roles=broker\nnode.id=1",
)
def upgrade_needs_two_steps(config: EffectiveConfig) -> Iterator[Problem]:
    """The broker runs in ZooKeeper mode: migrate it to KRaft with 3.9 before upgrading to Kafka 4.x."""
    if config.upgrade_from is None or not config.upgrade_from.startswith("3."):
        return
    zookeeper = config.explicit("zookeeper.connect")
    if zookeeper is not None and config.explicit("process.roles") is None:
        yield config.problem(
            zookeeper,
            "this broker runs in ZooKeeper mode: migrate the cluster to KRaft with 3.9, then upgrade to "
            f"{minor(config.kafka_version)}",
        )
