"""SCH001: schemas that may change in any way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.attributes import SCHEMA_COMPATIBILITY
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_KEYS = (
    "schema.compatibility.level",
    "avro.compatibility.level",
    "schema.registry.schema.compatibility.level",
    "schema.registry.avro.compatibility.level",
    "compatibility.level",
    "kafkastore.compatibility.level",
)


@rule(
    "SCH001",
    "schema-compatibility-none",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[
        Role.PRODUCER,
        Role.CONSUMER,
        Role.STREAMS,
        Role.TOPIC,
        Role.BROKER,
        Role.CONNECT_WORKER,
        Role.CONNECT_SOURCE,
        Role.CONNECT_SINK,
    ],
    clients=EVERY_CLIENT,
    summary="Schema compatibility is NONE: a single producer change can break every consumer.",
    why=(
        "The registry then accepts any schema under the same subject. Consumers discover a renamed or "
        "retyped field in production, and old records of the topic remain unreadable. BACKWARD lets you "
        "upgrade consumers first, FORWARD producers, FULL either; the _TRANSITIVE variants compare with all "
        "versions."
    ),
    sources=["https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html"],
    bad="acks=all\nschema.compatibility.level=none",
    good="acks=all\nschema.compatibility.level=backward",
)
def schema_compatibility_none(config: EffectiveConfig) -> Iterator[Problem]:
    """Schema compatibility is NONE: a single producer change can break every consumer."""
    for key in _KEYS:
        setting = config.explicit(key)
        if setting is not None and (setting.value or "").strip().upper() == "NONE":
            yield config.problem(
                setting,
                f"{key}={setting.value}: the registry accepts any change, and consumers break in "
                "production; use backward, or full_transitive",
                fix=config.fix_set(key, "full_transitive" if setting.value != "NONE" else "FULL_TRANSITIVE"),
            )
    fact = config.attribute(SCHEMA_COMPATIBILITY)
    if fact is not None and (fact.value or "").strip().upper() == "NONE":
        yield config.problem(
            fact, "compatibility NONE: any schema change is accepted; use BACKWARD, or FULL_TRANSITIVE"
        )
