"""SEC008: the authorizer kept its ACLs in ZooKeeper and is gone from Kafka 4.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_REMOVED = ("kafka.security.authorizer.AclAuthorizer", "kafka.security.auth.SimpleAclAuthorizer")
_STANDARD = "org.apache.kafka.metadata.authorizer.StandardAuthorizer"


@rule(
    "SEC008",
    "authorizer-removed",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=sorted(SERVERS),
    since=(4, 0),
    profile="dev",
    summary="The authorizer kept its ACLs in ZooKeeper and is gone from Kafka 4.0.",
    why=(
        "kafka.security.authorizer.AclAuthorizer (and the older kafka.security.auth.SimpleAclAuthorizer) "
        "went with ZooKeeper: the process ends at start with ClassNotFoundException. StandardAuthorizer "
        "takes its place and keeps ACLs in the metadata log; the migration of 3.x carries them over."
    ),
    sources=[
        "KIP-801",
        "https://kafka.apache.org/documentation/#upgrade_4_0_0",
    ],
    bad=("node.id=1\nprocess.roles=broker\nauthorizer.class.name=kafka.security.authorizer.AclAuthorizer"),
    good=(
        "node.id=1\n"
        "process.roles=broker\n"
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer"
    ),
)
def authorizer_removed(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the name of the class."""
    setting = config.explicit("authorizer.class.name")
    if setting is not None and config.text("authorizer.class.name") in _REMOVED:
        yield config.problem(
            setting,
            f"authorizer.class.name={setting.shown} is not part of Kafka 4.0 and later: the process ends at "
            f"start; use {_STANDARD}",
            fix=config.fix_set("authorizer.class.name", _STANDARD),
        )
