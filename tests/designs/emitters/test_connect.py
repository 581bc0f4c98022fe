"""Connectors, workers and mirrors: what follows from the design, and what Kafka's own classes say to it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

import kafka_architect as ka
from kafka_architect.designs.design import design
from kafka_architect.validation.dialects.formats.properties_text import read_properties
from tests.designs.emitters.moving import moving
from tests.designs.specifications import EXAMPLES
from tools.kafka.judge.judge import Case, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEWEST = "4.3.1"


def _configs() -> dict[str, dict[str, str]]:
    texts = moving().emit("connect")
    documents: list[Any] = [json.loads(text) for path, text in texts.items() if path.endswith(".json")]
    return {one["name"]: one["config"] for one in documents}


def test_a_source_creates_topics_as_the_design_has_them() -> None:
    config, topic = _configs()["orders-outbox"], moving().topics["orders.events"]
    assert config["topic.creation.groups"] == "group1"
    assert config["topic.creation.group1.include"] == r"orders\.events"
    assert config["topic.creation.group1.partitions"] == str(topic.partitions.value)
    assert config["topic.creation.default.replication.factor"] == "3"
    for setting in topic.settings:
        assert config[f"topic.creation.group1.{setting.key}"] == setting.value


def test_no_secret_is_written() -> None:
    config = _configs()["orders-outbox"]
    assert config["database.password"] == "${env:ORDERS_OUTBOX_DATABASE_PASSWORD}"
    assert "key.converter" not in config  # the router's keys are text


def test_a_sink_puts_aside_what_it_cannot_store() -> None:
    config = _configs()["Search_Index"]
    assert config["topics"] == "orders.events,payments.events"
    assert config["errors.tolerance"] == "all"
    assert config["errors.deadletterqueue.topic.name"] == "Search_Index.dlq"
    assert config["errors.deadletterqueue.context.headers.enable"] == "true"


def test_the_validator_has_nothing_to_say() -> None:
    texts = moving().emit("connect") | moving().emit("mirror-maker")
    found = ka.ConfigValidator("4.3", profile="production").validate(texts).findings
    assert [(one.rule.code, one.file.path, one.message) for one in found] == []


def _cases() -> Iterator[tuple[str, Case]]:
    made, shop = moving(), design(EXAMPLES / "shop.yaml")
    for name, config in _configs().items():
        role = "connect-source" if "topic.prefix" in config else "connect-sink"
        # The plugins' own classes are not here: Kafka judges what every connector has.
        own = {key: value for key, value in config.items() if not key.startswith("transforms")}
        yield name, Case(role, own | {"connector.class": "any"})
    for path, text in (made.emit("connect") | made.emit("mirror-maker")).items():
        if path.endswith(".properties"):
            settings = {one.key: one.value for one in read_properties(text)}
            settings.pop("rest.extension.classes", None)
            # Addresses come from the environment; the registry's converter is a plugin.
            settings = {
                key: "127.0.0.1:1" if "bootstrap" in key else value for key, value in settings.items()
            }
            if "value.converter" in settings:
                settings["value.converter"] = settings["key.converter"]
            yield path, Case("mm2" if "mm2" in path else "connect-worker", settings)
    for path, text in shop.emit("client-properties").items():
        settings = {one.key: one.value for one in read_properties(text)}
        yield path, Case("consumer" if "consumer" in path else "producer", settings)
    for topic in shop.topics.values():
        yield topic.name, Case("topic", {one.key: one.value for one in topic.settings})


@pytest.mark.java
@pytest.mark.skipif(not (shutil.which("java") and shutil.which("mvn")), reason="needs a JDK and Maven")
def test_kafka_refuses_none_of_them() -> None:
    names, cases = zip(*_cases(), strict=True)
    assert {one.role for one in cases} >= {"connect-worker", "mm2", "producer", "consumer", "topic"}
    broken = Case("producer", {"acks": "most"})
    *said, refused = verdicts(_NEWEST, [*cases, broken])
    assert refused.refused
    assert [(name, one) for name, one in zip(names, said, strict=True) if one.refused] == []
