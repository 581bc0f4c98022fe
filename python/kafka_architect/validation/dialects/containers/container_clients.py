"""The clients of a container: those of a Spring Boot application that its variables configure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Configuration, Setting
    from kafka_architect.validation.dialects.containers.container import Container

_OF_SPRING = ("spring_kafka_", "spring.kafka.", "spring_cloud_stream_kafka_", "spring.cloud.stream.kafka.")
# JSON of an application's properties; most of them are about something else.
_JSON = ("spring_application_json", "spring.application.json")


def client_configurations(container: Container) -> list[Configuration]:
    """The clients of a Spring Boot application that variables configure."""
    if not any(map(_speaks_of_kafka, container.variables)):
        return []
    # Few containers are Spring's: the others are read without its dialect.
    from kafka_architect.validation.dialects.spring.env import spring_clients

    return list(spring_clients(container))


def _speaks_of_kafka(variable: Setting) -> bool:
    name = variable.key.lower()
    return name.startswith(_OF_SPRING) or (name in _JSON and "kafka" in (variable.value or ""))
