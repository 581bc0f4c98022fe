"""The kinds of JSON documents that this package writes: one line each, with its version and what writes it.

A version counts up when a field goes away or means something else; fields that are new do not change it.
What is in a document is a typed model, `kafka_architect.published` says which; docs/json.md is for users.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_PREFIX: Final = "kafka-architect-"


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document.

    Attributes:
        name: of the kind; `kafka-architect-NAME` is what documents have as their format.
        version: that is written and read.
        what: what it is called in messages, without an article.
        command: what writes it.
        fields: fields that tell a document which was written before documents had a head; none where such
            documents do not exist or are not read.
    """

    name: str
    version: int
    what: str
    command: str
    fields: tuple[str, ...] = ()

    @property
    def format(self) -> str:
        """The `format` of its documents."""
        return _PREFIX + self.name


_ALL: Final = (
    DocumentKind(
        "analysis", 1, "report of an analysis", "kafka-architect analyze FILE --format json",
        ("source", "partitioner", "records", "heavy_hitters", "partitions"),
    ),
    DocumentKind(
        "key-comparison", 1, "comparison of keys",
        "kafka-architect analyze FILE --key A --key B --format json",
        ("candidates", "best", "reason", "order_looked_at"),
    ),
    DocumentKind(
        "co-partition", 1, "co-partitioning report",
        "kafka-architect analyze FILE FILE --co-partition --format json",
        ("topics", "joint", "missing", "problems"),
    ),
    DocumentKind(
        "segment-loads", 1, "report of log segments",
        "kafka-architect analyze FOLDER --headers-only --format json",
    ),
    DocumentKind(
        "cluster-figures", 1, "report of partitions without keys",
        "kafka-architect analyze OUTPUT --format json",
        ("sources", "topics", "brokers", "groups", "healthy"),
    ),
    DocumentKind("key-map", 1, "key map", "kafka-architect analyze FILE --key-map map.json"),
    DocumentKind(
        "plan", 2, "plan", "kafka-architect size --format json",
        ("demand", "constraints", "binding"),
    ),
    DocumentKind("calibration", 1, "calibration", "kafka-architect size --calibrate FILE"),
    DocumentKind(
        "partition-advice", 1, "partition advice", "kafka-architect partitions --format json",
        ("partitions", "minimum", "binding", "terms"),
    ),
    DocumentKind("unmet", 1, "requirement that cannot be met", "kafka-architect size or tune --format json"),
    DocumentKind("validation", 1, "validation", "kafka-architect validate PATH --format json"),
    DocumentKind("baseline", 1, "baseline", "kafka-architect validate PATH --write-baseline FILE"),
    DocumentKind("rules", 1, "list of rules", "kafka-architect rules --format json"),
    DocumentKind("rule", 1, "rule", "kafka-architect rules CODE --format json"),
    DocumentKind("design", 1, "design", "kafka-architect design SPEC --format json"),
    DocumentKind(
        "design-difference", 1, "difference between designs",
        "kafka-architect design diff OLD NEW --format json",
    ),
    DocumentKind(
        "apply-plan", 1, "plan of design apply",
        "kafka-architect design apply SPEC --bootstrap-server HOST:PORT --plan --format json",
    ),
    DocumentKind(
        "applied", 1, "outcome of design apply",
        "kafka-architect design apply SPEC --bootstrap-server HOST:PORT --yes --format json",
    ),
    DocumentKind("design-pattern", 1, "pattern", "kafka-architect design explain-pattern NAME --format json"),
    DocumentKind(
        "design-check", 1, "design check", "kafka-architect design explain-check CODE --format json",
    ),
    DocumentKind("tuning", 1, "tuning", "kafka-architect tune --format json"),
    DocumentKind("cluster", 1, "snapshot of a cluster", "kafka-architect snapshot HOST:PORT"),
    DocumentKind("partitioners", 1, "list of partitioners", "kafka-architect partitioners --format json"),
    DocumentKind("explanation", 1, "explanation", "kafka-architect explain FILE NAME --format json"),
    DocumentKind(
        "explainable", 1, "list of explainable numbers", "kafka-architect explain FILE --format json",
    ),
)  # fmt: skip
KINDS: Final = {one.name: one for one in _ALL}
KIND_OF_FORMAT: Final = {one.format: one for one in _ALL}
