"""SEC011: the JSON deserializer makes objects of any class that a record names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SEC011",
    "json-packages-all-trusted",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER, Role.PRODUCER, Role.ADMIN, Role.STREAMS],
    summary="The JSON deserializer instantiates any class that a record names.",
    why=(
        "Spring's JsonDeserializer takes the class to instantiate from a header of the record. With * a "
        "producer can choose any class on the consumer's class path, which is how deserialization attacks "
        "run code. List the packages of your events, or disable type headers and set the one type "
        "(spring.json.value.default.type, spring.json.use.type.headers=false)."
    ),
    sources=[
        "https://docs.spring.io/spring-kafka/reference/kafka/serdes.html",
        "https://spring.io/security/cve-2023-34040",
    ],
    bad=(
        "group.id=billing\n"
        "value.deserializer=org.springframework.kafka.support.serializer.JsonDeserializer\n"
        "spring.json.trusted.packages=*"
    ),
    good=(
        "group.id=billing\n"
        "value.deserializer=org.springframework.kafka.support.serializer.JsonDeserializer\n"
        "spring.json.trusted.packages=org.example.events"
    ),
)
def json_packages_all_trusted(config: EffectiveConfig) -> Iterator[Problem]:
    """Look for the star in the list."""
    setting = config.explicit("spring.json.trusted.packages")
    if setting is not None and "*" in (config.items("spring.json.trusted.packages") or ()):
        yield config.problem(
            setting,
            "spring.json.trusted.packages=* lets a record choose the class that the consumer instantiates; "
            "list the packages of your events",
        )
