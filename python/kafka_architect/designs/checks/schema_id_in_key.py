"""DSN026: keys are written with a schema id, which the partitioner hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN026",
    "schema-id-in-key",
    severity=Severity.WARNING,
    summary="Keys are serialized with a schema registry: partitions depend on the schema id.",
    why=(
        "Schema registry serializers write a zero byte and the schema id (4 bytes) before the key. The "
        "partitioner hashes these bytes too: with a new version of the key schema, or a different registry "
        "with different ids, the same key goes to another partition, compaction keeps both, and joins find "
        "nothing. Joins with another topic miss matches in the same way unless its keys have the same id."
    ),
    sources=(
        "https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/"
        "index.html#wire-format",
    ),
    bad="""\
name: shop
entities:
  shop.orders: {key: orderId, events: {schema: {format: avro, key: avro}}}
""",
    good="""\
name: shop
entities:
  shop.orders: {key: orderId, events: {schema: {format: avro, key: text}}}
""",
)
def schema_id_in_key(design: Design) -> Iterator[Problem]:
    """Find subjects of keys."""
    for subject in design.schemas:
        if not subject.hashes_schema_id:
            continue
        topic = design.topics[subject.topic]
        joined = f" It is joined with {', '.join(topic.joined_with)}." if topic.joined_with else ""
        compacted = ", and compaction keeps the last record for each id" if "compact" in topic.cleanup else ""
        yield Problem(
            subject.topic,
            f"the id of the schema {subject.subject} is part of every key: a new version moves all keys to "
            f"other partitions{compacted}.{joined}",
            "write keys as text (schema.key: text), or never register a second version "
            "(the outputs set the subject to READONLY)",
        )
