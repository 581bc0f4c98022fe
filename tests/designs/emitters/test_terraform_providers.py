"""Terraform as its providers take it: every resource has the arguments that it must, and no other."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import hcl2
import pytest

import kafka_architect as ka
from kafka_architect.designs.design import design
from tests.designs.specifications import EXAMPLES

_SCHEMAS: dict[str, dict[str, bool]] = json.loads(
    Path(__file__).with_name("provider_schemas.json").read_text(encoding="utf-8")
)["resources"]
# Terraform's own, which every resource may have.
_META = {"lifecycle", "depends_on"}
_CASES = Path(ka.__file__).parent / "data" / "pattern_specifications"


def _blocks(text: str) -> list[tuple[str, dict[str, Any]]]:
    document = hcl2.load(io.StringIO(text))
    found = [
        (_plain(kind), body)
        for one in document.get("resource", [])
        for kind, named in one.items()
        for body in named.values()
    ]
    return found + [
        (f"provider {_plain(name)}", body)
        for one in document.get("provider", [])
        for name, body in one.items()
    ]


def _plain(name: str) -> str:
    return name.strip('"')


@pytest.mark.parametrize("kind", ["apache", "confluent-cloud"])
@pytest.mark.parametrize(
    "path",
    [*sorted(EXAMPLES.glob("*.yaml")), _CASES / "exactly-once.yaml"],
    ids=lambda path: path.stem,
)
def test_resources_have_the_arguments_that_their_provider_takes(path: Path, kind: str) -> None:
    made = design(path)
    made = replace(made, platform=replace(made.platform, kind=kind))
    seen = set()
    for target in ("terraform", "terraform-confluent", "terraform-schemas"):
        for file, text in made.emit(target).items():
            if not file.endswith(".tf"):
                continue
            for resource, body in _blocks(text):
                seen.add(resource)
                arguments = {_plain(one) for one in body if not one.startswith("__")}
                known = _SCHEMAS[resource]
                assert arguments - _META <= known.keys(), (file, resource)
                assert {name for name, required in known.items() if required} <= arguments, (file, resource)
    if made.topics:
        assert {"kafka_topic", "confluent_kafka_topic"} & seen


def test_an_argument_that_no_provider_knows_is_seen() -> None:
    ((resource, body),) = _blocks('resource "kafka_topic" "a" {\n  name = "a"\n  partitons = 3\n}\n')
    assert {_plain(one) for one in body if not one.startswith("__")} - _SCHEMAS[resource].keys() == {
        "partitons"
    }
