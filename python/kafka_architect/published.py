"""The JSON Schema of every document that this package writes, made of the types that it is read with.

`kafka-architect schema NAME` prints one, docs/schemas holds all. Draft 2020-12. A schema says what documents
of its version hold; fields that are not in it may be added by later releases.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.documents.kinds import KINDS
from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from kafka_architect.documents.kinds import DocumentKind

_SHAPES: Final = "kafka_architect.documents.shapes"
# The type of each kind: module and name.
TYPES: Final = {
    "analysis": (f"{_SHAPES}.analysis", "Analysis"),
    "key-comparison": (f"{_SHAPES}.analyses", "KeyComparison"),
    "co-partition": (f"{_SHAPES}.analyses", "CoPartition"),
    "segment-loads": (f"{_SHAPES}.analyses", "SegmentLoads"),
    "cluster-figures": (f"{_SHAPES}.analyses", "ClusterFigures"),
    "key-map": (f"{_SHAPES}.analyses", "KeyMap"),
    "plan": (f"{_SHAPES}.plan", "Plan"),
    "calibration": (f"{_SHAPES}.plan", "Calibration"),
    "partition-advice": (f"{_SHAPES}.plan", "PartitionAdvice"),
    "unmet": (f"{_SHAPES}.plan", "Unmet"),
    "validation": (f"{_SHAPES}.findings", "Validation"),
    "baseline": (f"{_SHAPES}.findings", "Baseline"),
    "rules": (f"{_SHAPES}.findings", "Rules"),
    "rule": (f"{_SHAPES}.findings", "Rule"),
    "design": ("kafka_architect.designs.model.design", "Design"),
    "design-difference": ("kafka_architect.designs.difference.change", "Difference"),
    "apply-plan": (f"{_SHAPES}.applying", "ApplyPlan"),
    "applied": (f"{_SHAPES}.applying", "Applied"),
    "design-pattern": (f"{_SHAPES}.reference", "DesignPattern"),
    "design-check": (f"{_SHAPES}.findings", "DesignCheck"),
    "tuning": ("kafka_architect.designs.tuning.tuning", "Tuning"),
    "cluster": ("kafka_architect.snapshot.model", "Snapshot"),
    "partitioners": (f"{_SHAPES}.reference", "Partitioners"),
    "explanation": (f"{_SHAPES}.reference", "Explanation"),
    "explainable": (f"{_SHAPES}.reference", "Explainable"),
}
# What only the document has: it follows from other fields.
_FOLLOWS: Final = {"design-difference": {"worst": {"type": ["string", "null"]}}}
SPECIFICATION: Final = "design-specification"
"""What people write and not this package: it has no head."""


def schema_names() -> list[str]:
    """The names that `schema` knows."""
    return [*KINDS, SPECIFICATION]


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a kind of document.

    Args:
        name: "plan", or the format of such documents: "kafka-architect-plan".

    Raises:
        InputError: No kind has that name; the nearest is offered.
    """
    plain = name.removeprefix("kafka-architect-")
    if plain == SPECIFICATION:
        from kafka_architect.designs.schema import specification_schema

        return specification_schema()
    kind = KINDS.get(plain)
    if kind is None:
        raise InputError(f"unknown document {name!r}{did_you_mean(plain, schema_names())}")
    module, type_name = TYPES[plain]
    return _published(kind, getattr(import_module(module), type_name))


def _published(kind: DocumentKind, made_of: Any) -> dict[str, Any]:
    import msgspec

    (whole,), definitions = msgspec.json.schema_components([made_of], ref_template="#/$defs/{name}")
    root: dict[str, Any] = dict(definitions.pop(whole["$ref"].rpartition("/")[2]))
    own = {one: what for one, what in root["properties"].items() if one not in _HEAD}
    required = [one for one in root.get("required", []) if one not in _HEAD]
    root.pop("title", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:kafka-architect:schema:{kind.name}:{kind.version}",
        "title": kind.what[:1].upper() + kind.what[1:],
        **root,
        "properties": {**_head(kind), **_FOLLOWS.get(kind.name, {}), **own},
        "required": ["format", "version", *required],
        "$defs": dict(sorted(definitions.items())),
    }


_HEAD: Final = ("format", "version", "tool")


def _head(kind: DocumentKind) -> dict[str, Any]:
    return {
        "format": {"const": kind.format},
        "version": {"const": kind.version},
        "tool": {"type": "string", "description": "What wrote the document, with its version."},
    }
