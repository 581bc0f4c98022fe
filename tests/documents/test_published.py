"""Every document has the one head, fits its published schema, and no field is missing in the schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from kafka_architect.cli.main import cli
from kafka_architect.documents.head import kind_of, tool
from kafka_architect.documents.kinds import KINDS
from kafka_architect.published import TYPES, schema, schema_names
from tests.documents.outputs import outputs
from tools.schemas.generate import SCHEMAS, schema_files


def strict(part: Any) -> Any:
    """A schema in which a field that it does not name is a fault."""
    if isinstance(part, list):
        return [strict(one) for one in part]
    if not isinstance(part, dict):
        return part
    closed = {name: strict(one) for name, one in part.items()}
    return {**closed, "additionalProperties": False} if isinstance(part.get("properties"), dict) else closed


def texts(name: str) -> list[str]:
    return [*outputs()[name], *(outputs()["explanation-of-design"] if name == "explanation" else ())]


@pytest.mark.parametrize("name", KINDS)
def test_real_outputs_fit_the_schema_of_their_kind(name: str) -> None:
    published = schema(name)
    jsonschema.Draft202012Validator.check_schema(published)
    validator = jsonschema.Draft202012Validator(strict(published))
    for text in texts(name):
        document = json.loads(text)
        assert list(document)[:2] == ["format", "version"]
        assert "tool" not in document or list(document)[2] == "tool"
        assert kind_of(document) is KINDS[name]
        assert document["version"] == KINDS[name].version
        assert document.get("tool") in {tool(), ""}
        found = [f"{one.json_path}: {one.message[:200]}" for one in validator.iter_errors(document)]
        assert found == []


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_refuses_what_is_not_of_its_kind(name: str) -> None:
    validator = jsonschema.Draft202012Validator(schema(name))
    document = json.loads(texts(name)[0])
    others: tuple[object, ...] = (
        {**document, "format": "kafka-architect-other"}, {**document, "version": 0}, {}, [],
    )  # fmt: skip
    for broken in others:
        assert not validator.is_valid(broken)


def test_every_kind_has_a_type() -> None:
    assert list(TYPES) == list(KINDS)


def test_the_published_schemas_are_current() -> None:
    made = schema_files()
    assert {path.name for path in SCHEMAS.glob("*.json")} == made.keys()
    for name, text in made.items():
        assert (SCHEMAS / name).read_text(encoding="utf-8") == text, "run make schemas"


def test_the_command_prints_every_schema() -> None:
    run = CliRunner()
    listed = [line.split()[0] for line in run.invoke(cli, ["schema"]).stdout.splitlines()]
    assert listed == schema_names()
    assert json.loads(run.invoke(cli, ["schema", "kafka-architect-plan"]).stdout) == schema("plan")
    unknown = run.invoke(cli, ["schema", "plam"])
    assert "did you mean 'plan'" in str(unknown.exception)


def test_docs_name_every_kind() -> None:
    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    assert [name for name in schema_names() if f"| {name} |" not in page] == []
