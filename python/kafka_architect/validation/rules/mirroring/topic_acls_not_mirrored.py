"""MMK008: read permissions do not follow the topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.mirroring.flows import flows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_AUTHENTICATED = ("SSL", "SASL_SSL", "SASL_PLAINTEXT")


@rule(
    "MMK008",
    "topic-acls-not-mirrored",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.MM2],
    summary="sync.topic.acls.enabled=false: after a failover consumers lack permission to read.",
    why=(
        "By default MirrorMaker syncs topic ACLs every ten minutes, without WRITE (only MirrorMaker writes "
        "to mirrored topics). If disabled, permissions on the target must be granted separately; a missing "
        "one is noticed only during the failover. Syncing requires an authorizer on the source; without one, "
        "false is correct."
    ),
    sources=[
        "connect-mirror, MirrorSourceConfig (sync.topic.acls.enabled, default true), "
        "MirrorSourceConnector.shouldReplicateAcl"
    ],
    bad=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "sync.group.offsets.enabled=true\n"
        "replication.factor=3\n"
        "tasks.max=10\n"
        "security.protocol=SASL_SSL\n"
        "sync.topic.acls.enabled=false"
    ),
    good=(
        "clusters=east, west\n"
        "east.bootstrap.servers=east-1:9092\n"
        "west.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\n"
        "sync.group.offsets.enabled=true\n"
        "replication.factor=3\n"
        "tasks.max=10\n"
        "security.protocol=SASL_SSL"
    ),
)
def topic_acls_not_mirrored(config: EffectiveConfig) -> Iterator[Problem]:
    """sync.topic.acls.enabled=false: after a failover consumers lack permission to read."""
    for flow in flows(config):
        key = flow.key_of("sync.topic.acls.enabled")
        protocol = config.explicit(f"{flow.source}.security.protocol") or config.explicit("security.protocol")
        secured = protocol is not None and (protocol.value or "").strip().upper() in _AUTHENTICATED
        if flow.boolean("sync.topic.acls.enabled") is False and secured:
            yield config.problem(
                key,
                f"{key}=false: permissions to read the topics of {flow.name} must be granted on "
                f"{flow.target} separately, or consumers are denied access after a failover",
            )
