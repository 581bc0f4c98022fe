"""TOP019: topics that are created without a number of partitions get one (num.partitions)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_boolean, known_integer, runs_broker
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "TOP019",
    "new-topics-get-one-partition",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="Topics created without a partition count get one partition (num.partitions).",
    why=(
        "num.partitions applies when a topic is auto-created, when an administrator omits the partition "
        "count, and to internal topics of Kafka Streams. One partition means one consumer at a time, and "
        "raising it later moves keys. The default is 1."
    ),
    sources=["https://kafka.apache.org/documentation/#brokerconfigs_num.partitions"],
    bad="node.id=1\nauto.create.topics.enable=true\nnum.partitions=1",
    good="node.id=1\nauto.create.topics.enable=true\nnum.partitions=6",
)
def new_topics_get_one_partition(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the value in force where topics come into being by themselves."""
    if not runs_broker(config) or known_boolean(config, "auto.create.topics.enable") is not True:
        return
    if known_integer(config, "num.partitions") == 1:
        yield config.problem(
            "num.partitions",
            "num.partitions is 1: a topic created without a partition count can be read by only one "
            "consumer of a group; 3 or 6 allow for growth",
        )
