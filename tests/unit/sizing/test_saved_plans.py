"""A saved plan explains itself; one of another version, or a damaged one, says so in one sentence."""

import copy
import json
from typing import Any

import pytest

import kafka_architect as ka
from kafka_architect.errors import InputError
from kafka_architect.sizing.explain import explain, explainable


@pytest.fixture(scope="module")
def saved() -> dict[str, Any]:
    workload = ka.Workload(rate="75 MB/s", retention="1d", partitions=8, consumer_groups=2)
    plan = ka.ClusterSizingCalculator(workload, "m5.4xlarge").plan(brokers=6)
    document: dict[str, Any] = json.loads(plan.to_json())
    return document


def of_the_first_version(plan: dict[str, Any]) -> dict[str, Any]:
    """As the first version wrote it: another name of a scenario, and nothing of what came later."""
    older = copy.deepcopy(plan)
    older["schema"] = 1
    for limit in older["constraints"]:
        limit["scenario"] = limit["scenario"].replace("brokers_lost", "one_broker_lost")
    del older["placement"]
    return older


@pytest.mark.parametrize("name", ["brokers", "network_out@one_broker_lost", "topics.all.write_mb_per_s"])
def test_an_earlier_plan_is_to_be_made_again(saved: dict[str, Any], name: str) -> None:
    with pytest.raises(InputError) as raised:
        explain(of_the_first_version(saved), name)
    assert str(raised.value) == (
        "the plan was written by an earlier version of kafka-architect (schema 1, expected 2): "
        "recreate it with kafka-architect size --format json"
    )
    with pytest.raises(InputError, match="an earlier version"):
        explainable(of_the_first_version(saved))


@pytest.mark.parametrize(
    ("schema", "says"), [(3, "a later version .*schema 3"), (None, "schema missing"), ("2", "schema missing")]
)
def test_other_versions_are_named(saved: dict[str, Any], schema: object, says: str) -> None:
    with pytest.raises(InputError, match=says):
        explain({**saved, "schema": schema}, "brokers")


def test_every_key_that_is_missing_is_a_sentence(saved: dict[str, Any]) -> None:
    for key in saved:
        document = {name: value for name, value in saved.items() if name != key}
        for name in ("brokers", "sent_above_mean", "storage_per_broker", "cost.brokers", "cpu@brokers_lost"):
            try:
                explain(document, name)
            except InputError as error:
                assert "plan" in str(error)


def test_the_busiest_broker_is_explained(saved: dict[str, Any]) -> None:
    assert explain(saved, "sent_above_mean")["value"] == pytest.approx(0.5)
    assert explain(saved, "busiest_sent_mb_per_s")["value"] == pytest.approx(75)
    assert explain(saved, "topics.all.even_partitions")["value"] == 12
