"""EventCatalog: every reference between its pages leads to a page."""

from __future__ import annotations

from typing import Any

import yaml

from kafka_architect.designs.design import design
from tests.designs.specifications import EXAMPLES


def _front(text: str) -> Any:
    start, front, _ = text.split("---\n", 2)
    assert start == ""
    return yaml.load(front, Loader=yaml.CSafeLoader)


def test_references_lead_to_pages() -> None:
    made = design(EXAMPLES / "shop.yaml")
    pages = made.emit("eventcatalog")
    by_kind: dict[str, dict[str, Any]] = {}
    for path, text in pages.items():
        front = _front(text)
        by_kind.setdefault(path.split("/")[1], {})[front["id"]] = front
    assert by_kind["services"].keys() == made.services.keys()
    messages = by_kind["events"] | by_kind["commands"]
    assert {"OrderCreated", "CreateOrder"} <= messages.keys()
    for service in by_kind["services"].values():
        for key, end in (("sends", "to"), ("receives", "from")):
            for one in service.get(key, []):
                assert one["id"] in messages
                assert {channel["id"] for channel in one[end]} <= by_kind["channels"].keys()
        assert set(service["owners"]) <= by_kind["teams"].keys()
    assert by_kind["services"]["order-service"]["sends"][0] == {
        "id": "OrderCreated",
        "to": [{"id": "orders.events"}],
    }
    (domain,) = by_kind["domains"].values()
    assert {one["id"] for one in domain["services"]} == made.services.keys()
    assert all(channel["protocols"] == ["kafka"] for channel in by_kind["channels"].values())
