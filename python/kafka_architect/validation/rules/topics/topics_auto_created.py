"""TOP003: the broker creates every topic that a client asks for (auto.create.topics.enable)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_boolean, runs_broker
from kafka_architect.validation.knowledge.wording import count
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "TOP003",
    "topics-auto-created",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="The broker creates any topic that a client requests (auto.create.topics.enable).",
    why=(
        "A misspelled name becomes a topic that nothing reads, with the broker's default partition count and "
        "replication factor: 1 and 1 unless they are set. A deleted topic reappears as soon as a forgotten "
        "client requests it. Topics should come from a reviewed declaration. The default is true."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_auto.create.topics.enable",
        "https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html",
    ],
    bad="node.id=1\nauto.create.topics.enable=true",
    good="node.id=1\nauto.create.topics.enable=false",
)
def topics_auto_created(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the value in force: true is the default."""
    if not runs_broker(config) or known_boolean(config, "auto.create.topics.enable") is not True:
        return
    partitions, replication = config.integer("num.partitions"), config.integer("default.replication.factor")
    shape = (
        f", with {count(partitions, 'partition')} and replication factor {replication}"
        if partitions is not None and replication is not None
        else ""
    )
    yield config.problem(
        "auto.create.topics.enable",
        f"auto.create.topics.enable is true: any name that a client requests becomes a topic{shape}; set it "
        "to false and declare topics",
        fix=config.fix_set("auto.create.topics.enable", "false"),
    )
