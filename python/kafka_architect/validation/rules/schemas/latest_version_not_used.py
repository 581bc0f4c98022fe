"""SCH004: use.latest.version beside auto.register.schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LATEST = "use.latest.version"
_REGISTERS = "auto.register.schemas"


@rule(
    "SCH004",
    "latest-version-not-used",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[
        Role.PRODUCER,
        Role.CONSUMER,
        Role.STREAMS,
        Role.CONNECT_WORKER,
        Role.CONNECT_SOURCE,
        Role.CONNECT_SINK,
    ],
    clients=EVERY_CLIENT,
    profile="dev",
    summary="use.latest.version=true has no effect while auto.register.schemas is true.",
    why=(
        "A serializer that registers schemas uses the application's own schema and never looks up the latest "
        "version. Set auto.register.schemas=false as well."
    ),
    sources=[
        "kafka-schema-serializer, AbstractKafkaSchemaSerDeConfig (use.latest.version)",
        "https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html",
    ],
    bad=(
        "value.serializer=io.confluent.kafka.serializers.KafkaAvroSerializer\n"
        "schema.registry.url=https://registry:8081\n"
        "use.latest.version=true"
    ),
    good=(
        "value.serializer=io.confluent.kafka.serializers.KafkaAvroSerializer\n"
        "schema.registry.url=https://registry:8081\n"
        "use.latest.version=true\n"
        "auto.register.schemas=false"
    ),
)
def latest_version_not_used(config: EffectiveConfig) -> Iterator[Problem]:
    """use.latest.version=true has no effect while auto.register.schemas is true."""
    for prefix in ("", "key.converter.", "value.converter."):
        latest, registers = config.explicit(prefix + _LATEST), config.explicit(prefix + _REGISTERS)
        if latest is None or (latest.value or "").strip().lower() != "true" or config.role is Role.CONSUMER:
            continue
        if registers is None and not config.complete:
            continue
        if registers is None or (registers.resolved and (registers.value or "").strip().lower() == "true"):
            yield config.problem(
                latest,
                f"{prefix}{_LATEST} has no effect: {prefix}{_REGISTERS} is true (the default), so the "
                "serializer registers and uses the application's own schema",
                fix=config.fix_set(prefix + _REGISTERS, "false"),
            )
