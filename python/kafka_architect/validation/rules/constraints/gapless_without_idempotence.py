"""CST052: enable.gapless.guarantee=true without idempotence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.librdkafka import flag, idempotent, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST052",
    "gapless-without-idempotence",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER],
    clients=[Client.LIBRDKAFKA],
    profile="dev",
    summary="enable.gapless.guarantee=true without idempotence.",
    why=(
        "Without idempotence librdkafka cannot tell whether a record is missing between two others, so it "
        "rejects enable.gapless.guarantee."
    ),
    dialect="settings.py",
    sources=["librdkafka src/rdkafka_conf.c (rd_kafka_conf_finalize)"],
    bad=(
        "from confluent_kafka import Producer\n"
        "\n"
        "client = Producer({\n"
        '    "enable.gapless.guarantee": "true",\n'
        "})\n"
        ""
    ),
    good=(
        "from confluent_kafka import Producer\n"
        "\n"
        "client = Producer({\n"
        '    "enable.gapless.guarantee": "true",\n'
        '    "enable.idempotence": "true",\n'
        "})\n"
        ""
    ),
)
def gapless_without_idempotence(config: EffectiveConfig) -> Iterator[Problem]:
    """A transactional.id brings idempotence with it."""
    setting = written(config, "enable.gapless.guarantee")
    if setting is not None and flag(config, "enable.gapless.guarantee") and not idempotent(config):
        yield config.problem(
            setting,
            "enable.gapless.guarantee=true requires enable.idempotence=true: the producer fails to start",
            fix=config.fix_set("enable.idempotence", "true"),
        )
