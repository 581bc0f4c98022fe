"""Client settings of a design follow from its rates, promises and groups, and say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from tests.designs.specifications import designed

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.designs.model.design import Design

_HEAD = "name: shop\ndefaults: {size: 1 kB, retention: {longest_outage: 2d}}\n"


def _designed(tmp_path: Path, topics: str, services: str, more: str = "") -> Design:
    return designed(tmp_path, f"{_HEAD}topics:\n{topics}services:\n{services}{more}")


def test_the_strictest_promise_of_what_a_client_sends_decides(tmp_path: Path) -> None:
    made = _designed(
        tmp_path,
        "  shop.orders: {key: orderId, rate: 500..2000, promises: {latency: 22ms}}\n"
        "  shop.bulk: {key: orderId, rate: 500..20000, promises: {latency: 1s}}\n",
        "  front: {instances: 4, sends: [shop.orders, shop.bulk]}\n"
        "  loader: {instances: 2, sends: [shop.bulk]}\n"
        "  payment: {instances: 3, receives: [shop.orders]}\n"
        "  mart: {instances: 6, receives: [shop.bulk]}\n",
    )
    linger = made.explain("front.producer.linger.ms")
    assert linger["value"] == 9  # three quarters of 22 - 10
    assert linger["details"]["latency_ms"] == "shop.orders: the strictest flow"
    assert made.clients["loader.producer"].setting("linger.ms") == "100"
    assert made.explain("loader.producer.batch.size")["inputs"]["rate_per_producer"] == 20_000 / 6


def test_a_service_of_its_own_promise(tmp_path: Path) -> None:
    made = _designed(
        tmp_path,
        "  shop.orders: {key: orderId, rate: 500..2000, promises: {latency: 1s}}\n",
        "  front: {sends: [shop.orders]}\n"
        "  slow: {receives: [shop.orders]}\n"
        "  quick: {receives: [shop.orders], promises: {latency: 50ms}}\n",
    )
    assert made.clients["front.producer"].setting("linger.ms") == "30"


def test_it_is_what_tune_says_of_the_same_flow(tmp_path: Path) -> None:
    made = _designed(
        tmp_path,
        "  shop.orders: {key: orderId, rate: 500..4000, promises: {latency: 80ms}, handling: 2000/s,\n"
        "                partitions: {exactly: 12, because: test}}\n",
        "  front: {instances: 4, sends: [shop.orders]}\n  payment: {instances: 3, receives: [shop.orders]}\n",
    )
    tuned = ka.tune(
        rate=4000, message_bytes=1000, partitions=12, latency="80ms", producers=4, consumers=3,
        processing="0.5ms",
    )  # fmt: skip
    for client, same in (("front.producer", tuned.producer), ("payment.consumer", tuned.consumer)):
        figures = dict(same.figures())
        for key, figure in made.clients[client].figures():
            assert figure.value == figures[key].value, key
            assert figure.inputs == figures[key].inputs, key


def test_without_a_promise_the_assumption_is_in_the_open(tmp_path: Path) -> None:
    made = _designed(
        tmp_path,
        "  shop.orders: {key: orderId, rate: 500..2000}\n",
        "  front: {sends: [shop.orders]}\n  payment: {receives: [shop.orders]}\n",
    )
    assert made.explain("front.producer.linger.ms")["assumed"] == ["latency_ms"]
    (said,) = (one for one in made.assumed if "linger" in one.assumed)
    assert said.about == "front.producer"
    assert "promises.latency" in said.because


def test_without_a_rate_usual_values_say_so(tmp_path: Path) -> None:
    made = _designed(
        tmp_path,
        "  shop.orders: {key: orderId}\n",
        "  front: {sends: [shop.orders]}\n  payment: {receives: [shop.orders]}\n",
    )
    (linger,) = (one for one in made.clients["front.producer"].settings if one.key == "linger.ms")
    assert (linger.value, linger.figure) == ("10", None)
    assert "the rate is unknown" in linger.because


def test_replicas_that_are_far_apart_leave_less_for_linger(tmp_path: Path) -> None:
    lingers = []
    for milliseconds in (1, 20):
        made = _designed(
            tmp_path,
            "  shop.orders: {key: orderId, rate: 500..2000, promises: {latency: 100ms}}\n",
            "  front: {sends: [shop.orders]}\n  payment: {receives: [shop.orders]}\n",
            "platform: {brokers: 6}\n"
            "patterns:\n  - {pattern: stretch-cluster, sites: [a, b], tie_breaker: c, "
            f"prefers: nothing-lost, round_trip: {milliseconds}ms}}\n",
        )
        lingers.append(int(made.clients["front.producer"].setting("linger.ms") or -1))
    assert lingers == [67, 39]  # three quarters of 100 - 10, and of 100 - 48


@pytest.mark.parametrize("latency", ["1ms", "9ms"])
def test_a_promise_that_nothing_can_keep_leaves_no_linger(tmp_path: Path, latency: str) -> None:
    made = _designed(
        tmp_path,
        f"  shop.orders: {{key: orderId, rate: 500..2000, promises: {{latency: {latency}}}}}\n",
        "  front: {sends: [shop.orders]}\n  payment: {receives: [shop.orders]}\n",
    )
    assert made.clients["front.producer"].setting("linger.ms") == "0"
    assert "latency" in {one.message.split()[1] for one in made.findings}


_TWO_TYPES = "  shop.orders: {key: orderId, messages: [Created, Paid]}\n"
_BY_BOTH = "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy"


def _strategies(tmp_path: Path, topics: str, services: str) -> dict[str, str | None]:
    schema = "defaults: {size: 1 kB, retention: {longest_outage: 2d}, schema: {format: avro}}\n"
    made = designed(tmp_path, f"name: shop\n{schema}topics:\n{topics}services:\n{services}")
    return {name: one.setting("value.subject.name.strategy") for name, one in made.clients.items()}


def test_clients_are_set_to_the_strategy_of_the_schema_plan(tmp_path: Path) -> None:
    set_to = _strategies(
        tmp_path, _TWO_TYPES, "  front: {sends: [shop.orders]}\n  back: {receives: [shop.orders]}\n"
    )
    assert set_to == {"front.producer": _BY_BOTH, "back.consumer": _BY_BOTH}


def test_the_default_strategy_is_not_written(tmp_path: Path) -> None:
    set_to = _strategies(
        tmp_path, "  shop.audit: {key: orderId, messages: [Audited]}\n", "  front: {sends: [shop.audit]}\n"
    )
    assert set_to == {"front.producer": None}


def test_a_producer_has_one_strategy_for_all_its_topics(tmp_path: Path) -> None:
    made = designed(
        tmp_path,
        "name: shop\ndefaults: {schema: {format: avro}}\ntopics:\n"
        f"{_TWO_TYPES}"
        "  shop.audit: {key: orderId, messages: [Audited]}\n"
        "  shop.far: {key: orderId, messages: [Far]}\n"
        "  shop.other: {key: orderId, messages: [Other]}\n"
        "services:\n"
        "  front: {sends: [shop.orders, shop.audit]}\n"
        "  middle: {sends: [shop.audit, shop.far]}\n"
        "  apart: {sends: [shop.other]}\n",
    )
    chosen = {one.topic: one.strategy for one in made.schemas}
    assert chosen == {
        "shop.orders": "TopicRecordNameStrategy",
        "shop.audit": "TopicRecordNameStrategy",
        "shop.far": "TopicRecordNameStrategy",
        "shop.other": "TopicNameStrategy",
    }
    subjects = {one.topic: one.subject for one in made.schemas if one.topic != "shop.orders"}
    assert subjects["shop.audit"].startswith("shop.audit-shop")
    assert subjects["shop.other"] == "shop.other-value"
    for client in ("front.producer", "middle.producer"):
        assert made.clients[client].setting("value.subject.name.strategy") == _BY_BOTH
    assert "DSN029" not in {one.code for one in made.findings}


def test_stated_strategies_that_differ_are_found_and_not_decided(tmp_path: Path) -> None:
    topics = _TWO_TYPES + (
        "  shop.audit: {key: id, messages: [Audited], schema: {format: avro, strategy: TopicNameStrategy}}\n"
    )
    set_to = _strategies(tmp_path, topics, "  front: {sends: [shop.orders, shop.audit]}\n")
    assert set_to == {"front.producer": None}
