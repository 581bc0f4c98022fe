"""CST054: messages time out before their batch is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.librdkafka import number, short, text, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST054",
    "message-timeout-not-over-linger",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER],
    clients=[Client.LIBRDKAFKA],
    profile="dev",
    summary="linger.ms is not below message.timeout.ms: messages time out before they are sent.",
    why=(
        "A message waits up to linger.ms for its batch. librdkafka rejects a linger.ms that is not below "
        "message.timeout.ms; 0 means no timeout. With a transactional.id and without message.timeout.ms, "
        "transaction.timeout.ms is compared instead."
    ),
    dialect="settings.py",
    sources=[
        "librdkafka src/rdkafka_conf.c (rd_kafka_conf_finalize)",
        "librdkafka src/rdkafka_conf.c (rd_kafka_topic_conf_finalize)",
    ],
    bad=(
        "from confluent_kafka import Producer\n"
        "\n"
        "client = Producer({\n"
        '    "linger.ms": "1000",\n'
        '    "message.timeout.ms": "500",\n'
        "})\n"
        ""
    ),
    good=(
        "from confluent_kafka import Producer\n"
        "\n"
        "client = Producer({\n"
        '    "linger.ms": "5",\n'
        '    "message.timeout.ms": "300000",\n'
        "})\n"
        ""
    ),
)
def message_timeout_not_over_linger(config: EffectiveConfig) -> Iterator[Problem]:
    """The comparison is made only where some setting of topics is written."""
    setting, linger = written(config, "linger.ms"), number(config, "linger.ms")
    if setting is None or linger is None or not _has_topic_settings(config):
        return
    timeouts = ["message.timeout.ms"]
    if written(config, "message.timeout.ms") is None and text(config, "transactional.id"):
        timeouts.append("transaction.timeout.ms")
    for key in timeouts:
        timeout = number(config, key)
        if timeout is not None and 0 < timeout <= linger:
            yield config.problem(
                setting,
                f"{setting.key}={short(linger)} is not below {key}={short(timeout)}: the producer fails to "
                "start",
            )
            return


def _has_topic_settings(config: EffectiveConfig) -> bool:
    definitions = map(config.catalogue.get, config.settings)
    return any(one is not None and one.section == "librdkafka-topic" for one in definitions)
