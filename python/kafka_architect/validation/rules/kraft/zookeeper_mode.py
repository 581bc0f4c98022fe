"""KRF014: the cluster runs with ZooKeeper, which Kafka 4.0 no longer has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "KRF014",
    "zookeeper-mode",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    until=(4, 0),
    summary="The cluster runs with ZooKeeper, which Kafka 4.0 removed.",
    why=(
        "ZooKeeper mode is deprecated since 3.5, and 3.9 is the last release with it. There is no direct "
        "upgrade from it to 4.x: first migrate the cluster to KRaft on 3.9 (controllers, dual write, "
        "finish), then upgrade."
    ),
    sources=[
        "KIP-866",
        "https://kafka.apache.org/39/documentation.html#kraft_zk_migration",
    ],
    bad="broker.id=1\nzookeeper.connect=zk1:2181,zk2:2181,zk3:2181",
    good=("process.roles=broker\nnode.id=1\ncontroller.quorum.bootstrap.servers=c1:9093,c2:9093,c3:9093"),
)
def zookeeper_mode(config: EffectiveConfig) -> Iterator[Problem]:
    """Look for a broker of ZooKeeper."""
    setting = config.explicit("zookeeper.connect")
    if setting is not None and config.text("zookeeper.connect") and not config.items("process.roles"):
        yield config.problem(
            setting,
            "zookeeper.connect: Kafka 4.0 removed ZooKeeper; migrate to KRaft on 3.9, the last release that "
            "can",
        )
