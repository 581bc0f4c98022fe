"""KRF003: node.id is missing, or does not fit the static voters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.server_reading import node_id, voters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "KRF003",
    "node-id-does-not-fit",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="node.id is missing, or contradicts the static voters.",
    why=(
        "Every server has a unique node.id (if broker.id is also set, it must be the same). A controller "
        "must be one of controller.quorum.voters, if that list is used; a dedicated broker must not, "
        "because the voter with its id is another process."
    ),
    sources=["KIP-631", "KIP-853", "kafka.server.KafkaConfig.validateValues"],
    bad=(
        "process.roles=controller\n"
        "node.id=4\n"
        "controller.quorum.voters=1@c1:9093,2@c2:9093,3@c3:9093\n"
        "listeners=CONTROLLER://:9093\n"
        "controller.listener.names=CONTROLLER"
    ),
    good=(
        "process.roles=controller\n"
        "node.id=3\n"
        "controller.quorum.voters=1@c1:9093,2@c2:9093,3@c3:9093\n"
        "listeners=CONTROLLER://:9093\n"
        "controller.listener.names=CONTROLLER"
    ),
)
def node_id_does_not_fit(config: EffectiveConfig) -> Iterator[Problem]:
    """Without process.roles (ZooKeeper) broker.id may be drawn by the cluster."""
    roles = config.items("process.roles")
    own, broker_id = config.explicit("node.id"), config.explicit("broker.id")
    if own is not None and broker_id is not None:
        first, second = config.integer("node.id"), config.integer("broker.id")
        if first is not None and second is not None and first != second:
            yield config.problem(
                broker_id, f"broker.id={second} and node.id={first} differ: the server does not start"
            )
    if not roles:
        return
    number = node_id(config)
    if number is None or number < 0:
        yield from _without(config, number)
        return
    quorum = voters(config)
    if not quorum:
        return
    key = "controller.quorum.voters"
    if "controller" in roles and number not in quorum:
        yield config.problem(
            "node.id",
            f"node.id={number} is not in {key} ({_list(quorum)}): the controller does not start",
        )
    elif "controller" not in roles and number in quorum:
        yield config.problem(
            "node.id",
            f"node.id={number} is in {key}, which lists controllers only: the broker does not start",
        )


def _without(config: EffectiveConfig, number: int | None) -> Iterator[Problem]:
    written = config.explicit("node.id") or config.explicit("broker.id")
    if config.version >= (4, 0) and config.explicit("broker.id") is None:
        return  # a required key, and a bound of its value
    if written is None and config.complete:
        yield config.problem(
            "node.id", "node.id is missing: a server with process.roles does not start without it"
        )
    elif written is not None and number is not None:
        yield config.problem(
            written, f"{written.key}={number}: a server with process.roles requires an id of 0 or more"
        )


def _list(quorum: dict[int, str]) -> str:
    return ", ".join(map(str, sorted(quorum)))
