"""TOP013: messages of more than 10 MiB are allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import log_explicit, log_integer
from kafka_architect.validation.knowledge.wording import MIB, size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_MOST = 10 * MIB


@rule(
    "TOP013",
    "messages-too-large",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC, Role.BROKER],
    summary="Messages larger than 10 MiB are allowed.",
    why=(
        "Kafka is designed for records of kilobytes. A large one is held entirely in the memory of the "
        "producer, of every broker that replicates it and of every consumer, several at a time; it delays "
        "the request queue and follower fetches, and every consumer needs matching limits. Store large "
        "objects elsewhere and send a reference (claim check)."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_max.message.bytes",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html",
    ],
    bad="max.message.bytes=52428800",
    good="max.message.bytes=5242880",
)
def messages_too_large(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the largest record batch that is allowed."""
    setting, largest = log_explicit(config, "max.message.bytes"), log_integer(config, "max.message.bytes")
    if setting is None or largest is None or largest <= _MOST:
        return
    yield config.problem(
        setting,
        f"{setting.key}={setting.shown} allows {size(largest)} in one batch: the leader, each follower and "
        "each consumer hold it entirely in memory, and requests behind it wait; store large objects "
        "elsewhere and send a reference",
    )
