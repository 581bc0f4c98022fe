"""CNT001: the topics that hold a Connect cluster's state have fewer than three replicas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.copies import WANTED, more_copies
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_TOPICS = {
    "config.storage.replication.factor": "the configurations of all connectors",
    "offset.storage.replication.factor": "the positions of all source connectors",
    "status.storage.replication.factor": "the states of all connectors and tasks",
}


@rule(
    "CNT001",
    "worker-topics-below-three-replicas",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_WORKER],
    summary="A worker creates its config, offset or status topic with fewer than three replicas.",
    why=(
        "Connectors, the positions of source connectors and their state are stored only in these three "
        "topics. With one replica the loss of a disk loses them: connectors vanish, and sources start from "
        "the beginning or leave a gap. The worker creates the topics when it first starts; changing the "
        "replication factor of an existing topic requires a reassignment. -1 uses the broker's "
        "default.replication.factor."
    ),
    sources=[
        "connect-runtime, DistributedConfig (config|offset|status.storage.replication.factor, default 3)",
        "https://kafka.apache.org/documentation/#connect_running",
    ],
    bad="config.storage.topic=connect-configs\nconfig.storage.replication.factor=1",
    good="config.storage.topic=connect-configs\nconfig.storage.replication.factor=3",
)
def worker_topics_below_three_replicas(config: EffectiveConfig) -> Iterator[Problem]:
    """A worker creates its config, offset or status topic with fewer than three replicas."""
    if config.explicit("offset.storage.file.filename") is not None:  # standalone: no such topics
        return
    for key, holds in _TOPICS.items():
        replicas = config.integer(key)
        if replicas is None or not 0 < replicas < WANTED:
            continue
        lost = "the loss of one disk loses" if replicas == 1 else "two broken brokers lose"
        cure, fix = more_copies(config, key, replicas)
        yield config.problem(
            key, f"{key}={replicas}: {lost} {holds} of the whole Connect cluster; {cure}", fix=fix
        )
