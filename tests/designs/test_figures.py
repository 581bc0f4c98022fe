"""Every number of a design is the value of the formula that it shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kafka_architect.designs.design import design
from kafka_architect.designs.model.expression import decisive, evaluate
from kafka_architect.designs.model.figure import Figure
from kafka_architect.errors import InputError
from tests.designs.specifications import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


def _figures(made: Design) -> Iterator[tuple[str, Figure]]:
    for topic in made.topics.values():
        for name, figure in topic.figures():
            yield f"{topic.name}.{name}", figure
    for quota in made.quotas:
        for name, limit in (
            ("producer_bytes_per_s", quota.producer_bytes_per_s),
            ("consumer_bytes_per_s", quota.consumer_bytes_per_s),
        ):
            if limit is not None:
                yield f"{quota.principal}.{name}", limit
    for client in made.clients.values():
        for name, figure in client.figures():
            yield f"{client.name}.{name}", figure


@pytest.mark.parametrize("example", sorted(path.name for path in EXAMPLES.glob("*.yaml")))
def test_the_formula_of_every_figure_gives_its_value(example: str) -> None:
    made = design(EXAMPLES / example)
    figures = list(_figures(made))
    assert figures
    for name, figure in figures:
        assert evaluate(figure.formula, figure.inputs) == pytest.approx(figure.value), name
        assert figure.source, name
        assert figure.binding or not re.search(r"\b(min|max)\(", figure.formula), name
        assert set(figure.assumed) <= set(figure.inputs), name
        assert set(figure.details) <= set(figure.inputs), name
        assert set(figure.inputs) <= set(re.findall(r"\w+", figure.formula)), name


@pytest.mark.parametrize("example", sorted(path.name for path in EXAMPLES.glob("*.yaml")))
def test_every_figure_can_be_asked_for_by_its_name(example: str) -> None:
    made = design(EXAMPLES / example)
    for name, figure in _figures(made):
        explained = made.explain(name)
        assert (explained["value"], explained["formula"]) == (figure.value, figure.formula)


def test_what_decides_is_the_argument_that_is_as_large() -> None:
    assert decisive("round_up(max(a, b * 2), c)", {"a": 3, "b": 2, "c": 3}) == "b * 2"
    assert decisive("min(max(a, b), most)", {"a": 3, "b": 2, "most": 9}) == "a"
    assert decisive("a + b", {"a": 1, "b": 2}) == ""


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os')",
        "a.real",
        "[1][0]",
        "lambda: 1",
        "unknown",
        "1 +",
        "max(1, key=2)",
        "'a' * 9",
        "1 / 0",
    ],
)
def test_a_formula_that_is_no_arithmetic_is_refused(formula: str) -> None:
    with pytest.raises(InputError):
        evaluate(formula, {"a": 1.0})


def test_a_given_number_keeps_its_reason() -> None:
    figure = Figure.given(1, unit="partitions", because="commit log")
    assert (figure.pinned, evaluate(figure.formula, figure.inputs)) == ("commit log", 1)


@pytest.mark.parametrize("name", ["shop", "iot-fleet", "two-region-payments", "change-data-and-outbox"])
def test_topics_store_what_the_plan_of_the_cluster_counts(name: str) -> None:
    made = design(EXAMPLES / f"{name}.yaml")
    assert made.plan is not None
    kept = {row["name"]: row["retained_tb"] * 1e12 for row in made.plan["by_topic"]}
    compared = 0
    for topic in made.topics.values():
        if topic.name in kept and topic.stored_bytes is not None:
            assert topic.stored_bytes.value == pytest.approx(kept[topic.name], rel=1e-6), topic.name
            compared += 1
    assert compared >= 3
