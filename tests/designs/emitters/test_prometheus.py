"""Alert rules: one for each promise that a metric can break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import promql_parser
import pytest
import yaml

from kafka_architect.designs.design import design
from kafka_architect.designs.writing.promql import any_of, selector
from tests.designs.specifications import EXAMPLES, designed

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.designs.model.design import Design


def _rules(made: Design) -> list[Any]:
    texts = made.emit("prometheus")
    return [
        rule
        for text in texts.values()
        for group in yaml.load(text, Loader=yaml.CSafeLoader)["groups"]
        for rule in group["rules"]
    ]


def test_every_group_and_every_objective_is_watched() -> None:
    made = design(EXAMPLES / "shop.yaml")
    rules = _rules(made)
    names = [one["alert"] for one in rules]
    assert names.count("KafkaGroupHasNoMembers") == len(made.groups)
    assert names.count("KafkaLagNearsRetention") == len(made.groups)
    assert names.count("KafkaUnderMinIsr") == 1
    missed = [one for one in rules if one["alert"] == "KafkaLagObjectiveMissed"]
    flows = [(one.topic, one.service) for one in made.guarantees if one.lag_objective_s is not None]
    assert len(missed) == len(flows)
    assert all(one["expr"].endswith("> 30") for one in missed)
    assert all(one["labels"]["severity"] in {"warning", "critical"} for one in rules)
    assert all(one["annotations"]["description"].endswith(".") for one in rules)


def test_a_compacted_topic_deletes_nothing_unread(tmp_path: Path) -> None:
    made = designed(
        tmp_path,
        """\
        name: state
        entities:
          customer: {key: customerId, state: {rate: 1..5, distinct_keys: 1M, size: 1 kB}}
        services:
          crm: {sends: [customer.state]}
          mail: {receives: [customer.state], instances: 1}
        """,
    )
    assert "KafkaLagNearsRetention" not in {one["alert"] for one in _rules(made)}


def test_names_do_not_leave_their_strings() -> None:
    assert selector("lag", topic='a"} or vector(1) #\\') == 'lag{topic="a\\"} or vector(1) #\\\\"}'
    assert any_of("lag", "topic", ["a.b", "c|d", "e-f_g"]) == 'lag{topic=~"a\\\\.b|c\\\\|d|e-f_g"}'


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_expression_is_promql(path: Path) -> None:
    """By a parser that is not Prometheus' own editor's: the types are checked too."""
    text = design(path).emit("prometheus")["prometheus/alerts.yaml"]
    (group,) = yaml.load(text, Loader=yaml.CSafeLoader)["groups"]
    for rule in group["rules"]:
        assert str(promql_parser.parse(rule["expr"])) != ""
    with pytest.raises(ValueError, match="unclosed"):
        promql_parser.parse("sum(")
