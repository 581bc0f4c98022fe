"""BRK018: topics cannot be deleted (delete.topic.enable=false)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import only_broker
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "BRK018",
    "topics-cannot-be-deleted",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    summary="Topics cannot be deleted (delete.topic.enable=false).",
    why=(
        "kafka-topics.sh --delete fails with TopicDeletionDisabledException. Topics of tests and of retired "
        "services remain, with their partitions, disk space and names. Use ACLs (operation Delete on the "
        "topic) to control who may delete."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_delete.topic.enable",
        "core/src/main/scala/kafka/server/ControllerApis.scala (deleteTopics)",
    ],
    bad="node.id=1\ndelete.topic.enable=false",
    good="node.id=1\ndelete.topic.enable=true",
)
def topics_cannot_be_deleted(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what is written: the default is true. In KRaft controllers delete topics."""
    if only_broker(config):
        return
    setting = config.explicit("delete.topic.enable")
    if setting is not None and config.boolean("delete.topic.enable") is False:
        yield config.problem(
            setting,
            "delete.topic.enable=false: unused topics remain, with their disk space; use ACLs to control "
            "who may delete",
            fix=config.fix_set("delete.topic.enable", "true"),
        )
