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
    summary="StandardAuthorizer is on and super.users is not set: a new cluster does not come up.",
    why=(
        "A broker registers with the controllers, and fetches from other brokers, by the operation "
        "ClusterAction. In a new cluster nobody has an ACL for it, and nobody may make one: the controller "
        "answers with ClusterAuthorizationException, and the broker tries again for ever and opens no port "
        "for clients. Name the principals of brokers and administrators in super.users, on controllers and "
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
            f"{_KEY} is not set: brokers may not register with the controllers unless ACLs let them, which "
            "nobody may make in a new cluster; name brokers and administrators",
        )
