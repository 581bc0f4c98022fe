"""SEC031: JMX is open to other machines, and asks nobody for a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SEC031",
    "jmx-open",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER, Role.CONTROLLER, Role.CONNECT_WORKER],
    summary="The JMX port is published, and JMX accepts unauthenticated connections.",
    why=(
        "Kafka's start script disables JMX authentication and TLS unless KAFKA_JMX_OPTS is set. Anyone who "
        "can reach the port may change log levels and, with an MBean that loads classes "
        "(javax.management.loading.MLet of older JVMs), run code as the broker. Publish the port on the "
        "loopback address only, or run an exporter inside the container and publish its port."
    ),
    sources=[
        "bin/kafka-run-class.sh of Apache Kafka (KAFKA_JMX_OPTS)",
        "https://kafka.apache.org/documentation/#remote_jmx",
        "https://docs.oracle.com/en/java/javase/17/management/monitoring-and-management-using-jmx-technology.html",
    ],
    bad=(
        "services:\n"
        "  kafka:\n"
        "    image: apache/kafka:4.1.1\n"
        "    ports: ['9092:9092', '9101:9101']\n"
        "    environment:\n"
        "      KAFKA_NODE_ID: 1\n"
        "      KAFKA_PROCESS_ROLES: broker\n"
        "      KAFKA_JMX_PORT: 9101\n"
        ""
    ),
    good=(
        "services:\n"
        "  kafka:\n"
        "    image: apache/kafka:4.1.1\n"
        "    ports: ['9092:9092', '127.0.0.1:9101:9101']\n"
        "    environment:\n"
        "      KAFKA_NODE_ID: 1\n"
        "      KAFKA_PROCESS_ROLES: broker\n"
        "      KAFKA_JMX_PORT: 9101\n"
        ""
    ),
    dialect="compose.yaml",
)
def jmx_open(config: EffectiveConfig) -> Iterator[Problem]:
    """Compare the port with those that are published."""
    port = config.attribute(attributes.OPEN_JMX)
    if port is None or not port.value:
        return
    if port.value in (config.attribute_text(attributes.PUBLISHED_PORTS) or "").split(","):
        yield config.problem(
            port,
            f"port {port.value} is published, and JMX accepts unauthenticated connections: anyone who can "
            f"reach it may reconfigure the server; publish 127.0.0.1:{port.value}:{port.value}, or an "
            "exporter's port instead",
        )
