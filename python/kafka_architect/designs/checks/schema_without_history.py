"""DSN015: the compatibility of a schema does not cover the records that will be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN015",
    "schema-without-history",
    severity=Severity.WARNING,
    summary="Old records are reread, but compatibility is not transitive or is NONE.",
    why=(
        "BACKWARD compares a schema only with the latest one. A compacted topic, or one with unlimited "
        "retention, holds records of every version; a consumer that starts over reads the first of them. "
        "With NONE nothing prevents a producer from breaking its consumers."
    ),
    sources=(
        "https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html",
    ),
    bad="""\
name: shop
entities:
  shop.customer: {key: id, state: {schema: {format: avro, compatibility: BACKWARD}}}
""",
    good="""\
name: shop
entities:
  shop.customer: {key: id, state: {schema: {format: avro}}}
""",
)
def schema_without_history(design: Design) -> Iterator[Problem]:
    """Compare the compatibility with what the topic keeps."""
    for subject in design.schemas:
        topic = design.topics[subject.topic]
        forever = topic.retention_ms is not None and topic.retention_ms.value < 0
        if subject.compatibility == "NONE":
            yield Problem(
                subject.subject,
                "compatibility NONE: every change may break the consumers",
                "use BACKWARD (consumers upgrade first) or FORWARD (producers upgrade first)",
            )
        elif ("compact" in topic.cleanup or forever) and not subject.compatibility.endswith("_TRANSITIVE"):
            yield Problem(
                subject.subject,
                f"{topic.name} holds records of every version, but {subject.compatibility} compares a "
                "schema only with the latest one",
                f"use {subject.compatibility}_TRANSITIVE",
            )
