"""SEC033: an authorizer that lets nobody in, not even the brokers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import missing, under_zookeeper
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEY, _AUTHORIZER = "super.users", "authorizer.class.name"
_EVERYONE = "allow.everyone.if.no.acl.found"


@rule(
    "SEC033",
    "nobody-is-super-user",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=sorted(SERVERS),
    profile="dev",
    summary="StandardAuthorizer is enabled but super.users is not set: a new cluster does not start up.",
    why=(
        "A broker needs the operation ClusterAction to register with the controllers and to fetch from other "
        "brokers. In a new cluster no principal has an ACL for it, and none may create one: the controller "
        "responds with ClusterAuthorizationException, and the broker retries forever and never opens its "
        "client ports. List the principals of brokers and administrators in super.users, on controllers and "
        "brokers alike."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#security_authz",
        "core/src/main/scala/kafka/server/ControllerApis.scala (handleBrokerRegistration)",
    ],
    bad="process.roles=broker\nnode.id=1\nauthorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    good=(
        "process.roles=broker\nnode.id=1\n"
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer\n"
        "super.users=User:CN=broker;User:admin"
    ),
)
def nobody_is_super_user(config: EffectiveConfig) -> Iterator[Problem]:
    """Not where everybody may do what has no ACL, nor under ZooKeeper, where ACLs may be made first."""
    setting = config.explicit(_AUTHORIZER)
    if setting is None or not (config.text(_AUTHORIZER) or "").endswith(".StandardAuthorizer"):
        return
    if under_zookeeper(config) or not missing(config, _KEY):
        return
    # The authorizer's own key, without a definition; a value that is known later may be true.
    everyone = config.explicit(_EVERYONE)
    if everyone is None or config.boolean(_EVERYONE) is False:
        yield config.problem(
            setting,
            f"{_KEY} is not set: brokers cannot register with the controllers without ACLs, which no "
            "principal can create in a new cluster; list brokers and administrators",
        )
