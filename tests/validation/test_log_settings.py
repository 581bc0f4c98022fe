"""Topics and brokers have one log under two sets of keys; durations and sizes are said as people say them."""

from __future__ import annotations

import pytest

from kafka_architect.validation.configuration import Configuration, Setting
from kafka_architect.validation.effective import EffectiveConfig
from kafka_architect.validation.knowledge.log_settings import BROKER_KEYS, cleanup_policies, log_time
from kafka_architect.validation.knowledge.topic_names import (
    is_internal,
    metric_name,
    needs_one_partition,
    refusal,
)
from kafka_architect.validation.knowledge.wording import count, duration, size
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile


def config(role: Role, *, complete: bool = True, **written: str) -> EffectiveConfig:
    configuration = Configuration(role, "x", SourceFile("x", ""), "case", complete=complete)
    for key, value in written.items():
        configuration.put(Setting(key.replace("_", "."), value))
    return EffectiveConfig(configuration, "4.3.1")


@pytest.mark.parametrize(
    ("written", "key", "ms"),
    [
        ({}, "log.retention.hours", 604_800_000),
        ({"log_retention_hours": "1"}, "log.retention.hours", 3_600_000),
        ({"log_retention_hours": "1", "log_retention_minutes": "2"}, "log.retention.minutes", 120_000),
        ({"log_retention_ms": "5", "log_retention_minutes": "2"}, "log.retention.ms", 5),
        ({"log_retention_hours": "-1"}, "log.retention.hours", -1),
    ],
)
def test_the_finer_unit_decides(written: dict[str, str], key: str, ms: int) -> None:
    time = log_time(config(Role.BROKER, complete=True, **written), "retention.ms")
    assert time is not None
    assert (time.setting.key, time.ms, time.explicit) == (key, ms, bool(written))


def test_a_time_that_is_not_known_is_not_guessed() -> None:
    assert log_time(config(Role.BROKER, complete=False), "retention.ms") is None
    assert log_time(config(Role.TOPIC, retention_ms="soon"), "retention.ms") is None


def test_policies_of_topic_and_broker() -> None:
    assert cleanup_policies(config(Role.TOPIC, cleanup_policy="compact, delete")) == frozenset(
        {"compact", "delete"}
    )
    assert cleanup_policies(config(Role.BROKER)) == frozenset({"delete"})
    assert cleanup_policies(config(Role.TOPIC, cleanup_policy="")) == frozenset()


@pytest.mark.parametrize(("topic_key", "broker_key"), sorted(BROKER_KEYS.items()))
def test_every_pair_of_keys_is_one_of_kafkas(topic_key: str, broker_key: str) -> None:
    assert config(Role.TOPIC).catalogue.get(topic_key) is not None
    assert config(Role.BROKER).catalogue.get(broker_key) is not None
    assert config(Role.BROKER).catalogue.get(topic_key) is None


def test_names() -> None:
    assert refusal("shop.orders-created_v2") is None
    assert refusal("a" * 249) is None
    assert all(refusal(name) for name in ("", ".", "..", "a" * 250, "a b", "ä"))
    assert metric_name("a.b") == metric_name("a_b")
    assert needs_one_partition("_schemas")
    assert not needs_one_partition("connect-offsets")
    assert is_internal("__consumer_offsets")
    assert not is_internal("shop.orders")


def test_words() -> None:
    assert [duration(ms) for ms in (250, 4_000, 60_000, 5_400_000, 86_400_000)] == [
        "250 ms", "4 seconds", "1 minute", "1.5 hours", "1 day",
    ]  # fmt: skip
    assert [size(number) for number in (1, 512, 2**20, 1.5 * 2**30)] == [
        "1 byte", "512 bytes", "1 MiB", "1.5 GiB",
    ]  # fmt: skip
    assert count(21_600, "segment") == "21,600 segments"
