"""CNT023: one worker runs all connectors or flows."""

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


@rule(
    "CNT023",
    "one-worker",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_WORKER, Role.MM2],
    summary="Connect or MirrorMaker 2 has one worker: when its pod stops, everything that it runs stops.",
    why=(
        "Workers of one group take over each other's connectors and tasks. With a single worker, every "
        "restart, image update or drained node stops all of them until a pod is back, has loaded its "
        "plugins and has read the storage topics; a source that retains its changes only briefly may have "
        "dropped some by then. Two workers on separate nodes are enough to avoid that."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#connect_running",
        "Strimzi documentation, spec.replicas of KafkaConnect and KafkaMirrorMaker2",
    ],
    bad=(
        "apiVersion: kafka.strimzi.io/v1\nkind: KafkaConnect\nmetadata: {name: connect}\nspec:\n"
        "  replicas: 1\n  bootstrapServers: kafka:9093\n"
    ),
    good=(
        "apiVersion: kafka.strimzi.io/v1\nkind: KafkaConnect\nmetadata: {name: connect}\nspec:\n"
        "  replicas: 2\n  bootstrapServers: kafka:9093\n"
    ),
    dialect="connect.yaml",
)
def one_worker(config: EffectiveConfig) -> Iterator[Problem]:
    """Where a file says how many there are; a pod that has none yet, or is switched off, is no worker."""
    if config.attribute_integer(attributes.WORKERS) != 1:
        return
    what = "every flow" if config.role is Role.MM2 else "every connector"
    yield config.problem(
        config.attribute(attributes.WORKERS),
        f"one worker: {what} stops with its pod, at each restart and update; run at least two",
    )
