"""Frameworks that give a consumer a group where the file names none: auto commit is not refused there."""

from __future__ import annotations

import pytest

import kafka_architect as ka

FILES = {
    "Quarkus": (
        "application.properties",
        "mp.messaging.incoming.orders.connector=smallrye-kafka\nmp.messaging.incoming.orders.topic=orders\n"
        "mp.messaging.incoming.orders.enable.auto.commit=true\n",
    ),
    "Micronaut": (
        "application.yml",
        "kafka:\n  bootstrap.servers: k:9092\n  consumers:\n    default:\n      enable.auto.commit: true\n",
    ),
    "Spring Boot": (
        "application.yml",
        "spring:\n  kafka:\n    bootstrap-servers: k:9092\n    consumer:\n      enable-auto-commit: true\n",
    ),
    "Spring Cloud Stream": (
        "application.yml",
        "spring:\n  cloud:\n    function:\n      definition: take\n    stream:\n      bindings:\n"
        "        take-in-0: {destination: orders}\n      kafka:\n        binder:\n"
        "          brokers: k:9092\n          consumer-properties: {enable.auto.commit: true}\n",
    ),
}


@pytest.mark.parametrize("framework", FILES)
def test_a_group_that_the_framework_makes_up_is_a_group(framework: str) -> None:
    name, text = FILES[framework]
    findings = ka.ConfigValidator(profile="dev").validate({name: text}).findings
    assert "CON006" not in {one.rule.code for one in findings}
    assert ka.ConfigValidator(profile="dev").fix({name: text})[1] == []


def test_a_plain_consumer_without_group_is_refused_and_nothing_is_chosen_for_it() -> None:
    text = "bootstrap.servers=k:9092\nenable.auto.commit=true\n"
    [found] = ka.ConfigValidator(select=["CON006"]).validate({"consumer.properties": text}).findings
    assert found.fix is not None
    assert found.fix.applicability == "unsafe"
