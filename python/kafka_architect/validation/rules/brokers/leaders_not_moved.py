"""BRK012: leaders are not moved away before a stop, or not back after a start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import only_broker, runs_broker
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_OF_CONTROLLERS = "auto.leader.rebalance.enable"
_CONSEQUENCES = {
    "controlled.shutdown.enable": (
        "when the broker stops, its partitions have no leader until its session expires (9 s)"
    ),
    _OF_CONTROLLERS: "after a restart the broker leads no partition and the other brokers carry its load",
}


@rule(
    "BRK012",
    "leaders-not-moved",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    summary="Leaders are not moved before a broker stops, or not moved back after it starts.",
    why=(
        "With controlled.shutdown.enable=false a stopping broker drops its leaders abruptly: each of its "
        "partitions has no leader until the controller notices, up to broker.session.timeout.ms (9 s). With "
        "auto.leader.rebalance.enable=false a restarted broker leads nothing, and after a rolling restart "
        "the brokers that restarted first carry the load of all. The latter setting belongs to the "
        "controllers, and false is right only if another tool, such as Cruise Control, balances leaders."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#basic_ops_restarting",
        "https://kafka.apache.org/documentation/#basic_ops_leader_balancing",
    ],
    bad="node.id=1\ncontrolled.shutdown.enable=false",
    good="node.id=1\ncontrolled.shutdown.enable=true",
)
def leaders_not_moved(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at both switches; both are on by default."""
    for key, consequence in _CONSEQUENCES.items():
        setting = config.explicit(key)
        if only_broker(config) if key == _OF_CONTROLLERS else not runs_broker(config):
            continue  # who does not read it
        if setting is not None and config.boolean(key) is False:
            yield config.problem(setting, f"{key}=false: {consequence}", fix=config.fix_set(key, "true"))
