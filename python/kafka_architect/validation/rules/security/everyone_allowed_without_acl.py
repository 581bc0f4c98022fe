"""SEC005: what has no ACL is open to everybody (allow.everyone.if.no.acl.found)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SEC005",
    "everyone-allowed-without-acl",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    summary="Resources without an ACL are open to everyone (allow.everyone.if.no.acl.found).",
    why=(
        "Every client that can connect may read, write and delete a topic or group that has no ACL, and the "
        "same applies to the cluster itself. As soon as the first ACL is added for one client, all other "
        "clients of that resource are denied, which makes it hard to introduce ACLs later. Name the brokers "
        "in super.users and keep the default, false."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#security_authz",
        "metadata/src/main/java/org/apache/kafka/metadata/authorizer/StandardAuthorizer.java "
        "(getDefaultResult)",
    ],
    bad=(
        "node.id=1\n"
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer\n"
        "allow.everyone.if.no.acl.found=true"
    ),
    good=(
        "node.id=1\n"
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer\n"
        "allow.everyone.if.no.acl.found=false"
    ),
)
def everyone_allowed_without_acl(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what is written: the default is false."""
    setting = config.explicit("allow.everyone.if.no.acl.found")
    if setting is not None and config.boolean("allow.everyone.if.no.acl.found") is True:
        yield config.problem(
            setting,
            "allow.everyone.if.no.acl.found=true: every client may read, modify and delete resources that "
            "have no ACL",
            fix=config.fix_set("allow.everyone.if.no.acl.found", "false"),
        )
