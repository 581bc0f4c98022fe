"""DUR018: min.insync.replicas where ELR does not read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.clusters import each_cluster
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_integer, runs_controller
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_KEY = "min.insync.replicas"
_SINCE = (4, 1)


@system_rule(
    "DUR018",
    "min-insync-replicas-of-brokers-only",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER],
    since=_SINCE,
    summary="min.insync.replicas is set in a broker's file, but with ELR the controllers' value applies.",
    why=(
        "Clusters created with 4.1 or later have eligible leader replicas (ELR, KIP-966) enabled. "
        "min.insync.replicas is then a setting of the cluster: its initial value comes from the active "
        "controller's file, it overrides brokers' files, and values set for single brokers are removed. "
        "With min.insync.replicas=2 in the brokers' files alone, topics run with 1."
    ),
    sources=[
        "https://kafka.apache.org/42/operations/eligible-leader-replicas",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-966%3A+Eligible+Leader+Replicas",
    ],
    bad=(
        "--- broker.properties\nprocess.roles=broker\nnode.id=11\nmin.insync.replicas=2\n"
        "--- controller.properties\nprocess.roles=controller\nnode.id=1\n"
    ),
    good=(
        "--- broker.properties\nprocess.roles=broker\nnode.id=11\nmin.insync.replicas=2\n"
        "--- controller.properties\nprocess.roles=controller\nnode.id=1\nmin.insync.replicas=2\n"
    ),
    dialect="broker.properties",
)
@each_cluster
def min_insync_replicas_of_brokers_only(system: System) -> Iterator[Problem]:
    """Brokers that are no controllers themselves, against the controllers of the run."""
    controllers = [server for server in system.servers if runs_controller(server)]
    values = {known_integer(controller, _KEY) for controller in controllers}
    for broker in system.brokers:
        setting, own = broker.explicit(_KEY), broker.integer(_KEY)
        if broker.version < _SINCE or not broker.items("process.roles") or runs_controller(broker):
            continue
        if setting is None or own is None:
            continue
        # Without a controller's file nothing is known of the value that counts.
        others = sorted(value for value in values if value is not None and value != own)
        if not others:
            continue
        yield broker.problem(
            setting,
            f"{_KEY}={own} in a broker's file: with ELR, enabled in clusters created with 4.1 or later, the "
            f"value comes from the active controller's file, which says {others[0]}; set it there too, or "
            "as a cluster default (kafka-configs.sh --entity-type brokers --entity-default)",
        )
