"""The extensions that asyncapi-ops reads: environments, principals, groups, error topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from kafka_architect.designs.design import design
from tests.designs.specifications import EXAMPLES, designed

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.designs.model.design import Design


def _document(made: Design) -> Any:
    return yaml.load(made.emit("asyncapi")["asyncapi.yaml"], Loader=yaml.CSafeLoader)


def test_environments_override_what_differs_there() -> None:
    binding = _document(design(EXAMPLES / "shop.yaml"))["channels"]["orders.events"]["bindings"]["kafka"]
    assert binding["replicas"] == 3
    assert binding["x-env-server-overrides"] == {
        "dev": {"replicas": 1, "topicConfiguration": {"min.insync.replicas": 1}}
    }
    dev = _document(design(EXAMPLES / "shop.yaml", environment="dev"))
    of_dev = dev["channels"]["orders.events"]["bindings"]["kafka"]
    assert of_dev["replicas"] == 1
    assert "x-env-server-overrides" not in of_dev


def test_receivers_are_named_with_their_group() -> None:
    operations = _document(design(EXAMPLES / "shop.yaml"))["operations"]
    binding = operations["payment-service.receive.orders.events"]["bindings"]["kafka"]
    assert binding["groupId"] == {"type": "string", "enum": ["payment-service"]}
    assert (binding["x-principal"], binding["x-groupId"]) == ("payment-service", "payment-service")
    assert binding["x-error-topics"][-1] == "orders.events.payment-service.dlq"


def test_error_topics_that_a_template_names_are_told_by_it(tmp_path: Path) -> None:
    made = designed(
        tmp_path,
        """\
        name: shop
        platform: {brokers: 3}
        entities:
          order: {key: orderId, events: {messages: [OrderCreated]}}
        topics:
          order.events.mail.retry-0: {kind: retry, serves: order.events, key: orderId, retention: 1d}
          order.events.mail.dlq: {kind: dead-letter, serves: order.events, key: orderId, retention: 7d}
        services:
          shop: {sends: [order.events]}
          mail:
            receives: [order.events, order.events.mail.retry-0]
            sends: [order.events.mail.retry-0, order.events.mail.dlq]
            instances: 2
        """,
    )
    operations = _document(made)["operations"]
    errors = operations["mail.receive.order.events"]["bindings"]["kafka"]["x-error-topics"]
    assert errors["addressTemplate"] == "${channel.address}.${groupId}.${suffix}"
    assert errors["retryTopics"] == 1
    assert errors["retry"]["topicConfiguration"]["retention.ms"] == 86_400_000
    assert errors["dlq"]["replicas"] == 3
