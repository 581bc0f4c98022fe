"""CST050: an idempotent librdkafka producer is set up in a way that forbids it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.librdkafka import idempotent, text, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST050",
    "librdkafka-idempotence-contradicted",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER],
    clients=[Client.LIBRDKAFKA],
    profile="dev",
    summary="An idempotent librdkafka producer has settings that contradict idempotence.",
    why=(
        "With enable.idempotence=true, or a transactional.id, librdkafka requires acks=all, at most 5 "
        "requests in flight, at least one retry, queuing.strategy=fifo and "
        "queue.buffering.backpressure.threshold=1. It adjusts the values that are not set and rejects "
        "explicit values that differ."
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
        '    "enable.idempotence": "true",\n'
        '    "acks": "1",\n'
        "})\n"
        ""
    ),
    good=(
        "from confluent_kafka import Producer\n"
        "\n"
        "client = Producer({\n"
        '    "enable.idempotence": "true",\n'
        '    "acks": "all",\n'
        "})\n"
        ""
    ),
)
def librdkafka_idempotence_contradicted(config: EffectiveConfig) -> Iterator[Problem]:
    """Only what somebody wrote is refused."""
    if not idempotent(config):
        return
    for key, holds, demand in _DEMANDS:
        setting, value = written(config, key), text(config, key)
        if setting is not None and value is not None and not holds(value):
            yield config.problem(
                setting,
                f"{setting.key}={value} with idempotence on: the producer fails to start; it must be "
                f"{demand}",
                fix=config.fix_remove(setting),
            )


def _at_most(most: int) -> Callable[[str], bool]:
    return lambda value: not _is_number(value) or float(value) <= most


def _is_number(value: str) -> bool:
    return value.removeprefix("-").isdigit()


_DEMANDS: tuple[tuple[str, Callable[[str], bool], str], ...] = (
    ("acks", lambda value: value.lower() in ("all", "-1"), "all"),
    ("max.in.flight", _at_most(5), "5 or less"),
    ("retries", lambda value: not _is_number(value) or int(value) >= 1, "1 or more"),
    ("queuing.strategy", lambda value: value.lower() == "fifo", "fifo"),
    ("queue.buffering.backpressure.threshold", _at_most(1), "1"),
)
