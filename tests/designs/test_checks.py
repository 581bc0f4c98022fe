"""Each check finds what its page calls bad, and is silent about what the page calls good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kafka_architect.designs.checks import CHECKS, check_of, checks
from kafka_architect.errors import InputError
from tests.designs.specifications import designed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("code", CHECKS)
def test_the_bad_example_is_found(code: str, tmp_path: Path) -> None:
    found = [one for one in designed(tmp_path, checks()[code].bad).findings if one.code == code]
    assert found
    for one in found:
        assert one.message and one.cure and one.subject
        assert one.severity == str(checks()[code].severity)


@pytest.mark.parametrize("code", CHECKS)
def test_the_good_example_has_no_error(code: str, tmp_path: Path) -> None:
    made = designed(tmp_path, checks()[code].good)
    assert [one for one in made.findings if one.code == code or one.severity == "error"] == []


@pytest.mark.parametrize("code", CHECKS)
def test_a_check_is_documented(code: str) -> None:
    told = checks()[code]
    assert told.summary.endswith(".") and told.why.endswith(".") and told.sources


def test_a_check_is_found_by_code_and_name() -> None:
    assert check_of("dsn001") is check_of("compacted-event-log")
    with pytest.raises(InputError, match="DSN00"):
        check_of("DSN00")


@pytest.mark.parametrize(
    ("topic", "skipped"),
    [
        ("shop.orders", False),
        ("eu.orders", True),
        ("shop.eu.orders", True),
        ("shop.eu", False),
        ("shop.replica", True),
        ("shopxreplica", False),
        ("__shop", True),
        ("shop.us.orders", True),
    ],
)
def test_names_that_a_mirror_would_skip_are_found(topic: str, skipped: bool, tmp_path: Path) -> None:
    made = designed(
        tmp_path,
        f"""\
        name: shop
        topics: {{{topic}: {{key: id}}}}
        patterns: [{{pattern: active-active, regions: [eu, us], conflicts: none}}]
        """,
    )
    assert any(one.code == "DSN025" for one in made.findings) == skipped


@pytest.mark.parametrize(
    ("config", "found"),
    [
        ("retention.ms: soon", "retention.ms: expected a whole number"),
        ("retention.mss: 5", "did you mean retention.ms"),
        ("cleanup.policy: never", "expected a list of compact, delete"),
        ("retention.ms: 86400000", ""),
    ],
)
def test_settings_of_topics_that_brokers_reject_are_found(config: str, found: str, tmp_path: Path) -> None:
    made = designed(tmp_path, f"name: shop\ntopics: {{shop.orders: {{key: id, config: {{{config}}}}}}}\n")
    messages = [one.message for one in made.findings if one.code == "DSN030"]
    assert bool(messages) == bool(found)
    assert found in "".join(messages)


@pytest.mark.parametrize(
    ("role", "settings", "wrong"),
    [
        ("producer", "linger.ms: soon", True),
        ("producer", "acks: 1", True),  # with the idempotence that the design derives
        ("producer", "linger.ms: 33", False),
        ("consumer", "isolation.level: dirty", True),
        ("consumer", "isolation.level: read_uncommitted", False),
    ],
)
def test_settings_of_clients_that_their_constructors_reject_are_found(
    role: str, settings: str, wrong: bool, tmp_path: Path
) -> None:
    made = designed(
        tmp_path,
        "name: shop\ntopics: {shop.orders: {key: id}}\nservices:\n"
        f"  front: {{sends: [shop.orders], receives: [shop.orders], settings: {{{role}: {{{settings}}}}}}}\n",
    )
    found = {one.subject for one in made.findings if one.code == "DSN030"}
    assert found == ({f"front.{role}"} if wrong else set())


def test_only_what_loses_the_order_is_blamed_for_it(tmp_path: Path) -> None:
    made = designed(
        tmp_path,
        """\
        name: shop
        defaults: {promises: {ordering: per-key}}
        entities: {orders: {key: id, state: {}}}
        services: {front: {sends: [orders.state]}, back: {receives: [orders.state]}}
        patterns: [{pattern: retry-dlq}]
        """,
    )
    (said,) = (one.message for one in made.findings if one.code == "DSN016")
    assert "compacted-state" in made.guarantees[0].patterns
    assert said.endswith("but retry-dlq breaks it")


@pytest.mark.parametrize(("brokers", "assumed"), [(3, False), (6, True)])
def test_the_bill_is_of_the_brokers_that_there_are(brokers: int, assumed: bool, tmp_path: Path) -> None:
    made = designed(
        tmp_path,
        f"""\
        name: shop
        platform: {{brokers: {brokers}, zones: 3}}
        defaults: {{size: 1 kB, retention: {{longest_outage: 2d}}}}
        topics: {{shop.orders: {{key: id, rate: 500}}}}
        """,
    )
    assert made.plan is not None
    assert made.plan["brokers"] == brokers
    assert any(one.about == "plan" and str(brokers) in one.assumed for one in made.assumed) == assumed
