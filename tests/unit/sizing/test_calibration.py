"""What docs/calibration.md claims of measured cases, held to each of them."""

import statistics

import pytest

from tools.calibration.generate import Answer, answer, broken_promises, cases, into_each_broker


@pytest.fixture(scope="module")
def measured() -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for case in cases():
        if case.kind == "measured":
            found.setdefault(case.stopped, []).append(answer(case))
    return found


def test_the_steady_maximum_of_brokers_is_predicted_within_a_fifth(measured: dict[str, list[Answer]]) -> None:
    at_limit = measured["cluster"]
    assert len(at_limit) >= 8
    assert statistics.median(abs(one.error) for one in at_limit) <= 0.20
    tests = [one for one in at_limit if one.case.use == "test"]
    assert len(tests) >= 6
    assert statistics.median(abs(one.error) for one in tests) <= 0.20


def test_every_capacity_is_half_to_all_of_what_was_measured(measured: dict[str, list[Answer]]) -> None:
    for one in measured["cluster"]:
        assert 0.5 <= one.share <= 1.0, one.case.name


def test_no_prediction_is_below_a_lower_bound(measured: dict[str, list[Answer]]) -> None:
    for one in measured["clients"]:
        assert one.predicted >= one.case.published, one.case.name


def test_what_is_called_unsteady_could_not_have_been_replicated(measured: dict[str, list[Answer]]) -> None:
    for one in measured["unsteady"]:
        assert into_each_broker(one.case) > 1.25 * one.case.hardware.network
        assert one.predicted < one.case.published
    # And nothing is among the steady ones that could not have been, by more than figures may be wrong.
    for one in measured["cluster"]:
        assert into_each_broker(one.case) <= 1.25 * one.case.hardware.network, one.case.name


def test_every_case_says_what_differs_and_where_it_is_from() -> None:
    for case in cases():
        assert case.differs, case.name
        assert case.source, case.name


def test_a_broken_promise_is_named(measured: dict[str, list[Answer]]) -> None:
    assert broken_promises([one for answers in measured.values() for one in answers]) == []
    worse = [one._replace(capacity=one.capacity * 2) for one in measured["cluster"]]
    assert any("capacity" in text for text in broken_promises(worse))
