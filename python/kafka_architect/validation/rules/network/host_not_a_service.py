"""NET001: a server is looked for under a name that no service of the compose file has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.compose_names import (
    BOOTSTRAP,
    QUORUM,
    ZOOKEEPER,
    addresses,
    is_service_like,
    keys_of,
    service_names,
)
from kafka_architect.validation.knowledge.listeners import is_loopback
from kafka_architect.validation.role import SERVERS, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_ZOOKEEPERS = ("zoo", "zk")
_SERVICES = (
    "services:\n"
    "  zookeeper:\n"
    "    image: confluentinc/cp-zookeeper:7.9.0\n"
    "    environment:\n"
    "      ZOOKEEPER_CLIENT_PORT: 2181\n"
    "  kafka:\n"
    "    image: confluentinc/cp-kafka:7.9.0\n"
    "    environment:\n"
    "      KAFKA_BROKER_ID: 1\n"
    "      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://kafka:9092\n"
    "      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 1\n"
    "      KAFKA_ZOOKEEPER_CONNECT: "
)


@rule(
    "NET001",
    "host-not-a-service",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[*sorted(SERVERS), Role.CONNECT_WORKER, Role.STREAMS, Role.PRODUCER, Role.CONSUMER, Role.ADMIN],
    profile="dev",
    summary="The name of a server is not a service of the compose file: it does not resolve.",
    why=(
        "Inside a compose network a host is the name of a service, its container_name, hostname or an alias. "
        "Any other single word does not resolve: a broker never finds its controllers or ZooKeeper, and a "
        'client fails with "No resolvable bootstrap urls given in bootstrap.servers". Files that take '
        "services from elsewhere (include, extends, external networks, extra_hosts) are not reported."
    ),
    sources=[
        "https://docs.docker.com/compose/how-tos/networking/",
        "kafka-clients, ClientUtils.parseAndValidateAddresses",
    ],
    bad=f"{_SERVICES}zookeper:2181\n",
    good=f"{_SERVICES}zookeeper:2181\n",
    dialect="compose.yaml",
)
def host_not_a_service(config: EffectiveConfig) -> Iterator[Problem]:
    """Look where the file certainly declares what is looked for."""
    names = service_names(config)
    if not names:
        return
    for key in keys_of(config):
        found = list(addresses(config, key))
        unknown = [
            one.host
            for one in found
            if one.host not in names and is_service_like(one.host) and not is_loopback(one.host)
        ]
        known = sum(one.host in names for one in found)
        if unknown and _declared_here(config, key, names, (len(found), known)):
            hint = did_you_mean(unknown[0], names)
            yield config.problem(
                found[0].setting,
                f"{key}: {', '.join(dict.fromkeys(unknown))} is not a service of this file, so the name does "
                f"not resolve{hint or ''}",
            )


def _declared_here(
    config: EffectiveConfig, key: str, names: frozenset[str], listed_and_known: tuple[int, int]
) -> bool:
    """Whether the servers that a key lists are in this file: others may be in files for other hosts."""
    listed, known = listed_and_known
    if key == ZOOKEEPER:
        return any(part in name for name in names for part in _ZOOKEEPERS)
    if key in QUORUM:
        return known > 1 or (config.attribute_integer(attributes.CONTROLLERS) or 0) >= listed
    return key == BOOTSTRAP and ((config.brokers_beside or 0) >= listed or known > 0)
