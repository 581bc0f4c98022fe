"""DUR016: an offset that is committed while its record is still being worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_boolean
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEPT = {
    Client.LIBRDKAFKA: (
        "librdkafka stores the offset of a record when it returns it, and commits it from another thread",
        "set enable.auto.offset.store=false and store the offset after processing the record",
    ),
    Client.AIOKAFKA: (
        "aiokafka commits the offsets of returned records from a separate task",
        "set enable_auto_commit=False and commit after processing the record",
    ),
}


@rule(
    "DUR016",
    "offset-stored-before-processing",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=[Client.LIBRDKAFKA, Client.AIOKAFKA],
    profile="durability",
    summary="The offset of a record may be committed before the record is processed.",
    why=(
        "Java's consumer commits within poll() the offsets that the previous poll returned: at least once, "
        "as long as a single thread processes records. librdkafka and aiokafka commit in the background the "
        "offsets of everything they returned. If the process dies between the commit and the end of "
        "processing, the record is never processed: at most once."
    ),
    sources=[
        "https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md (enable.auto.offset.store)",
        "https://github.com/confluentinc/librdkafka/blob/master/INTRODUCTION.md#at-least-once-processing",
        "https://aiokafka.readthedocs.io/en/stable/consumer.html#offsets-and-consumer-position",
    ],
    bad=(
        "from confluent_kafka import Consumer\n\n"
        'consumer = Consumer({"bootstrap.servers": "kafka:9092", "group.id": "billing"})\n'
    ),
    good=(
        "from confluent_kafka import Consumer\n\n"
        'consumer = Consumer({"bootstrap.servers": "kafka:9092", "group.id": "billing",\n'
        '                     "enable.auto.offset.store": "false"})\n'
    ),
    dialect="billing.py",
)
def offset_stored_before_processing(config: EffectiveConfig) -> Iterator[Problem]:
    """Where commits are automatic, and so is what they commit."""
    if not known_boolean(config, "enable.auto.commit"):
        return
    stores = config.client is Client.LIBRDKAFKA
    if stores and config.boolean("enable.auto.offset.store") is False:
        return
    what, cure = _KEPT[config.client]
    yield config.problem(
        "enable.auto.commit",
        f"{what}: a crash in between skips the record permanently; {cure}",
        fix=config.fix_set("enable.auto.offset.store", "false") if stores else None,
    )
