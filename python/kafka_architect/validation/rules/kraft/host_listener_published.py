"""KRF017: a listener for programs on this machine has its port published for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import server_listeners
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "KRF017",
    "host-listener-published",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="A listener that advertises localhost has its port published to other machines.",
    why=(
        "Besides a listener for containers, a listener that advertises localhost serves programs on the "
        "same machine. If its port is published without an address, it is open to all machines: a client on "
        "another machine gets the metadata and then connects to itself, and anyone else can reach the "
        "broker. Publish it on 127.0.0.1 only, or advertise the machine's name."
    ),
    sources=[
        "https://www.confluent.io/blog/kafka-listeners-explained/",
        "https://docs.docker.com/engine/network/port-publishing/#publishing-ports",
        "https://kafka.apache.org/documentation/#brokerconfigs_advertised.listeners",
    ],
    bad=(
        "services:\n"
        "  kafka:\n"
        "    image: apache/kafka:4.1.1\n"
        "    ports: ['9092:9092']\n"
        "    environment:\n"
        "      KAFKA_NODE_ID: 1\n"
        "      KAFKA_PROCESS_ROLES: broker\n"
        "      KAFKA_LISTENERS: DOCKER://:29092,HOST://:9092\n"
        "      KAFKA_ADVERTISED_LISTENERS: DOCKER://kafka:29092,HOST://localhost:9092\n"
        "      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: DOCKER:PLAINTEXT,HOST:PLAINTEXT\n"
        "      KAFKA_INTER_BROKER_LISTENER_NAME: DOCKER\n"
        ""
    ),
    good=(
        "services:\n"
        "  kafka:\n"
        "    image: apache/kafka:4.1.1\n"
        "    ports: ['127.0.0.1:9092:9092']\n"
        "    environment:\n"
        "      KAFKA_NODE_ID: 1\n"
        "      KAFKA_PROCESS_ROLES: broker\n"
        "      KAFKA_LISTENERS: DOCKER://:29092,HOST://:9092\n"
        "      KAFKA_ADVERTISED_LISTENERS: DOCKER://kafka:29092,HOST://localhost:9092\n"
        "      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: DOCKER:PLAINTEXT,HOST:PLAINTEXT\n"
        "      KAFKA_INTER_BROKER_LISTENER_NAME: DOCKER\n"
        ""
    ),
    dialect="compose.yaml",
)
def host_listener_published(config: EffectiveConfig) -> Iterator[Problem]:
    """Where all listeners or the brokers' own advertise localhost KRF016 speaks."""
    published = (config.attribute_text(attributes.PUBLISHED_PORTS) or "").split(",")
    listeners = server_listeners(config)
    setting = config.explicit("advertised.listeners")
    if setting is None or listeners is None or all(one.loopback for one in listeners.advertised):
        return
    ports = {one.name: one.port for one in listeners.of_broker if not one.loopback}
    wrong = [
        one
        for one in listeners.advertised
        if one.loopback and one.name != listeners.inter_broker and str(ports.get(one.name)) in published
    ]
    if wrong:
        yield config.problem(
            setting,
            f"{', '.join(map(str, wrong))} serves programs on this machine, but its port is published to "
            "all: clients on other machines connect to themselves; publish it on 127.0.0.1 only, or "
            "advertise a name",
        )
