"""Every formula that an explanation prints gives the plan's value, with the inputs that it prints."""

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect.errors import InputError, UnmeetableError
from kafka_architect.sizing.explain import explain, explainable

from .formulas import evaluated

# Volumes, local disks, disks that seek, managed brokers, brokers whose replication is free, another cloud.
INSTANCES = (
    "m5.2xlarge", "r6i.4xlarge", "i4i.4xlarge", "d3en.4xlarge", "kafka.m7g.4xlarge", "express.m7g.4xlarge",
)  # fmt: skip

loads = st.fixed_dictionaries(
    {
        "rate": st.floats(1, 5e5),
        "message_bytes": st.floats(10, 20_000),
        "compression_ratio": st.floats(1, 6),
        "peak_to_average": st.floats(1, 5),
        "catch_up_groups": st.floats(0, 2),
        "retention": st.integers(86_400, 30 * 86_400).map(lambda seconds: f"{seconds} s"),
        "replication_factor": st.just(3),
        "skew": st.floats(1, 3),
        "exactly_once_share": st.floats(0, 1),
        "linger_ms": st.sampled_from([0, 5, 100]),
        "producers": st.integers(0, 50),
    },
    optional={
        "partitions": st.integers(3, 200),
        "retention_bytes": st.floats(1e6, 1e12),
        "local_retention": st.integers(60, 86_400).map(lambda seconds: f"{seconds} s"),
        "fan_out": st.floats(0, 4),
        "groups": st.lists(
            st.fixed_dictionaries(
                {"name": st.just("g"), "share": st.floats(0, 1), "old_data": st.booleans()}
            ),
            max_size=3,
        ),
    },
)
clusters = st.fixed_dictionaries(
    {
        "growth_per_year": st.floats(1, 5),
        "zones": st.just(3),
        "latency": st.sampled_from(["standard", "low"]),
        "tls": st.booleans(),
    }
)


def check(plan: ka.ClusterPlan) -> None:
    document = json.loads(plan.to_json())
    for name in explainable(document):
        explained = explain(document, name)
        value, formula = explained["value"], explained["formula"]
        if formula in {"given", "the default"} or value is None:
            continue
        assert evaluated(formula, explained["inputs"]) == pytest.approx(value, rel=1e-6, abs=1e-9), (
            name,
            formula,
            explained["inputs"],
            value,
        )


def planned(values: dict[str, Any], instance: str, size: int | None) -> ka.ClusterPlan | None:
    try:
        return ka.ClusterSizingCalculator(ka.Workload(**values), instance).plan(brokers=size)
    except UnmeetableError:
        return None
    except InputError as error:
        assert any(word in str(error) for word in ("hard disks", "seek", "does not offer tiered storage")), (
            error
        )
        return None


@settings(max_examples=40, deadline=None)
@given(loads, clusters, st.sampled_from(INSTANCES), st.sampled_from([None, 3, 9, 30]))
def test_the_formulas_of_one_load(
    load: dict[str, Any], cluster: dict[str, Any], instance: str, size: int | None
) -> None:
    plan = planned({**load, **cluster}, instance, size)
    if plan is not None:
        check(plan)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(loads, min_size=1, max_size=6),
    clusters,
    st.sampled_from(INSTANCES),
    st.sampled_from([None, 3, 9, 30]),
)
def test_the_formulas_of_several_topics(
    topics: list[dict[str, Any]], cluster: dict[str, Any], instance: str, size: int | None
) -> None:
    named = [{"name": f"t.{i}", **one} for i, one in enumerate(topics)]
    plan = planned({"topics": named, **cluster}, instance, size)
    if plan is not None:
        check(plan)
        assert sum(one.share_of_bill for one in plan.by_topic) == pytest.approx(1)
        for name in ("write_mb_per_s", "read_mb_per_s", "retained_tb"):
            whole = sum(getattr(one, name) for one in plan.by_topic)
            assert math.isclose(whole, plan.demand[name], rel_tol=1e-9)
