"""SCH005: records written with a schema that was not compared."""

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
    "SCH005",
    "latest-version-unchecked",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[
        Role.PRODUCER,
        Role.CONSUMER,
        Role.STREAMS,
        Role.CONNECT_WORKER,
        Role.CONNECT_SOURCE,
        Role.CONNECT_SINK,
    ],
    clients=EVERY_CLIENT,
    summary="latest.compatibility.strict=false: records are not checked against the latest schema.",
    why=(
        "With use.latest.version the serializer checks the record's schema for compatibility with the "
        "registered one before using it. If disabled, an incompatible record fails late, or writes data that "
        "consumers misinterpret."
    ),
    sources=[
        "kafka-schema-serializer, AbstractKafkaSchemaSerDeConfig (latest.compatibility.strict, default true)"
    ],
    bad=(
        "value.serializer=io.confluent.kafka.serializers.KafkaAvroSerializer\n"
        "use.latest.version=true\n"
        "auto.register.schemas=false\n"
        "latest.compatibility.strict=false"
    ),
    good=(
        "value.serializer=io.confluent.kafka.serializers.KafkaAvroSerializer\n"
        "use.latest.version=true\n"
        "auto.register.schemas=false"
    ),
)
def latest_version_unchecked(config: EffectiveConfig) -> Iterator[Problem]:
    """latest.compatibility.strict=false: records are not checked against the latest schema."""
    for prefix in ("", "key.converter.", "value.converter."):
        key = f"{prefix}latest.compatibility.strict"
        setting = config.explicit(key)
        if setting is not None and (setting.value or "").strip().lower() == "false":
            yield config.problem(
                setting,
                f"{key}=false: records are written with the latest schema even if they are incompatible "
                "with it",
                fix=config.fix_set(key, "true"),
            )
