"""The shop: topics, partitions, keys and groups as its architects want them, completed and judged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kafka_architect.designs.design import design
from kafka_architect.designs.emitters import EMITTERS, emit
from kafka_architect.designs.model.design import Design
from kafka_architect.designs.model.topic import Kind
from tests.designs.specifications import EXAMPLES

if TYPE_CHECKING:
    from kafka_architect.designs.model.topic import Topic


@pytest.fixture(scope="module")
def shop() -> Design:
    return design(EXAMPLES / "shop.yaml")


@pytest.fixture(scope="module")
def first_draft() -> Design:
    return design(EXAMPLES / "shop-first-draft.yaml")


def _shape(topic: Topic) -> tuple[int, tuple[str, ...], int]:
    return int(topic.partitions), topic.key, int(topic.replication_factor)


_TOPICS = {
    "orders.commands": (12, ("orderId",), 3),
    "orders.events": (12, ("orderId",), 3),
    "payments.events": (6, ("paymentId",), 3),
    "inventory.events": (12, ("productId",), 3),
}


def test_topics_partitions_keys_and_replicas_are_derived(shop: Design, first_draft: Design) -> None:
    for made in (shop, first_draft):
        assert {name: _shape(made.topics[name]) for name in _TOPICS} == _TOPICS
    assert not any(shop.topics[name].partitions.pinned for name in _TOPICS)


def test_groups_read_what_their_services_need(shop: Design) -> None:
    main = {
        name: {topic for topic in group.topics if topic in _TOPICS} for name, group in shop.groups.items()
    }
    assert main["payment-service"] == {"orders.events"}
    assert main["inventory-service"] == {"orders.events"}
    assert main["notification-service"] == {"orders.events", "payments.events"}
    assert "payments.events" in shop.services["payment-service"].sends
    assert "inventory.events" in shop.services["inventory-service"].sends


def test_retries_and_dead_letters_are_completed(shop: Design) -> None:
    for flow in shop.guarantees:
        group = shop.services[flow.service].group
        served = [one for one in shop.topics.values() if one.follows == flow.topic and one.group == group]
        assert [one.kind for one in served] == [Kind.RETRY] * 3 + [Kind.DEAD_LETTER]
        assert {int(one.partitions) for one in served} == {int(shop.topics[flow.topic].partitions)}
        assert {int(one.replication_factor) for one in served} == {3}
        assert any("order" in text for text in flow.gives_up)


def test_the_shop_has_nothing_to_find_and_nothing_to_ask(shop: Design) -> None:
    assert shop.findings == ()
    assert shop.questions == ()
    assert shop.plan is not None


def test_the_first_draft_is_told_what_is_wrong_with_it(first_draft: Design) -> None:
    errors = [(one.code, one.subject) for one in first_draft.findings if one.severity == "error"]
    assert errors == [("DSN001", "orders.events"), ("DSN008", "payment-service.consumer")]
    assert "enable.idempotence" in first_draft.findings[1].message
    others = {one.code for one in first_draft.findings if one.severity != "error"}
    assert others == {"DSN011", "DSN012", "DSN013", "DSN017"}


def test_what_is_not_known_is_asked_and_not_invented(first_draft: Design) -> None:
    asked = {one.answer_with for one in first_draft.questions}
    assert "entities.orders.events.rate" in asked
    assert "services.payment-service.instances" in asked
    assert first_draft.plan is None
    assert all(one.load.peak_messages_per_s is None for one in first_draft.topics.values())


def test_a_design_comes_back_from_json(shop: Design) -> None:
    document = json.loads(json.dumps(shop.to_dict()))
    assert Design.from_dict(document) == shop
    assert Design.from_dict(document).to_dict() == shop.to_dict()


def test_a_saved_design_emits_the_same(shop: Design) -> None:
    saved = Design.from_dict(json.loads(json.dumps(shop.to_dict())))
    assert emit(saved, EMITTERS) == emit(shop, EMITTERS)


def test_the_development_environment_has_one_broker() -> None:
    made = design(EXAMPLES / "shop.yaml", environment="dev")
    assert {int(one.replication_factor) for one in made.topics.values()} == {1}
    assert {int(one.min_insync_replicas) for one in made.topics.values()} == {1}


def test_the_bill_is_divided_among_the_topics(shop: Design) -> None:
    assert shop.plan is not None
    costs = [one.monthly_cost.value for one in shop.topics.values() if one.monthly_cost is not None]
    assert len(costs) == len(shop.topics)
    assert sum(costs) == pytest.approx(shop.plan["cost"]["monthly_total"])
    assert min(costs) > 0
    assert "USD" in shop.explain("orders.events.monthly_cost")["unit"]
