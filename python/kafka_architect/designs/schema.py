"""The JSON Schema of a specification: what editors complete from and other tools check with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from kafka_architect.designs.patterns import patterns
from kafka_architect.designs.specification.model import Specification
from kafka_architect.designs.specification.quantities import Quantity

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.pattern import Pattern

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def specification_schema() -> dict[str, Any]:
    """The schema of a specification with the options of every pattern."""
    kinds = [Specification, *(one.options for one in patterns().values())]
    (whole, *_), definitions = msgspec.json.schema_components(
        kinds, schema_hook=_of_quantity, ref_template="#/$defs/{name}"
    )
    uses = [_use(one, definitions.get(one.options.__name__, {})) for one in patterns().values()]
    for one in patterns().values():
        definitions.pop(one.options.__name__, None)
    definitions["Specification"]["properties"]["patterns"] = {"type": "array", "items": {"oneOf": uses}}
    environment = {
        "type": "object",
        "description": "Overrides for this environment: merged over the rest; null removes.",
    }
    definitions["Specification"]["properties"]["environments"] = {
        "type": "object",
        "additionalProperties": environment,
    }
    return {
        "$schema": _DIALECT,
        "title": "Specification of a Kafka design",
        **whole,
        "$defs": dict(sorted(definitions.items())),
    }


def _use(pattern: Pattern[Any], options: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "title": pattern.page.title,
        "description": pattern.page.summary,
        "properties": {**options.get("properties", {}), "pattern": {"const": pattern.name}},
        "required": sorted({"pattern", *options.get("required", [])}),
        "additionalProperties": False,
    }


def _of_quantity(kind: type) -> dict[str, Any]:
    if issubclass(kind, Quantity):
        return dict(kind.schema)
    raise NotImplementedError(f"no schema for {kind}")
