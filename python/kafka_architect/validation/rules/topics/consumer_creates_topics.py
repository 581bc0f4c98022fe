"""TOP004: the consumer asks the broker to create topics that do not exist (allow.auto.create.topics)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "TOP004",
    "consumer-creates-topics",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=EVERY_CLIENT,
    summary="The consumer lets the broker create topics that do not exist (allow.auto.create.topics).",
    why=(
        "A consumer that subscribes to a misspelled name creates it if the broker allows that, and then "
        "waits for records that never arrive, without an error. With false it gets "
        "UNKNOWN_TOPIC_OR_PARTITION. The Java client defaults to true, librdkafka to false; this rule "
        "reports only an explicit true."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#consumerconfigs_allow.auto.create.topics",
        "KIP-361",
    ],
    bad="group.id=billing\nallow.auto.create.topics=true",
    good="group.id=billing\nallow.auto.create.topics=false",
)
def consumer_creates_topics(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what is written."""
    setting = config.explicit("allow.auto.create.topics")
    if setting is None or config.boolean("allow.auto.create.topics") is not True:
        return
    yield config.problem(
        setting,
        "allow.auto.create.topics=true: a misspelled topic is created, and the consumer waits on it without "
        "an error; set it to false to get one",
        fix=config.fix_set("allow.auto.create.topics", "false"),
    )
