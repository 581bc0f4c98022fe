"""SEC030: a super user has no type: the authorizer refuses to start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_AUTHORIZERS = ("StandardAuthorizer", "AclAuthorizer")


@rule(
    "SEC030",
    "super-user-without-type",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=sorted(SERVERS),
    profile="dev",
    summary="A super user has no principal type: the authorizer fails to start.",
    why=(
        "A principal has a type and a name: User:admin. StandardAuthorizer and AclAuthorizer fail with "
        'IllegalArgumentException ("expected a string in format principalType:principalName") when an entry '
        "in super.users has no colon, and the process exits."
    ),
    sources=[
        "clients/src/main/java/org/apache/kafka/common/utils/SecurityUtils.java (parseKafkaPrincipal)",
        "metadata/src/main/java/org/apache/kafka/metadata/authorizer/StandardAuthorizer.java",
    ],
    bad=(
        "node.id=1\n"
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer\n"
        "super.users=admin"
    ),
    good=(
        "node.id=1\n"
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer\n"
        "super.users=User:admin"
    ),
)
def super_user_without_type(config: EffectiveConfig) -> Iterator[Problem]:
    """Look where one of Kafka's own authorizers reads the list."""
    setting, users = config.explicit("super.users"), config.text("super.users")
    authorizer = (config.text("authorizer.class.name") or "").rpartition(".")[2]
    if setting is None or not users or authorizer not in _AUTHORIZERS:
        return
    principals = [user.strip() for user in users.split(";") if user.strip()]
    without = [user for user in principals if ":" not in user]
    if without:
        mended = ";".join(user if ":" in user else f"User:{user}" for user in principals)
        yield config.problem(
            setting,
            f"super.users: {', '.join(without)} has no principal type: the process fails to start; write "
            f"User:{without[0]}",
            fix=config.fix_set("super.users", mended),
        )
