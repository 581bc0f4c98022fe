"""UPG008: a client whose protocol Kafka 4.x no longer speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.attributes import CLIENT_VERSION
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_ASKS = "api.version.request"


def _before_2_1(version: str) -> bool:
    numbers = re.match(r"(\d+)\.(\d+)", version)
    return numbers is not None and (int(numbers[1]), int(numbers[2])) < (2, 1)


@rule(
    "UPG008",
    "client-too-old",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS, Role.CONNECT_WORKER],
    clients=frozenset({Client.JAVA, Client.LIBRDKAFKA}),
    since=(4, 0),
    profile="dev",
    summary=(
        "The client is older than 2.1, or uses the protocol of such a version: Kafka 4.x rejects its "
        "requests."
    ),
    why=(
        "Kafka 4.0 removed the protocol versions that only clients before 2.1 (November 2018) need: such "
        "clients get UNSUPPORTED_VERSION or are disconnected. librdkafka with api.version.request=false uses "
        "the protocol of broker.version.fallback, which defaults to 0.10.0. Upgrade the clients first; "
        "brokers 3.7 and later count such requests in the metric DeprecatedRequestsPerSec."
    ),
    sources=[
        "KIP-896",
        "https://kafka.apache.org/42/getting-started/compatibility",
        "librdkafka, CONFIGURATION.md (api.version.request, broker.version.fallback)",
    ],
    bad=(
        "bootstrap.servers=kafka-1:9092\n"
        "socket.keepalive.enable=true\n"
        "message.timeout.ms=60000\n"
        "api.version.request=false"
    ),
    good="bootstrap.servers=kafka-1:9092\nsocket.keepalive.enable=true\nmessage.timeout.ms=60000",
    dialect="producer.conf",
)
def client_too_old(config: EffectiveConfig) -> Iterator[Problem]:
    """A client whose protocol Kafka 4.x no longer speaks."""
    server = ".".join(map(str, config.version))
    version = config.attribute_text(CLIENT_VERSION) or ""
    if config.client is Client.JAVA and _before_2_1(version):
        yield config.problem(
            config.attribute(CLIENT_VERSION),
            f"clients {version} send requests that Kafka {server} rejects (KIP-896); upgrade the client to "
            "2.1 or later first",
        )
    if config.client is Client.LIBRDKAFKA and config.boolean(_ASKS) is False:
        spoken = config.text("broker.version.fallback") or ""
        setting = config.explicit(_ASKS)
        if setting is not None and _before_2_1(spoken):
            yield config.problem(
                setting,
                f"{_ASKS}=false makes the client use the protocol of Kafka {spoken}, which {server} rejects "
                "(KIP-896); remove the key",
                fix=config.fix_remove(setting),
            )
