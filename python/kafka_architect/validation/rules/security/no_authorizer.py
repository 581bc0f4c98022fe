"""SEC007: no authorizer is configured: every client may do everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import server_listeners
from kafka_architect.validation.knowledge.servers import missing
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SEC007",
    "no-authorizer",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="No authorizer is configured: every client may do everything.",
    why=(
        "Without authorizer.class.name there are no ACLs: any client that can connect may read every topic, "
        "write to it, delete it, and change the cluster configuration. In KRaft mode the class is "
        "org.apache.kafka.metadata.authorizer.StandardAuthorizer, on brokers and controllers alike."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#security_authz",
        "KIP-801",
    ],
    bad=(
        "process.roles=broker\nnode.id=1\nlisteners=SASL_SSL://:9092\nsecurity.inter.broker.protocol=SASL_SSL"
    ),
    good=(
        "process.roles=broker\n"
        "node.id=1\n"
        "listeners=SASL_SSL://:9092\n"
        "security.inter.broker.protocol=SASL_SSL\n"
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer\n"
        "super.users=User:broker"
    ),
)
def no_authorizer(config: EffectiveConfig) -> Iterator[Problem]:
    """Look where clients of other machines connect."""
    if not missing(config, "authorizer.class.name"):
        return
    listeners = server_listeners(config)
    if listeners is not None and any(not listener.loopback for listener in listeners.of_broker):
        yield config.problem(
            "authorizer.class.name",
            "no authorizer.class.name: there are no ACLs, and any client that can connect may read, write "
            "and delete every topic",
        )
