"""Schema and pages are what the modules say, and the schema agrees with the reader."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest

from kafka_architect.designs.checks import checks
from kafka_architect.designs.design import design
from kafka_architect.designs.patterns import patterns
from kafka_architect.documents import parse_document, read_document
from kafka_architect.errors import InputError
from tests.designs.specifications import EXAMPLES
from tools.designs.generate import DOCS, SCHEMA, differences


@pytest.fixture(scope="module")
def schema() -> Any:
    return jsonschema_rs.validator_for(json.loads((DOCS / SCHEMA).read_text(encoding="utf-8")))


def test_the_pages_are_what_the_modules_say() -> None:
    assert differences() == []


@pytest.mark.parametrize("example", sorted(path.name for path in EXAMPLES.glob("*.yaml")))
def test_examples_follow_the_schema(schema: Any, example: str) -> None:
    assert list(schema.iter_errors(read_document(EXAMPLES / example).value)) == []


def test_examples_of_checks_follow_the_schema(schema: Any) -> None:
    for one in checks().values():
        for text in (one.bad, one.good):
            assert list(schema.iter_errors(parse_document(text, name=one.code).value)) == [], one.code


def test_examples_of_patterns_follow_the_schema(schema: Any) -> None:
    for name, one in patterns().items():
        uses = parse_document(one.page.example, name=name).value
        assert list(schema.iter_errors({"name": "x", "patterns": uses})) == [], name
        assert [use["pattern"] for use in uses] == [name]


@pytest.mark.parametrize(
    "wrong",
    [
        {"servces": {}},
        {"topics": {"t": {"retention": {"longest_outtage": "3d"}}}},
        {"topics": {"t": {"partitions": {"exactly": 0}}}},
        {"topics": {"t": {"schema": {"compatibility": "BACKWARDS"}}}},
        {"services": {"s": {"client": "jva"}}},
        {"patterns": [{"pattern": "retry-dlq", "attemps": 3}]},
        {"platform": {"brokers": 0}},
    ],
)
def test_what_the_schema_refuses_the_reader_refuses(schema: Any, wrong: dict[str, Any]) -> None:
    assert not schema.is_valid({"name": "x", **wrong})
    with pytest.raises(InputError):
        design({"name": "x", **wrong})


def test_a_specification_without_anything_but_a_name_designs(schema: Any) -> None:
    assert schema.is_valid({"name": "x"})
    assert design({"name": "x"}).topics == {}
