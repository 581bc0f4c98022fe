"""CST055: a librdkafka consumer may not receive what it fetches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.librdkafka import number, short, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_FRAMING = 512


@rule(
    "CST055",
    "fetch-sizes-crossed",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONSUMER],
    clients=[Client.LIBRDKAFKA],
    profile="dev",
    summary="A librdkafka consumer's size limits contradict each other.",
    why=(
        "A fetch must have room for the largest message, and a response for the fetch and 512 bytes of "
        "framing: librdkafka rejects fetch.max.bytes below message.max.bytes (1000000), and "
        "receive.message.max.bytes below fetch.max.bytes + 512. It raises the values that are not set."
    ),
    dialect="settings.py",
    sources=["librdkafka src/rdkafka_conf.c (rd_kafka_conf_finalize)"],
    bad=(
        "from confluent_kafka import Consumer\n"
        "\n"
        "client = Consumer({\n"
        '    "group.id": "invoices",\n'
        '    "receive.message.max.bytes": "1000000",\n'
        "})\n"
        ""
    ),
    good=(
        "from confluent_kafka import Consumer\n"
        "\n"
        "client = Consumer({\n"
        '    "group.id": "invoices",\n'
        '    "receive.message.max.bytes": "100000000",\n'
        "})\n"
        ""
    ),
)
def fetch_sizes_crossed(config: EffectiveConfig) -> Iterator[Problem]:
    """Without fetch.max.bytes librdkafka fetches no more than its queue may hold."""
    largest, queued = number(config, "message.max.bytes"), number(config, "queued.max.messages.kbytes")
    fetch, receive = number(config, "fetch.max.bytes"), number(config, "receive.message.max.bytes")
    if largest is None or queued is None or fetch is None or receive is None:
        return
    own, limit = written(config, "fetch.max.bytes"), written(config, "receive.message.max.bytes")
    if own is not None and fetch < largest:
        yield config.problem(
            own,
            f"fetch.max.bytes={short(fetch)} is less than message.max.bytes={short(largest)}: the consumer "
            "fails to start",
        )
        return
    if own is None:
        fetch = max(min(fetch, queued * 1024), largest)
    if limit is not None and fetch + _FRAMING > receive:
        yield config.problem(
            limit,
            f"receive.message.max.bytes={short(receive)} is less than fetch.max.bytes + {_FRAMING} = "
            f"{short(fetch + _FRAMING)}: the consumer fails to start",
            fix=config.fix_set("receive.message.max.bytes", short(fetch + _FRAMING)),
        )
