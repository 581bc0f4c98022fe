"""MMK011: keys that MirrorMaker reads only behind a cluster's alias."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.mirroring.flows import clusters_of, flows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_CLIENTS = frozenset({"producer", "consumer", "admin"})
_WORKER_KEYS = frozenset(
    {
        "exactly.once.source.support",
        "offset.flush.interval.ms",
        "offset.flush.timeout.ms",
        "connect.protocol",
        "rebalance.timeout.ms",
        "scheduled.rebalance.max.delay.ms",
        "session.timeout.ms",
        "heartbeat.interval.ms",
        "group.id",
    }
)


@rule(
    "MMK011",
    "mirror-key-without-cluster",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.MM2],
    profile="dev",
    summary="A worker or client key lacks the alias of its cluster: MirrorMaker ignores it.",
    why=(
        "MirrorMaker runs one worker per flow, configured by the keys of the target cluster: "
        "west.offset.flush.interval.ms, west.exactly.once.source.support, west.producer.compression.type, "
        "east.consumer.fetch.max.bytes. Of the keys without an alias it passes on only connection and "
        "security keys (bootstrap.servers, ssl.*, sasl.*), the connectors' own keys and "
        "config|offset|status.storage.*."
    ),
    sources=[
        "connect-mirror, MirrorMakerConfig.clusterProps, workerConfig, connectorBaseConfig",
        "https://kafka.apache.org/documentation/#georeplication-config-syntax",
    ],
    bad=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "sync.group.offsets.enabled=true\n"
        "replication.factor=3\n"
        "tasks.max=10\n"
        "producer.compression.type=lz4"
    ),
    good=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "sync.group.offsets.enabled=true\n"
        "replication.factor=3\n"
        "tasks.max=10\n"
        "west.producer.compression.type=lz4"
    ),
)
def mirror_key_without_cluster(config: EffectiveConfig) -> Iterator[Problem]:
    """A worker or client key lacks the alias of its cluster: MirrorMaker ignores it."""
    clusters = clusters_of(config)
    for key, setting in config.settings.items():
        client = key.partition(".")[0]
        if key not in _WORKER_KEYS and (client not in _CLIENTS or client in clusters):
            continue
        if key.startswith(tuple(f"{alias}." for alias in clusters)):
            continue
        targets = sorted({flow.source if client == "consumer" else flow.target for flow in flows(config)})
        meant = f"{targets[0]}.{key}" if targets else f"<cluster>.{key}"
        fix = config.fix_rename(setting, meant) if len(targets) == 1 else None
        yield config.problem(
            setting,
            f"{key} is ignored: MirrorMaker reads it only with a cluster alias as prefix; write {meant}",
            fix=fix,
        )
