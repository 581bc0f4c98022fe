"""DUR015: storage that goes with the pod."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_FLEETING = {
    "ephemeral": "in an emptyDir, which is deleted with its pod",
    "container": "in the container's writable layer, which is deleted with it",
    "anonymous-volume": "in an anonymous volume, which belongs to this container only",
}

_NEXT = {
    "ephemeral": "pod (an update, an eviction, a lost node)",
    "container": "container (docker compose down, another image)",
    "anonymous-volume": "container after docker compose down",
}


@rule(
    "DUR015",
    "ephemeral-storage",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER, Role.CONTROLLER],
    summary="The server's data are on storage that does not survive its pod or container.",
    why=(
        "The data survive a restart of the process or container, but not its recreation: a new pod after an "
        "update or an eviction, a new container after docker compose down or with another image. Such a "
        "broker starts with an empty disk and copies all its partitions from the others; if the brokers of "
        "all replicas are recreated, the topics are empty. The images of Apache, Confluent and wurstmeister "
        "declare a volume for their data folder: Docker creates an anonymous volume there for each "
        "container, and it hides anything mounted above it. A controller quorum that loses a majority of "
        "its disks loses the cluster's metadata."
    ),
    sources=[
        "https://strimzi.io/docs/operators/latest/deploying (ephemeral storage; KafkaSpecChecker)",
        "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
    ],
    bad=(
        "apiVersion: kafka.strimzi.io/v1\nkind: KafkaNodePool\nmetadata:\n  name: brokers\n  labels:\n"
        "    strimzi.io/cluster: my-cluster\nspec:\n  replicas: 3\n  roles:\n    - broker\n"
        "  storage:\n    type: ephemeral\n"
    ),
    good=(
        "apiVersion: kafka.strimzi.io/v1\nkind: KafkaNodePool\nmetadata:\n  name: brokers\n  labels:\n"
        "    strimzi.io/cluster: my-cluster\nspec:\n  replicas: 3\n  roles:\n    - broker\n"
        "  storage:\n    type: persistent-claim\n    size: 100Gi\n"
    ),
    dialect="kafka-node-pool.yaml",
)
def ephemeral_storage(config: EffectiveConfig) -> Iterator[Problem]:
    """As the dialect read it."""
    storage = config.attribute(attributes.STORAGE)
    kind = config.attribute_text(attributes.STORAGE)
    if kind in _FLEETING:
        yield config.problem(
            storage,
            f"the data are {_FLEETING[kind]}: they survive a restart, but not a new {_NEXT[kind]}; use a "
            "persistent volume",
        )
