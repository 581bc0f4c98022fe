"""The clients of a container: those of a Spring Boot application that its variables configure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.dialects.container import Container

_OF_SPRING = ("spring_kafka_", "spring.kafka.")


def client_configurations(container: Container) -> list[Configuration]:
    """The clients of a Spring Boot application that variables configure."""
    if not any(variable.key.lower().startswith(_OF_SPRING) for variable in container.variables):
        return []
    # Few containers are Spring's: the others are read without its dialect.
    from kafka_architect.validation.dialects.spring_env import spring_clients

    return list(spring_clients(container))
