"""Patterns that bring records from place to place: data centres, pipelines, Maxwell, many readers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import kafka_architect as ka
from kafka_architect.designs.design import design
from kafka_architect.documents import read_document
from kafka_architect.errors import InputError
from kafka_architect.validation.dialects.formats.properties_text import read_properties

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design

_CASES = Path(ka.__file__).parent / "data" / "pattern_specifications"


def _case(name: str, *more: dict[str, Any], **options: Any) -> Design:
    """The specification of a pattern, with other options of its use and further uses behind it."""
    document = read_document(_CASES / f"{name}.yaml").value
    first, *rest = document["patterns"]
    uses = [{**first, **options}, *rest, *more]
    return design({**document, "patterns": [{k: v for k, v in one.items() if v is not None} for one in uses]})


def _settings(text: str) -> dict[str, str]:
    return {one.key: one.value for one in read_properties(text)}


def test_each_data_centre_has_its_topics_which_all_read() -> None:
    made = _case("dc-prefixed-topics")
    assert list(made.topics) == ["west.order.events", "east.order.events", "payment.events"]
    assert made.groups["payment-service"].topics == ("west.order.events", "east.order.events")
    west, east = (made.topics[f"{one}.order.events"] for one in ("west", "east"))
    assert (west.load.peak_messages_per_s, east.load.peak_messages_per_s) == (140, 60)
    assert {(one.source, one.target, one.topics) for one in made.mirrors} == {
        ("west", "east", ("west.order.events",)),
        ("east", "west", ("east.order.events",)),
    }
    assert {one.topic for one in made.guarantees if "dc-prefixed-topics" in one.patterns} == {
        west.name,
        east.name,
    }
    written = {
        one.name for one in made.acls if one.principal == "User:order-service" and one.operation == "Write"
    }
    assert written == {west.name, east.name}


def test_retries_follow_a_topic_of_a_data_centre() -> None:
    made = _case("dc-prefixed-topics", {"pattern": "retry-dlq", "attempts": 1})
    dead = made.topics["order.events.payment-service.dlq"]
    assert dead.follows == "west.order.events"
    assert dead.partitions.value == made.topics["west.order.events"].partitions.value


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"centres": ["west", "west"]}, "'west' is named twice"),
        ({"centres": {"west": 0.7, "east": 0.7}}, "add up to 1.4"),
        ({"centres": {"west": 0.7}}, "two data centers"),
        ({"topics": ["order.evens"]}, "order.events"),
    ],
)
def test_wrong_data_centres_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        _case("dc-prefixed-topics", **options)


def test_a_topic_is_mirrored_by_one_pattern() -> None:
    other = {"pattern": "active-passive", "active": "a", "passive": "b", "topics": ["order.events"]}
    with pytest.raises(InputError, match=r"order\.events is moved by the pattern active-passive"):
        _case("dc-prefixed-topics", other)


def test_the_stages_of_a_pipeline_have_groups_and_dead_letters() -> None:
    made = _case("data-pipeline")
    raw, clean = made.topics["sales.orders.raw"], made.topics["sales.orders.clean"]
    assert (raw.senders, raw.receivers) == (("orders-extract",), ("order-cleaner",))
    assert (clean.senders, clean.receivers) == (("order-cleaner",), ("orders-warehouse",))
    assert raw.retention_ms is not None and raw.retention_ms.value == 30 * 86_400_000
    assert made.groups["connect-orders-warehouse"].instances == 3
    dead = made.topics["orders-warehouse.dlq"]
    assert (dead.follows, dead.partitions.value) == (clean.name, clean.partitions.value)
    config = made.emit("connect")["connect/orders-warehouse.json"]
    assert '"errors.deadletterqueue.topic.name": "orders-warehouse.dlq"' in config
    flow = next(one for one in made.guarantees if one.flow == f"{clean.name} -> orders-warehouse")
    assert any("upsert" in one for one in flow.gives_up)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"curated": None}, "transform without curated"),
        ({"curated": "sales.orders.raw"}, "would read what it sends"),
        ({"extract": None, "transform": None, "curated": None, "load": {}}, "does nothing"),
        ({"transform": "order-cleaners"}, "order-cleaner"),
    ],
)
def test_half_a_pipeline_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        _case("data-pipeline", **options)


def test_maxwell_is_no_connector_of_kafka_connect() -> None:
    made = _case("change-data-capture-maxwell")
    assert made.emit("connect") == {} and made.emit("strimzi-connect") == {}
    (text,) = made.emit("maxwell").values()
    settings = _settings(text)
    assert settings["kafka_topic"] == "crm.%{database}.%{table}"
    assert settings["filter"] == "exclude: *.*, include: shop.customers, include: shop.addresses"
    assert settings["ignore_producer_error"] == "false"
    assert list(made.topics) == ["crm.shop.customers", "crm.shop.addresses"]
    producer = {
        key.removeprefix("kafka."): value for key, value in settings.items() if key.startswith("kafka.")
    }
    found = ka.ConfigValidator(made.platform.kafka, profile="production").validate(
        {"producer.properties": "".join(f"{key}={value}\n" for key, value in producer.items())}
    )
    assert [(one.rule.code, one.message) for one in found.findings] == []


def test_maxwell_names_topics_after_database_and_table() -> None:
    with pytest.raises(InputError, match=r"expected database\.table"):
        _case("change-data-capture-maxwell", tables={"customers": {"key": "id"}})


def test_many_readers_share_one_topic_and_the_slowest_decides_its_retention() -> None:
    made = _case("fan-out", longest_outage="5d")
    topic = made.topics["order.events"]
    assert set(topic.receivers) == {"search", "reporting", "fraud"}
    assert topic.retention_ms is not None and topic.retention_ms.value == 10 * 86_400_000
    decision = next(one for one in made.decisions if one.pattern == "fan-out")
    assert "0.6 MB/s" in decision.because
    assert "order.events.fraud.dlq" in made.topics


def test_one_reader_is_no_fan_out() -> None:
    with pytest.raises(InputError, match="needs two or more"):
        _case("fan-out", services=["search"])
