"""SEC008: the authorizer class is not part of this Kafka version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import uses_kraft
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_ACL = "kafka.security.authorizer.AclAuthorizer"
# Class -> the first version without it.
_REMOVED = {"kafka.security.auth.SimpleAclAuthorizer": (3, 0), _ACL: (4, 0)}
_STANDARD = "org.apache.kafka.metadata.authorizer.StandardAuthorizer"


@rule(
    "SEC008",
    "authorizer-removed",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=sorted(SERVERS),
    profile="dev",
    summary="The authorizer class does not exist in this Kafka version: the broker fails to start.",
    why=(
        "kafka.security.auth.SimpleAclAuthorizer was removed in Kafka 3.0, "
        "kafka.security.authorizer.AclAuthorizer in 4.0: the broker fails to start with "
        "ClassNotFoundException. In ZooKeeper mode up to 3.9 AclAuthorizer replaces the older class. "
        "StandardAuthorizer replaces both in KRaft mode and stores ACLs in the metadata log; the 3.x "
        "migration carries them over."
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
    gone_since = _REMOVED.get(config.text("authorizer.class.name") or "")
    if setting is None or gone_since is None or config.version < gone_since:
        return
    instead = _STANDARD if uses_kraft(config) else _ACL
    yield config.problem(
        setting,
        f"authorizer.class.name={setting.shown} was removed in Kafka {gone_since[0]}.{gone_since[1]}: the "
        f"broker fails to start; use {instead}",
        fix=config.fix_set("authorizer.class.name", instead),
    )
