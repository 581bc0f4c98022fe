"""KRF005: controller.listener.names does not fit the role of the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.server_reading import server_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.rules.constraints.server_reading import Server


@rule(
    "KRF005",
    "controller-listeners-do-not-fit",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="controller.listener.names does not fit the role of the server.",
    why=(
        "A controller listens on the listeners in controller.listener.names, and a dedicated controller on "
        "no others. A dedicated broker lists them to know how to reach controllers, and must not listen on "
        "them itself. A broker under ZooKeeper (until 3.9) has none. Names are compared as written, in "
        "upper case as in listeners."
    ),
    sources=["KIP-500", "KIP-631", "kafka.server.KafkaConfig.validateValues"],
    bad=(
        "process.roles=controller\n"
        "node.id=1\n"
        "controller.quorum.voters=1@c:9093\n"
        "listeners=CONTROLLER://:9093,PLAINTEXT://:9092\n"
        "controller.listener.names=CONTROLLER"
    ),
    good=(
        "process.roles=controller\n"
        "node.id=1\n"
        "controller.quorum.voters=1@c:9093\n"
        "listeners=CONTROLLER://:9093\n"
        "controller.listener.names=CONTROLLER"
    ),
)
def controller_listeners_do_not_fit(config: EffectiveConfig) -> Iterator[Problem]:
    """Each role has its own demands on the same list."""
    server = server_of(config)
    key = "controller.listener.names"
    if server is None:
        return
    if not server.kraft:
        if _zookeeper_forbids(config) and server.controller_names:
            yield config.problem(
                key, f"{key} is set without process.roles: a broker under ZooKeeper does not start"
            )
        return
    if not server.controller_names:
        definition = config.catalogue.get(key)
        required = definition is not None and definition.required  # VAL004 speaks of it then
        if config.complete and not required:
            yield config.problem(
                key, f"{key} is missing: the server does not start; set it to the controllers' listener"
            )
        return
    bound = {one.name for one in server.listeners}
    if not server.controller:
        yield from _pure_broker(config, server, key)
        return
    absent = [name for name in server.controller_names if name not in bound]
    others = sorted(bound - set(server.controller_names))
    if absent:
        yield config.problem(
            key, f"{key} has {', '.join(absent)}, which is not in listeners: the controller does not start"
        )
    elif server.controller_only and others:
        yield config.problem(
            "listeners",
            f"a dedicated controller has listeners for {', '.join(others)}, which {key} lacks: it does not "
            "start",
        )


def _zookeeper_forbids(config: EffectiveConfig) -> bool:
    return (
        config.version < (4, 0)
        and config.complete
        and not config.boolean("zookeeper.metadata.migration.enable")
    )


def _pure_broker(config: EffectiveConfig, server: Server, key: str) -> Iterator[Problem]:
    own = sorted(one.name for one in server.bound_controllers)
    unmapped = [name for name in server.controller_names if name.upper() not in server.protocols]
    if own:
        yield config.problem(
            "listeners",
            f"a dedicated broker listens on {', '.join(own)}, which {key} reserves for controllers: it does "
            "not start",
        )
    elif unmapped:
        yield config.problem(
            key,
            f"{key} has {', '.join(unmapped)}, which listener.security.protocol.map does not map to a "
            "protocol: the broker does not start",
        )
