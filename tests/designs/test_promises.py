"""Promises of latency and recovery: what the design gives is in the ledger, what it cannot keep is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kafka_architect.designs.design import design
from kafka_architect.designs.model.expression import evaluate

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design

_FLOW = "orders -> store"


def _made(
    promises: dict[str, str],
    *uses: dict[str, Any],
    producer: dict[str, Any] | None = None,
    consumer: dict[str, Any] | None = None,
    **more: Any,
) -> Design:
    return design(
        {
            "name": "shop",
            "platform": {"brokers": 6, "regions": ["west", "east"], "kafka": "4.3"},
            "topics": {"orders": {"key": "id", "promises": promises}},
            "services": {
                "shop": {"sends": ["orders"], "settings": {"producer": producer or {}}},
                "store": {"receives": ["orders"], "instances": 3, "settings": {"consumer": consumer or {}}},
            },
            "patterns": list(uses),
            **more,
        }
    )


def _codes(made: Design) -> set[str]:
    return {one.code for one in made.findings}


def test_the_latency_of_a_flow_is_the_sum_of_what_waits() -> None:
    made = _made(
        {"latency": "2s"},
        producer={"linger.ms": 20},
        consumer={"fetch.min.bytes": 100_000, "fetch.max.wait.ms": 400},
    )
    (one,) = made.guarantees
    budget = one.latency_budget
    assert budget is not None
    assert budget.inputs == {"linger_ms": 20, "replicated_ms": 10, "fetch_wait_ms": 400}
    assert budget.value == evaluate(budget.formula, budget.inputs) == 430
    assert budget.binding == "fetch_wait_ms"
    assert one.latency == "2 s (asked for); about 430 ms when nothing queues"
    assert made.explain(f"{_FLOW}.latency")["assumed"] == ["replicated_ms"]
    assert any(two.about.startswith("latency: ") for two in made.assumed)
    assert "DSN027" not in _codes(made)


def test_a_fetch_that_waits_for_nothing_adds_nothing() -> None:
    (one,) = _made({"latency": "100ms"}, consumer={"fetch.min.bytes": 1}).guarantees
    assert one.latency_budget is not None and one.latency_budget.inputs["fetch_wait_ms"] == 0


def test_a_latency_below_what_waits_is_found() -> None:
    made = _made({"latency": "50ms"}, producer={"linger.ms": 100})
    (found,) = [one for one in made.findings if one.code == "DSN027"]
    assert "linger 100 ms" in found.message
    assert "lower linger.ms" in found.cure


def test_a_lag_objective_above_the_latency_contradicts_it() -> None:
    assert "DSN028" in _codes(_made({"latency": "1s", "lag_objective": "30s"}))
    assert "DSN028" not in _codes(_made({"latency": "30s", "lag_objective": "1s"}))


def test_patterns_say_what_they_add() -> None:
    stretch = {"pattern": "stretch-cluster", "sites": ["n", "s"], "tie_breaker": "w", "round_trip": "7ms"}
    (one,) = _made({}, stretch, producer={"linger.ms": 0}).guarantees
    assert one.latency_budget is not None
    assert one.latency_budget.inputs["other_site_ms"] == 7
    (one,) = _made(
        {}, {"pattern": "retry-dlq", "attempts": 3, "first_delay": "1s", "multiplier": 10}
    ).guarantees
    assert "a record that is retried, at most: 11 s more" in one.latency


_MIRROR = {"pattern": "active-passive", "active": "west", "passive": "east", "longest_lag": "30s"}
_SWITCH = {
    "pattern": "disaster-recovery",
    "lost": "west",
    "detection": "2 min",
    "decision": "5 min",
    "switch": "10 min",
}


def test_the_recovery_of_a_lost_region_is_in_the_ledger() -> None:
    made = _made({"rto": "20 min", "rpo": "1 min"}, _MIRROR, _SWITCH)
    (one,) = made.guarantees
    assert one.recovery is not None and one.recovery.value == 17 * 60
    assert (one.rto, one.rpo) == (
        "20 min (asked for); 17 min (the design)",
        "1 min (asked for); 30 s (the design)",
    )
    assert made.explain(f"{_FLOW}.rto")["formula"] == "detection_s + decision_s + switch_s"
    assert "DSN021" not in _codes(made)


@pytest.mark.parametrize("asked", [{"rto": "20 min"}, {"rpo": "1 min"}])
def test_recovery_without_a_copy_is_no_promise(asked: dict[str, str]) -> None:
    made = _made(asked)
    (found,) = [one for one in made.findings if one.code == "DSN021"]
    assert "no other region or site has the records" in found.message


def test_a_switch_that_takes_longer_than_the_service_may_wait_is_found() -> None:
    """The stream promises nothing; the service does."""
    made = design(
        {
            "name": "shop",
            "platform": {"brokers": 6, "regions": ["west", "east"]},
            "topics": {"orders": {"key": "id"}},
            "services": {
                "shop": {"sends": ["orders"]},
                "store": {"receives": ["orders"], "promises": {"rto": "5 min", "rpo": "10s"}},
            },
            "patterns": [_MIRROR, _SWITCH],
        }
    )
    found = [one.message for one in made.findings if one.code == "DSN021"]
    assert any(
        "a failover takes 1020 s (detection 120 s, decision 300 s, switch 600 s)" in one for one in found
    )
    assert any("the copy may be 30 s behind" in one for one in found)


def test_a_promised_recovery_without_a_runbook_is_asked_for() -> None:
    made = _made({"rto": "20 min"}, _MIRROR)
    assert any("disaster-recovery" in one.answer_with for one in made.questions)


def test_a_stretched_cluster_waits_for_an_operator_where_nothing_may_be_lost() -> None:
    use = {"pattern": "stretch-cluster", "sites": ["n", "s"], "tie_breaker": "w"}
    (safe,) = _made({"rpo": "0s"}, use).guarantees
    (quick,) = _made({}, {**use, "prefers": "writes-go-on"}).guarantees
    assert safe.recovery is not None and quick.recovery is not None
    assert safe.recovery.value == 914 and quick.recovery.value == 14
    assert "DSN021" in _codes(_made({"rto": "1 min"}, use))
    assert "DSN021" not in _codes(_made({"rto": "1 min"}, {**use, "prefers": "writes-go-on"}))
