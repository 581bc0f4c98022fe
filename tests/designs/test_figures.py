"""Every number of a design is the value of the formula that it shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kafka_architect.designs.design import design
from kafka_architect.designs.model.design import Design
from kafka_architect.designs.model.explain import explainable
from kafka_architect.designs.model.expression import decisive, evaluate
from kafka_architect.designs.model.figure import Figure
from kafka_architect.errors import InputError
from tests.designs.specifications import EXAMPLES, designed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
    for team in made.teams.values():
        for name, figure in team.figures():
            yield f"teams.{team.name}.{name}", figure


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


@pytest.mark.parametrize("name", ["shop", "two-region-payments", "iot-fleet"])
def test_teams_have_what_their_topics_have(name: str) -> None:
    made = design(EXAMPLES / f"{name}.yaml")
    assert sorted(one for team in made.teams.values() for one in team.topics) == sorted(made.topics)
    for field in ("stored_bytes", "monthly_cost"):
        of_topics = [one for topic in made.topics.values() if (one := getattr(topic, field)) is not None]
        of_teams = [one for team in made.teams.values() if (one := getattr(team, field)) is not None]
        assert of_topics
        assert sum(one.value for one in of_teams) == pytest.approx(sum(one.value for one in of_topics))


def test_topics_without_an_owner_are_a_team_of_their_own(tmp_path: Path) -> None:
    made = designed(
        tmp_path,
        """\
        name: shop
        defaults: {size: 1 kB, retention: {longest_outage: 2d}}
        topics:
          shop.orders: {key: orderId, rate: 500, owner: orders-team}
          shop.audit: {key: orderId, rate: 100}
          shop.unknown: {key: orderId}
        """,
    )
    assert {name: team.topics for name, team in made.teams.items()} == {
        "orders-team": ("shop.orders",),
        "unowned": ("shop.audit", "shop.unknown"),
    }
    assert made.plan is not None
    total = made.plan["cost"]["monthly_total"]
    costs = [made.explain(f"teams.{one}.monthly_cost")["value"] for one in made.teams]
    assert sum(costs) == pytest.approx(total)
    assert costs[0] > 4 * costs[1] > 0


def test_designs_of_earlier_builds_have_no_teams() -> None:
    document = design(EXAMPLES / "shop.yaml").to_dict()
    del document["teams"]
    assert Design.from_dict(document).teams == {}
    assert not [one for one in explainable(document) if one.startswith("teams.")]


@pytest.mark.parametrize(
    ("producer", "batched"),
    [
        ("{}", "2 producers with batch.size=16384 and linger.ms=18"),
        ("{settings: {producer: {batch.size: 1000, linger.ms: 100}}}", "batch.size=1000 and linger.ms=100"),
        ("{settings: {producer: {batch.size: 0}}}", "batch.size=1 and linger.ms=18"),
        ("{client: kafkajs}", "batch.size=16384 and linger.ms=0"),
        ("{client: kafka-connect}", "batch.size=16384 and linger.ms=5"),
    ],
)
def test_what_is_stored_follows_the_settings_of_the_producers(
    producer: str, batched: str, tmp_path: Path
) -> None:
    made = designed(
        tmp_path,
        f"""\
        name: shop
        defaults: {{size: 100 B, retention: {{longest_outage: 2d}}}}
        topics:
          shop.orders: {{key: orderId, rate: 5000}}
        services:
          front: {{instances: 2, sends: [shop.orders], {producer[1:-1]}}}
          back: {{receives: [shop.orders]}}
        """,
    )
    stored = made.explain("shop.orders.stored_bytes")
    assert batched in stored["details"]["records_per_batch"]
    assert made.plan is not None
    (row,) = made.plan["by_topic"]
    assert stored["value"] == pytest.approx(row["retained_tb"] * 1e12, rel=1e-6)
    fill = 1000 / 110 if "1000" in batched else 1 if "batch.size=1 " in batched or "ms=0" in batched else None
    if fill is not None:
        assert stored["inputs"]["records_per_batch"] <= fill


def test_longer_lingers_store_less(tmp_path: Path) -> None:
    stored = []
    for linger in (0, 5, 50):
        made = designed(
            tmp_path,
            f"""\
            name: shop
            defaults: {{size: 100 B, retention: {{longest_outage: 2d}}}}
            topics:
              shop.orders: {{key: orderId, rate: 5000}}
            services:
              front: {{sends: [shop.orders], settings: {{producer: {{linger.ms: {linger}}}}}}}
            """,
        )
        stored.append(made.explain("shop.orders.stored_bytes")["value"])
    assert stored == sorted(stored, reverse=True)
    assert stored[0] > 1.3 * stored[-1]
