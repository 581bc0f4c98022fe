"""DSN010: a topic's name follows no convention that permissions can be given by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check
from kafka_architect.designs.model.topic import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN010",
    "name-without-convention",
    severity=Severity.INFO,
    summary="A topic name has no hierarchy, capital letters, or both periods and underscores.",
    why=(
        "Names like domain.entity.events allow permissions, quotas and dashboards per prefix. Kubernetes "
        "resource names must not contain capital letters. Metrics replace '.' with '_', so a name with both "
        "may collide with another."
    ),
    sources=(
        "clients/src/main/java/org/apache/kafka/common/internals/Topic.java (hasCollisionChars)",
        "https://kafka.apache.org/documentation/#security_authz (prefixed resource patterns)",
    ),
    bad="""\
name: shop
topics:
  Orders: {key: orderId}
""",
    good="""\
name: shop
topics:
  shop.orders: {key: orderId}
""",
)
def name_without_convention(design: Design) -> Iterator[Problem]:
    """Look at the names that people chose."""
    for name, topic in design.topics.items():
        # Names that a pattern makes out of a given one repeat what is said of that.
        if topic.follows or topic.kind is Kind.INTERNAL:
            continue
        faults = []
        if "." not in name and "-" not in name and "_" not in name:
            faults.append("has no hierarchy")
        if name != name.lower():
            faults.append("has capital letters")
        if "." in name and "_" in name:
            faults.append("has both '.' and '_'")
        if faults:
            yield Problem(
                name,
                f"the name {' and '.join(faults)}",
                "name it like domain.entity.events, in lower case, or set naming.template",
            )
