"""The schemas that outputs are held to; absent ones skip with the reason."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

_PLACES = [parent / "shared" / "schemas" for parent in Path(__file__).resolve().parents[3:]]
SCHEMAS = next((one for one in _PLACES if one.is_dir()), _PLACES[0])


@cache
def strimzi(kind: str) -> Any:
    """The validator of a Strimzi resource; unknown fields are errors, as the API server prunes them."""
    files = list((SCHEMAS / "strimzi").glob(f"*-Crd-{kind.lower()}.yaml"))
    if not files:
        pytest.skip(f"the Strimzi CRDs are not at {SCHEMAS}")
    crd = yaml.load(files[0].read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    schema = crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"]
    return jsonschema_rs.validator_for(_closed(schema))


@cache
def asyncapi() -> Any:
    """The validator of AsyncAPI 3.1."""
    file = SCHEMAS / "asyncapi" / "3.1.0.json"
    if not file.exists():
        pytest.skip(f"the AsyncAPI schema is not at {SCHEMAS}")
    return jsonschema_rs.validator_for(json.loads(file.read_text(encoding="utf-8")))


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items()}
    is_object = isinstance(schema.get("properties"), dict) and schema.get("type") == "object"
    if is_object and not schema.get("x-kubernetes-preserve-unknown-fields"):
        closed["additionalProperties"] = False
        # The API server's own fields, which CRDs do not repeat.
        if {"apiVersion", "kind"} <= schema["properties"].keys():
            closed["properties"]["metadata"] = {"type": "object"}
    return closed
