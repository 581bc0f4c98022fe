"""BRK009: a follower leaves the in-sync set after less than 10 seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import runs_broker
from kafka_architect.validation.knowledge.wording import SECOND, duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_SHORTEST_MS = 10 * SECOND


@rule(
    "BRK009",
    "replica-lag-time-short",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="A follower is removed from the ISR after less than 10 seconds.",
    why=(
        "A follower that has not caught up within replica.lag.time.max.ms is removed from the in-sync "
        "replicas (ISR). A garbage collection or a burst of writes of some seconds is then enough; with "
        "min.insync.replicas=2 producers get NotEnoughReplicasException, and the ISR shrinks and expands "
        "again and again. The default is 30 seconds since Kafka 2.5 (KIP-537); before it was 10."
    ),
    sources=[
        "KIP-537",
        "https://kafka.apache.org/documentation/#brokerconfigs_replica.lag.time.max.ms",
    ],
    bad="node.id=1\nreplica.lag.time.max.ms=5000",
    good="node.id=1\nreplica.lag.time.max.ms=30000",
)
def replica_lag_time_short(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at a time that somebody wrote."""
    setting, lag = config.explicit("replica.lag.time.max.ms"), config.integer("replica.lag.time.max.ms")
    if setting is None or lag is None or lag >= _SHORTEST_MS or not runs_broker(config):
        return
    yield config.problem(
        setting,
        f"replica.lag.time.max.ms={setting.shown}: a pause of {duration(lag)} removes a follower from the "
        "ISR, and producers with acks=all fail with NotEnoughReplicasException; the default is 30 seconds",
        fix=config.fix_set("replica.lag.time.max.ms", "30000"),
    )
