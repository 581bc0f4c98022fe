"""CST007: an admin client has bootstrap.servers and bootstrap.controllers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST007",
    "admin-of-brokers-and-controllers",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.ADMIN],
    profile="dev",
    summary="An admin client has both bootstrap.servers and bootstrap.controllers.",
    why=(
        "An admin client connects either to brokers or directly to controllers; with both lists set, or "
        "with an empty one and no other, it fails to start (ConfigException)."
    ),
    sources=["KIP-919", "org.apache.kafka.clients.admin.internals.AdminBootstrapAddresses"],
    bad="bootstrap.servers=kafka-1:9092\nbootstrap.controllers=kafka-1:9093",
    good="bootstrap.servers=kafka-1:9092",
)
def admin_of_brokers_and_controllers(config: EffectiveConfig) -> Iterator[Problem]:
    """Neither of the two is usual in a file: the program or the command line adds it."""
    servers, controllers = config.items("bootstrap.servers"), config.items("bootstrap.controllers")
    if servers and controllers:
        yield config.problem(
            "bootstrap.controllers",
            "bootstrap.servers and bootstrap.controllers are both set: the admin client fails to start "
            "(ConfigException); keep one",
        )
    elif servers == () and controllers == ():
        key = "bootstrap.servers" if config.explicit("bootstrap.servers") else "bootstrap.controllers"
        if config.explicit(key) is not None:
            yield config.problem(
                key, f"{key} is empty: the admin client fails to start; list host:port of some brokers"
            )
