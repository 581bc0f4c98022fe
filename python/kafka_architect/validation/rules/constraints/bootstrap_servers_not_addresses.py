"""CST006: bootstrap.servers holds no address, or something that is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.addresses import is_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST006",
    "bootstrap-servers-not-addresses",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS],
    profile="dev",
    summary="bootstrap.servers is empty or not a valid host:port list.",
    why=(
        "Each entry must be host:port: with a host without a port, a URL with a path or an empty list, the "
        "client fails to start (ConfigException). Whether a host can be resolved depends on the machine, "
        "and is not checked here."
    ),
    sources=[
        "org.apache.kafka.clients.ClientUtils.parseAndValidateAddresses",
        "org.apache.kafka.common.utils.Utils.HOST_PORT_PATTERN",
    ],
    bad="bootstrap.servers=kafka-1",
    good="bootstrap.servers=kafka-1:9092",
)
def bootstrap_servers_not_addresses(config: EffectiveConfig) -> Iterator[Problem]:
    """Admin clients may have an empty list, because they can ask controllers instead."""
    for key in ("bootstrap.servers", "bootstrap.controllers"):
        setting, items = config.explicit(key), config.items(key)
        if (
            setting is None
            or items is None
            or (key == "bootstrap.controllers" and config.role is not Role.ADMIN)
        ):
            continue
        wrong = [item for item in items if item and not is_address(item)]
        for item in wrong:
            yield config.problem(
                setting, (f"{key}: {item!r} is not host:port: the client fails to start (ConfigException)")
            )
        if not wrong and not any(items) and config.role is not Role.ADMIN:
            yield config.problem(
                setting, f"{key} is empty: the client fails to start; list host:port of some brokers"
            )
