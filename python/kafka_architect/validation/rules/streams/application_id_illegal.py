"""STR007: an application.id that cannot be part of a topic's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LONGEST = 200


@rule(
    "STR007",
    "application-id-illegal",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.STREAMS],
    profile="dev",
    summary=(
        "application.id contains characters that topic names must not contain: the application fails when it "
        "creates its topics."
    ),
    why=(
        "The id is the prefix of every changelog and repartition topic, the consumer group and a state "
        "directory. Topic names allow letters, digits, ., _ and -, and 249 characters in total. "
        "StreamsConfig does not check it; InvalidTopicException is thrown later."
    ),
    sources=[
        "kafka-clients, org.apache.kafka.common.internals.Topic.validate",
        "kafka-streams, InternalTopicManager",
    ],
    bad="application.id=orders enricher\nstate.dir=/var/lib/s",
    good="application.id=orders-enricher\nstate.dir=/var/lib/s",
)
def application_id_illegal(config: EffectiveConfig) -> Iterator[Problem]:
    """An application.id that cannot be part of a topic's name."""
    name = config.text("application.id")
    if not name:
        return
    bad = sorted(set(re.sub(r"[A-Za-z0-9._-]", "", name)))
    if bad:
        shown = " ".join(repr(letter) for letter in bad)
        mended = re.sub(r"[^A-Za-z0-9._-]+", "-", name)
        yield config.problem(
            "application.id",
            f"application.id={name}: topic names must not contain {shown}, and the names of internal topics "
            "begin with application.id",
            fix=config.fix_set("application.id", mended),
        )
    elif len(name) > _LONGEST:
        yield config.problem(
            "application.id",
            f"application.id has {len(name)} characters; with a store name appended it exceeds the 249 that "
            "topic names allow",
        )
