"""Which ports of a compose service other machines reach, and where JMX asks nobody for a name."""

from __future__ import annotations

import pytest

from kafka_architect.validation import attributes

from .reading import facts, one


def broker_facts(ports: str, environment: str = "") -> dict[str, str | None]:
    text = (
        f"services:\n  kafka:\n    image: apache/kafka:4.1.1\n    ports: {ports}\n    environment:\n"
        f"      KAFKA_NODE_ID: 1\n      KAFKA_PROCESS_ROLES: broker\n{environment}"
    )
    return facts(one("compose.yaml", text))


@pytest.mark.parametrize(
    ("ports", "reached"),
    [
        ('["9092:9092", 9101]', "9092,9101"),
        ('["19092:9092/tcp", "0.0.0.0:9093:9093"]', "9092,9093"),
        ('["${PORT:-9092}:9092"]', "9092"),
        ('["9092-9094:9092-9094"]', "9092,9093,9094"),
        ("[{target: 9094, published: 9094, mode: host}]", "9094"),
        ('["127.0.0.1:9092:9092", "localhost:9093:9093", "[::1]:9094:9094"]', None),
        ("[{target: 9094, published: 9094, host_ip: 127.0.0.1}]", None),
        ('["${PORTS}"]', None),
    ],
)
def test_published_ports_are_those_of_the_container(ports: str, reached: str | None) -> None:
    assert broker_facts(ports).get(attributes.PUBLISHED_PORTS) == reached


@pytest.mark.parametrize(
    ("environment", "port"),
    [
        ("      KAFKA_JMX_PORT: 9101\n", "9101"),
        ("      JMX_PORT: '9101'\n", "9101"),
        ("      KAFKA_JMX_OPTS: -Dcom.sun.management.jmxremote.port=9101\n", None),
        (
            "      KAFKA_JMX_OPTS: -Dcom.sun.management.jmxremote.port=9101"
            " -Dcom.sun.management.jmxremote.authenticate=false\n",
            "9101",
        ),
        ("      KAFKA_JMX_PORT: 9101\n      KAFKA_JMX_OPTS: -Dcom.sun.management.jmxremote.ssl=true\n", None),
        ("      KAFKA_JMX_PORT: ${JMX}\n", None),
    ],
)
def test_jmx_is_open_where_nothing_asks_for_a_name(environment: str, port: str | None) -> None:
    assert broker_facts("['9092:9092']", environment).get(attributes.OPEN_JMX) == port
