"""SEC017: super.users is not read as written: semicolons separate, and there are no wildcards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_COMMA = re.compile(r"(?<!\s)\s*+,\s*+(?=User:)")


@rule(
    "SEC017",
    "super-users-misread",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=sorted(SERVERS),
    profile="dev",
    summary=(
        "super.users does not mean what it seems to: semicolons separate principals, and there are no "
        "wildcards."
    ),
    why=(
        "Certificate names contain commas, so principals are separated by semicolons: User:a,User:b is a "
        "single principal with that whole name, and neither a nor b is a super user. Names are compared "
        "literally: User:* matches no other user. ACLs support wildcards, super.users does not."
    ),
    sources=[
        "metadata/src/main/java/org/apache/kafka/metadata/authorizer/StandardAuthorizer.java "
        "(getConfiguredSuperUsers)",
        "https://kafka.apache.org/documentation/#security_authz",
    ],
    bad="node.id=1\nsuper.users=User:admin,User:broker",
    good="node.id=1\nsuper.users=User:admin;User:broker",
)
def super_users_misread(config: EffectiveConfig) -> Iterator[Problem]:
    """Look for a comma before the next principal, and for a star as a name."""
    setting, users = config.explicit("super.users"), config.text("super.users")
    if setting is None or not users:
        return
    if _COMMA.search(users):
        yield config.problem(
            setting,
            f"super.users={setting.shown} is a single principal with a comma in its name; separate "
            "principals with semicolons",
            fix=config.fix_set("super.users", _COMMA.sub(";", users)),
        )
    if "User:*" in [user.strip() for user in users.split(";")]:
        yield config.problem(
            setting,
            "super.users contains User:*, which is not a wildcard here but a user named *: no other user "
            "becomes a super user",
        )
