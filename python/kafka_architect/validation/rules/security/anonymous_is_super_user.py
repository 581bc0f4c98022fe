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
    summary="Whoever does not authenticate is a super user.",
    why=(
        "User:ANONYMOUS is every client on a PLAINTEXT listener and every one without a certificate on an "
        "SSL listener. As a super user it may do everything, and no ACL binds it: the authorizer is there "
        "and decides nothing. It is often put there because brokers or controllers talk over PLAINTEXT; "
        "give that listener authentication instead."
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
            "super.users has User:ANONYMOUS: every client that does not authenticate may do everything",
        )
