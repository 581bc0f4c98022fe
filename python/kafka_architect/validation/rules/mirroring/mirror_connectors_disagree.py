"""MMK015: connectors of one flow that name topics differently, or look for the offset syncs elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule
from kafka_architect.validation.rules.mirroring.flow_connectors import flow_connectors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_POLICY = "org.apache.kafka.connect.mirror.DefaultReplicationPolicy"
# Key, its default, and the connectors that read it.
_SHARED = (
    ("replication.policy.class", _POLICY, ("source", "checkpoint", "heartbeat")),
    ("replication.policy.separator", ".", ("source", "checkpoint", "heartbeat")),
    ("offset-syncs.topic.location", "source", ("source", "checkpoint")),
)
_EFFECT = {
    "replication.policy.class": "they give topics different names",
    "replication.policy.separator": "they give topics different names",
    "offset-syncs.topic.location": "the offset syncs are written to one cluster and read from the other",
}


@system_rule(
    "MMK015",
    "mirror-connectors-disagree",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.CONNECT_SOURCE, Role.MM2],
    profile="dev",
    summary="The source, checkpoint and heartbeat connectors of a flow have different naming settings.",
    why=(
        "The three connectors of a flow work out the names of topics by themselves, from "
        "replication.policy.class and replication.policy.separator, and find the offset syncs by "
        "offset-syncs.topic.location. When the checkpoint connector has other values than the source "
        "connector, both run without an error, but no consumer group offset is translated: after a failover "
        "groups start at auto.offset.reset."
    ),
    sources=[
        "connect-mirror, MirrorSourceConfig, MirrorCheckpointConfig, MirrorHeartbeatConfig",
        "https://strimzi.io/docs/operators/latest/deploying (configuring MirrorMaker 2 connectors)",
        "KIP-716 (offset-syncs.topic.location)",
    ],
    bad=(
        "--- source.properties\nname=source\n"
        "connector.class=org.apache.kafka.connect.mirror.MirrorSourceConnector\n"
        "source.cluster.alias=east\ntarget.cluster.alias=west\n"
        "replication.policy.class=org.apache.kafka.connect.mirror.IdentityReplicationPolicy\n"
        "--- checkpoint.properties\nname=checkpoint\n"
        "connector.class=org.apache.kafka.connect.mirror.MirrorCheckpointConnector\n"
        "source.cluster.alias=east\ntarget.cluster.alias=west"
    ),
    good=(
        "--- source.properties\nname=source\n"
        "connector.class=org.apache.kafka.connect.mirror.MirrorSourceConnector\n"
        "source.cluster.alias=east\ntarget.cluster.alias=west\n"
        "replication.policy.class=org.apache.kafka.connect.mirror.IdentityReplicationPolicy\n"
        "--- checkpoint.properties\nname=checkpoint\n"
        "connector.class=org.apache.kafka.connect.mirror.MirrorCheckpointConnector\n"
        "source.cluster.alias=east\ntarget.cluster.alias=west\n"
        "replication.policy.class=org.apache.kafka.connect.mirror.IdentityReplicationPolicy"
    ),
    dialect="source.properties",
)
def mirror_connectors_disagree(system: System) -> Iterator[Problem]:
    """Compare each connector of a flow with its source connector, where both are known completely."""
    for flow, connectors in flow_connectors(system):
        source = connectors["source"]
        for kind, connector in connectors.items():
            for key, default, readers in _SHARED:
                if kind == "source" or kind not in readers:
                    continue
                here, there = connector.value(key, default), source.value(key, default)
                if here is None or there is None or here == there:
                    continue
                yield connector.config.problem(
                    connector.written(key) or source.written(key),
                    f"{flow}: {key} is {here} for the {kind} connector and {there} for the source "
                    f"connector: {_EFFECT[key]}, and nothing is reported; set both to the same value",
                )
