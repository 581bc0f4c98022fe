"""SCH002: any producer may register a new schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.schemas.serializers import sides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SCH002",
    "schemas-registered-by-producers",
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
    summary="Producers register schemas automatically (auto.register.schemas, true by default).",
    why=(
        "The schema an application was compiled with becomes the newest version of the subject without "
        "review, even from a developer's laptop if it can reach the registry. Register schemas during "
        "deployment, and set auto.register.schemas=false, with use.latest.version=true where the application "
        "should write with the registered schema."
    ),
    sources=[
        "https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#auto-schema-registration",
        "kafka-schema-serializer, AbstractKafkaSchemaSerDeConfig (auto.register.schemas, default true)",
    ],
    bad=(
        "value.serializer=io.confluent.kafka.serializers.KafkaAvroSerializer\n"
        "schema.registry.url=https://registry:8081"
    ),
    good=(
        "value.serializer=io.confluent.kafka.serializers.KafkaAvroSerializer\n"
        "schema.registry.url=https://registry:8081\n"
        "auto.register.schemas=false"
    ),
)
def schemas_registered_by_producers(config: EffectiveConfig) -> Iterator[Problem]:
    """Producers register schemas automatically (auto.register.schemas, true by default)."""
    for side in sides(config, writing=True):
        key = side.prefix + "auto.register.schemas"
        setting = config.explicit(key)
        if setting is None and not config.complete:
            continue
        if setting is None or (setting.resolved and (setting.value or "").strip().lower() == "true"):
            said = "true" if setting is not None else "not set and true by default"
            yield config.problem(
                key if setting is None else setting,
                f"{key} is {said}: every application that writes registers its own schema; register schemas "
                "during deployment and set it to false",
                fix=config.fix_set(key, "false"),
            )
            return
