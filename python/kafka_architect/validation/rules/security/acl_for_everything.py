"""SEC012: an ACL is for every principal, or for every operation on everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_CLIENT, EVERY_ROLE
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SEC012",
    "acl-for-everything",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=sorted(EVERY_ROLE),
    clients=EVERY_CLIENT,
    summary="An ACL applies to every principal, or grants every operation on every resource.",
    why=(
        "An ACL for User:* applies to all clients, including those on PLAINTEXT listeners. Operation All on "
        "topic * lets a service read and delete the data of every other one, so a single stolen password "
        "exposes everything. Grant read or write, on a name prefix, to one principal."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#security_authz_cli",
        "KIP-290",
    ],
    bad=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaUser\n"
        "metadata:\n"
        "  name: billing\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  authentication:\n"
        "    type: tls\n"
        "  authorization:\n"
        "    type: simple\n"
        "    acls:\n"
        "      - resource:\n"
        "          type: topic\n"
        '          name: "*"\n'
        "          patternType: literal\n"
        "        operations: [All]\n"
        ""
    ),
    good=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaUser\n"
        "metadata:\n"
        "  name: billing\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  authentication:\n"
        "    type: tls\n"
        "  authorization:\n"
        "    type: simple\n"
        "    acls:\n"
        "      - resource:\n"
        "          type: topic\n"
        "          name: shop.orders.\n"
        "          patternType: prefix\n"
        "        operations: [Read, Describe]\n"
        ""
    ),
    dialect="user.yaml",
)
def acl_for_everything(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the facts that a dialect reads of an access rule."""
    principal = config.attribute_text(attributes.ACL_PRINCIPAL)
    operations = {
        item.strip().lower() for item in (config.attribute_text(attributes.ACL_OPERATIONS) or "").split(",")
    }
    resource = config.attribute_text(attributes.ACL_RESOURCE) or ""
    if principal in ("*", "User:*"):
        yield config.problem(
            config.attribute(attributes.ACL_PRINCIPAL),
            "the ACL applies to every principal, including unauthenticated clients; name one principal",
        )
    kind, _, rest = resource.partition(":")
    if rest.partition(":")[0].strip() == "*" and "all" in operations:
        yield config.problem(
            config.attribute(attributes.ACL_OPERATIONS),
            f"all operations on every {kind}: this client may read and delete the data of all others; grant "
            "only the operations it needs, on a prefix",
        )
