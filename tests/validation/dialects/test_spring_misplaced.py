"""Spring Cloud Stream: properties of a binding in the tree where Spring Boot ignores them."""

from __future__ import annotations

import pytest

from kafka_architect import ConfigValidator
from kafka_architect.validation.dialects.spring.misplaced import misplaced

COMMON, KAFKA = "spring.cloud.stream.bindings.orders-in-0.", "spring.cloud.stream.kafka.bindings.orders-in-0."
RIGHT = {
    COMMON + "destination": "orders",
    COMMON + "group": "billing",
    COMMON + "consumer.concurrency": "3",
    KAFKA + "consumer.startOffset": "latest",
    KAFKA + "consumer.configuration.max.poll.records": "300",
}


def losses(properties: dict[str, str]) -> list[tuple[str, str]]:
    text = "".join(f"{key}={value}\n" for key, value in properties.items())
    text += "spring.cloud.stream.kafka.binder.brokers=a:9092,b:9092\n"
    result = ConfigValidator(select=["UPG009"]).validate({"application.properties": text})
    return [(one.message.partition(":")[0], one.message.partition("; write ")[2]) for one in result.findings]


def test_in_its_own_tree_each_property_is_read() -> None:
    assert losses(RIGHT) == []


@pytest.mark.parametrize("key", RIGHT)
def test_in_the_other_tree_it_is_lost_and_the_right_one_named(key: str) -> None:
    rest = key.removeprefix(COMMON).removeprefix(KAFKA)
    wrong = (KAFKA if key.startswith(COMMON) else COMMON) + rest
    found = losses({**{name: value for name, value in RIGHT.items() if name != key}, wrong: RIGHT[key]})
    assert found == [(wrong, key)]


def test_configuration_of_no_side_is_lost_in_both_trees() -> None:
    for tree in (COMMON, KAFKA):
        [(written, cure)] = losses({**RIGHT, tree + "configuration.fetch.min.bytes": "1000"})
        assert written == tree + "configuration.fetch.min.bytes"
        assert cure.startswith(KAFKA + "consumer.configuration.fetch.min.bytes")


def test_what_is_lost_is_not_in_force() -> None:
    text = f"{COMMON}destination=orders\n{KAFKA}group=billing\n{KAFKA}consumer.enableDlq=true\n"
    result = ConfigValidator(select=["CON016", "UPG009"]).validate({"application.properties": text})
    assert sorted(one.rule.code for one in result.findings) == ["CON016", "UPG009"]


def test_properties_that_nobody_knows_are_left_alone() -> None:
    for parts in (["consumer"], ["consumer", "header-mode"], ["consumer", "own"], ["content-type"], ["x"]):
        assert misplaced("a", parts, kafka=False) is None
    assert misplaced("a", ["content-type"], kafka=True) is not None
