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
    older = {name: value for name, value in older.items() if name not in {"format", "version", "tool"}}
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
        "the plan: a plan written by an earlier kafka-architect (version 1); this kafka-architect reads "
        "version 2: recreate it with kafka-architect size --format json"
    )
    with pytest.raises(InputError, match="an earlier kafka-architect"):
        explainable(of_the_first_version(saved))


@pytest.mark.parametrize(
    ("version", "says"),
    [
        (3, r"a later kafka-architect \(version 3\).*pip install --upgrade"),
        (None, "without a version"),
        ("2", "version is not a number"),
        (True, "version is not a number"),
        (10**400, "of many digits"),
    ],
)
def test_other_versions_are_named(saved: dict[str, Any], version: object, says: str) -> None:
    with pytest.raises(InputError, match=says):
        explain({**saved, "version": version}, "brokers")


def test_a_plan_from_before_documents_had_a_head_is_explained(saved: dict[str, Any]) -> None:
    body = {name: value for name, value in saved.items() if name not in {"format", "version", "tool"}}
    assert explain({"schema": 2, **body}, "brokers") == explain(saved, "brokers")


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
