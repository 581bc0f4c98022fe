"""RBL007: rolling restarts that rebalance at each pod."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "RBL007",
    "no-static-membership",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=EVERY_CLIENT,
    summary="A consumer on Kubernetes has no group.instance.id: each pod restart rebalances the group.",
    why=(
        "A dynamic member that leaves and returns causes two rebalances; a rolling restart of 20 pods 40. "
        "With a stable group.instance.id (the pod's name in a StatefulSet), a member that returns within "
        "session.timeout.ms gets its partitions back without any (KIP-345)."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-345%3A+Introduce+static+membership+protocol+to+reduce+consumer+rebalances",
    ],
    bad=(
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: billing\ndata:\n  consumer.properties: |\n"
        "    bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "    group.id=billing\n"
    ),
    good=(
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: billing\ndata:\n  consumer.properties: |\n"
        "    bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "    group.id=billing\n    group.instance.id=billing-0\n"
    ),
    dialect="billing.yaml",
)
def no_static_membership(config: EffectiveConfig) -> Iterator[Problem]:
    """Where the runtime is known to be Kubernetes, or the file is one of its objects."""
    runtime = config.attribute_text(attributes.RUNTIME) or config.configuration.dialect
    if runtime != "kubernetes" or not config.text("group.id"):
        return
    if config.complete and config.explicit("group.instance.id") is None:
        yield config.problem(
            "group.instance.id",
            "no group.instance.id: each pod restart causes two rebalances; in a StatefulSet set it to the "
            "pod's name, and session.timeout.ms above the restart time",
        )
