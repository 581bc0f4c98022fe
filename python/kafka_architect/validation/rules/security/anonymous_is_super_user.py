"""SEC006: whoever does not authenticate is a super user."""

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
    "SEC006",
    "anonymous-is-super-user",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    summary="Unauthenticated clients are super users.",
    why=(
        "User:ANONYMOUS is every client on a PLAINTEXT listener and every client without a certificate on an "
        "SSL listener. As a super user it may do everything, and no ACL restricts it: the authorizer is "
        "configured but has no effect. It is often added because brokers or controllers communicate over "
        "PLAINTEXT; enable authentication on that listener instead."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#security_authz",
        "clients/src/main/java/org/apache/kafka/common/security/auth/KafkaPrincipal.java",
    ],
    bad=(
        "node.id=1\n"
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer\n"
        "super.users=User:ANONYMOUS;User:admin"
    ),
    good=(
        "node.id=1\n"
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer\n"
        "super.users=User:admin"
    ),
)
def anonymous_is_super_user(config: EffectiveConfig) -> Iterator[Problem]:
    """Look for it among the super users."""
    setting, users = config.explicit("super.users"), config.text("super.users")
    if setting is not None and users and "User:ANONYMOUS" in [user.strip() for user in users.split(";")]:
        yield config.problem(
            setting,
            "super.users contains User:ANONYMOUS: every unauthenticated client may do everything",
        )
