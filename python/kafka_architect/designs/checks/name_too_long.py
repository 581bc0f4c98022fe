"""DSN004: a name is longer than Kafka allows, or has characters that it rejects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design

_LONGEST = 249
_LEGAL = re.compile(r"[a-zA-Z0-9._-]+")
_LONGEST_GROUP = 255


@check(
    "DSN004",
    "name-too-long",
    severity=Severity.ERROR,
    summary="A topic name is longer than 249 characters or invalid.",
    why=(
        "Kafka rejects topics whose name is longer than 249 characters, is . or .., or contains anything but "
        "letters, digits, '.', '_' and '-' (InvalidTopicException). Retry, changelog and mirrored topics add "
        "suffixes to short names."
    ),
    sources=("clients/src/main/java/org/apache/kafka/common/internals/Topic.java",),
    bad="""\
name: shop
entities:
  bestellungen größer: {key: orderId, events: [OrderCreated]}
""",
    good="""\
name: shop
entities:
  orders: {key: orderId, events: [OrderCreated]}
""",
)
def name_too_long(design: Design) -> Iterator[Problem]:
    """Measure every topic's name."""
    for name, topic in design.topics.items():
        if len(name) > _LONGEST:
            why = f" ({topic.made_by} adds to {topic.follows})" if topic.follows else ""
            yield Problem(
                name,
                f"{len(name)} characters{why}; Kafka allows {_LONGEST}",
                "shorten the name of the stream, the service or its group",
            )
        if not _LEGAL.fullmatch(name) or name in {".", ".."}:
            yield Problem(
                name,
                "Kafka allows only letters, digits, '.', '_' and '-'",
                "give the stream an address without other characters",
            )
