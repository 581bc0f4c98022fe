"""PRD008: records that no request can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import certain, known_integer
from kafka_architect.validation.knowledge.wording import MIB, size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_DEFAULT = 100 * MIB  # socket.request.max.bytes of a broker that is not in the run


@system_rule(
    "PRD008",
    "message-larger-than-socket-request",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER, Role.TOPIC],
    profile="dev",
    summary="A topic or broker allows batches larger than the largest allowed request.",
    why=(
        "A broker closes the connection on a request above socket.request.max.bytes (100 MiB) without a "
        "response: the producer sees a disconnect, reconnects and resends the same request, until "
        "delivery.timeout.ms expires. Since a batch has a header, its limit has to be lower."
    ),
    sources=[
        "clients/src/main/java/org/apache/kafka/common/network/NetworkReceive.java (InvalidReceiveException)",
        "https://kafka.apache.org/documentation/#brokerconfigs_socket.request.max.bytes",
    ],
    bad="--- server.properties\nnode.id=1\nmessage.max.bytes=209715200\n",
    good="--- server.properties\nnode.id=1\nmessage.max.bytes=10485760\n",
    dialect="server.properties",
)
def message_larger_than_socket_request(system: System) -> Iterator[Problem]:
    """Brokers by their own limits, topics by the largest of the brokers'."""
    limits = [known_integer(broker, "socket.request.max.bytes") for broker in system.brokers]
    known = [limit for limit in limits if limit is not None]
    most = max(known) if known else _DEFAULT
    for config in (*system.brokers, *system.topics):
        own = known_integer(config, "socket.request.max.bytes") if config.role is Role.BROKER else most
        key = "message.max.bytes" if config.role is Role.BROKER else "max.message.bytes"
        message = config.integer(key) if certain(config, key) else None
        if own is not None and message is not None and message >= own:
            yield config.problem(
                key,
                f"{key}={message} ({size(message)}) is not below socket.request.max.bytes={own} "
                f"({size(own)}): the broker closes the connection on such a request without a response; "
                "keep it well below",
            )
