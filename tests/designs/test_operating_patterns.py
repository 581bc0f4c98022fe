"""Patterns about running a design: replaying dead letters, share groups, tenants, sites."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import kafka_architect as ka
from kafka_architect.designs.design import design
from kafka_architect.documents import read_document
from kafka_architect.errors import InputError

_CASES = Path(ka.__file__).parent / "data" / "pattern_specifications"


def _case(name: str, **options: Any) -> dict[str, Any]:
    """The specification of a pattern; the options are changed in its last use."""
    document: dict[str, Any] = dict(read_document(_CASES / f"{name}.yaml").value)
    *others, last = document["patterns"]
    changed = {key: value for key, value in {**last, **options}.items() if value is not None}
    return {**document, "patterns": [*others, changed]}


def test_dead_letters_are_replayed_to_the_group_that_failed() -> None:
    made = design(_case("dead-letter-redrive"))
    dead = made.topics["order.events.payment-service.dlq"]
    assert dead.receivers == ("dead-letter-redrive",)
    assert "dead-letter-redrive" in made.topics["order.events.payment-service.retry.1"].senders
    assert "dead-letter-redrive" not in made.topics["order.events"].senders
    parked = made.topics["order.events.payment-service.dlq.parked"]
    assert parked.partitions.value == dead.partitions.value
    assert parked.retention_ms is not None and dead.retention_ms is not None
    assert parked.retention_ms.value > dead.retention_ms.value
    writes = {one.name for one in made.acls if one.principal == "User:dead-letter-redrive"}
    assert "order.events" not in writes


def test_replaying_into_the_main_topic_concerns_every_group() -> None:
    specification = _case("dead-letter-redrive", into="main")
    specification["services"]["audit"] = {"receives": ["order.events"]}
    made = design(specification)
    assert "dead-letter-redrive" in made.topics["order.events"].senders
    ledger = {one.service: one for one in made.guarantees if one.topic == "order.events"}
    assert ledger["audit"].loses_order
    assert "every group of order.events" in " ".join(ledger["audit"].gives_up)


def test_a_redrive_without_dead_letters_is_refused() -> None:
    specification = _case("dead-letter-redrive")
    del specification["patterns"][0]
    with pytest.raises(InputError, match="add retry-dlq or share-group"):
        design(specification)
