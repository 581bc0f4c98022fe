"""DUR005: an acknowledgement that stands for one copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_integer, runs_broker
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_WANTED = 2
_REPLICAS = 3


@rule(
    "DUR005",
    "min-insync-replicas-below-2",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER, Role.TOPIC],
    summary="min.insync.replicas is 1 with three replicas: acks=all may be satisfied by a single replica.",
    why=(
        "acks=all waits for the replicas that are in sync, however few they are. With min.insync.replicas=1 "
        "that may be the leader alone: two followers lag, the leader acknowledges, its disk fails, the "
        "records are lost. With 2 of 3 the broker rejects such writes until a second replica is in sync."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_min.insync.replicas",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html",
        "https://strimzi.io/docs/operators/latest/deploying (KafkaSpecChecker warnings)",
    ],
    bad="default.replication.factor=3\nmin.insync.replicas=1",
    good="default.replication.factor=3\nmin.insync.replicas=2",
)
def min_insync_replicas_below_2(config: EffectiveConfig) -> Iterator[Problem]:
    """With fewer than three replicas there is nothing to gain: DUR004 speaks then."""
    if config.role is Role.TOPIC:
        replicas = config.attribute_integer(attributes.REPLICATION_FACTOR) or _REPLICAS
        # Where the topic says nothing, the brokers' value holds, which this file does not show.
        least = (
            None if config.explicit("min.insync.replicas") is None else config.integer("min.insync.replicas")
        )
    else:
        replicas = known_integer(config, "default.replication.factor") or 0
        least = known_integer(config, "min.insync.replicas") if runs_broker(config) else None
    if least is None or least >= _WANTED or replicas < _REPLICAS:
        return
    yield config.problem(
        "min.insync.replicas",
        f"min.insync.replicas={least}: with acks=all a record may be acknowledged while one of {replicas} "
        "replicas has it; 2 guarantees two copies of every acknowledged record",
        fix=config.fix_set("min.insync.replicas", str(_WANTED)),
    )
