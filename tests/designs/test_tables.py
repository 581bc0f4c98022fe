"""A module that is in no table would never be asked; a table must name what is there."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import kafka_architect.designs
from kafka_architect.designs.checks import CHECKS, checks
from kafka_architect.designs.emitters import EMITTERS, emitter
from kafka_architect.designs.importing import IMPORTERS, importer
from kafka_architect.designs.patterns import PATTERNS, pattern
from kafka_architect.errors import InputError

_ROOM = Path(kafka_architect.designs.__file__).parent


@pytest.mark.parametrize(
    ("room", "table"), [("patterns", PATTERNS), ("checks", CHECKS), ("emitters", EMITTERS)]
)
def test_the_table_names_every_module_of_the_folder(room: str, table: dict[str, str]) -> None:
    modules = {path.stem for path in (_ROOM / room).iterdir() if path.suffix == ".py" or path.is_dir()}
    assert modules - {"__init__", "__pycache__"} == set(table.values())
    assert len(set(table.values())) == len(table)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_called_as_the_table_says(name: str) -> None:
    assert pattern(name).name == name
    page = pattern(name).page
    assert page.summary.endswith(".")
    assert page.when and page.when_not and page.sources and page.how and page.example


@pytest.mark.parametrize("name", EMITTERS)
def test_an_emitter_is_called_as_the_table_says(name: str) -> None:
    assert emitter(name).name == name
    assert emitter(name).summary.endswith(".")


@pytest.mark.parametrize("name", IMPORTERS)
def test_an_importer_is_called_as_the_table_says(name: str) -> None:
    assert name == importer(name).NAME


def test_a_check_is_coded_as_the_table_says() -> None:
    assert list(checks()) == sorted(CHECKS)
    assert len({one.name for one in checks().values()}) == len(CHECKS)


@pytest.mark.parametrize(
    ("ask", "name", "nearest"),
    [(pattern, "retry-dql", "retry-dlq"), (emitter, "strimzy", "strimzi")],
)
def test_an_unknown_name_offers_the_nearest(ask: object, name: str, nearest: str) -> None:
    with pytest.raises(InputError, match=nearest):
        ask(name)  # type: ignore[operator]


def test_every_module_says_what_it_is_for() -> None:
    for path in _ROOM.rglob("*.py"):
        name = ".".join(("kafka_architect.designs", *path.relative_to(_ROOM).with_suffix("").parts))
        assert import_module(name.removesuffix(".__init__")).__doc__, path
