"""CST060: librdkafka talks to a mock cluster inside the process, whatever bootstrap.servers says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.librdkafka import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEY = "test.mock.num.brokers"


@rule(
    "CST060",
    "mock-cluster",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN],
    clients=[Client.LIBRDKAFKA],
    summary="test.mock.num.brokers starts a mock cluster in the process: no record reaches Kafka.",
    why=(
        "librdkafka can start mock brokers for tests. Their addresses then replace bootstrap.servers, and "
        "plaintext replaces security.protocol; a single log line says so. Records are acknowledged, and "
        "lost when the process ends."
    ),
    dialect="settings.py",
    sources=["librdkafka src/rdkafka_conf.c (test.mock.num.brokers)", "librdkafka src/rdkafka_mock.h"],
    bad=(
        "from confluent_kafka import Producer\n"
        "\n"
        "client = Producer({\n"
        '    "bootstrap.servers": "kafka-1:9093,kafka-2:9093",\n'
        '    "test.mock.num.brokers": "3",\n'
        "})\n"
    ),
    good=(
        "from confluent_kafka import Producer\n"
        "\n"
        "client = Producer({\n"
        '    "bootstrap.servers": "kafka-1:9093,kafka-2:9093",\n'
        "})\n"
    ),
)
def mock_cluster(config: EffectiveConfig) -> Iterator[Problem]:
    """Nought, the default, is none."""
    setting, brokers = written(config, _KEY), config.integer(_KEY)
    if setting is None or brokers is None or brokers <= 0:
        return
    servers = written(config, "bootstrap.servers") or written(config, "metadata.broker.list")
    ignored = f", and {servers.key} is ignored" if servers is not None else ""
    yield config.problem(
        setting,
        f"{_KEY}={brokers}: the client starts mock brokers{ignored}: records are acknowledged and lost when "
        "the process ends; remove the line",
        fix=config.fix_remove(setting) if servers is not None else None,
    )
