"""BRK016: bootstrap.servers names one broker: while it is down no client can start."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import hosts, is_loopback
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

# What stands for one machine: an address, or a first label that ends in a number (kafka-1, b2, broker_0).
_ONE_MACHINE = re.compile(r"^(\d{1,3}(\.\d{1,3}){3}|[A-Za-z][\w-]*\d(\..*)?|[0-9a-fA-F]*:[0-9a-fA-F:]+)$")
_SERVICE = re.compile(r"bootstrap|confluent\.cloud|\belb\b|lb[.-]|-lb|proxy|gateway|localhost", re.IGNORECASE)


@rule(
    "BRK016",
    "one-bootstrap-server",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS, Role.CONNECT_WORKER],
    clients=EVERY_CLIENT,
    summary="bootstrap.servers names a single broker: while it is down no client can start.",
    why=(
        "A client discovers the other brokers from the first one that answers. If the only broker it knows "
        "is restarting, a client that starts meanwhile fails, and with "
        "metadata.recovery.strategy=rebootstrap (the default from 4.0) so does a client that lost all "
        "others. Name two or three, in different zones. Load balancers and Kubernetes services resolve to "
        "several brokers and are not reported."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_bootstrap.servers",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
    ],
    bad="bootstrap.servers=kafka-1.example.org:9092",
    good="bootstrap.servers=kafka-1.example.org:9092,kafka-2.example.org:9092",
)
def one_bootstrap_server(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at a single name that is the name of a machine."""
    setting, servers = config.explicit("bootstrap.servers"), config.items("bootstrap.servers")
    if setting is None or servers is None or len(servers) != 1:
        return
    names = hosts(servers[0])
    if len(names) != 1 or is_loopback(names[0]):
        return
    if _ONE_MACHINE.match(names[0]) and not _SERVICE.search(names[0]):
        yield config.problem(
            setting,
            f"bootstrap.servers names only {names[0]}: while it restarts no client can start; name two or "
            "three brokers",
        )
