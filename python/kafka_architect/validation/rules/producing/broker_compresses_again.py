"""PRD009: batches that the broker unpacks and packs again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_text
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_SAME = {"uncompressed": "none"}


@system_rule(
    "PRD009",
    "broker-compresses-again",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC, Role.BROKER, Role.PRODUCER],
    summary="A topic sets a different codec than a producer uses: the broker recompresses every batch.",
    why=(
        "With compression.type=producer, the default, a broker appends batches unchanged. A codec set on the "
        "topic makes it decompress, recompress and copy each batch that uses another one: CPU in the request "
        "handler threads of the leader, for every byte written."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_compression.type",
        "storage/src/main/java/org/apache/kafka/storage/internals/log/LogValidator.java",
    ],
    bad=(
        "--- topic.properties\ncompression.type=gzip\n--- "
        "producer.properties\nacks=all\ncompression.type=lz4\n"
    ),
    good=(
        "--- topic.properties\ncompression.type=producer\n"
        "--- producer.properties\nacks=all\ncompression.type=lz4\n"
    ),
    dialect="topic.properties",
)
def broker_compresses_again(system: System) -> Iterator[Problem]:
    """Where no producer of the run uses the codec, and at least one is known to use another."""
    codecs = [(known_text(producer, "compression.type"), producer) for producer in system.producers]
    others = {codec: producer for codec, producer in codecs if codec not in (None, "inherit")}
    for config in (*system.topics, *system.brokers):
        setting, codec = config.explicit("compression.type"), config.text("compression.type")
        if setting is None or codec is None or codec == "producer" or not others:
            continue
        if _SAME.get(codec, codec) in others:
            continue
        used, producer = next(iter(others.items()))
        yield config.problem(
            setting,
            f"compression.type={codec}, but {producer.configuration.name} sends {used}: the broker "
            "decompresses and recompresses every batch; use compression.type=producer here",
            fix=config.fix_set("compression.type", "producer"),
        )
