"""Quarkus and Micronaut: what is written is read back by the project's own readers, setting by setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.designs.design import design
from kafka_architect.validation.dialects import micronaut, quarkus
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design

_READERS = {"quarkus": quarkus.read, "micronaut": micronaut.read}


@pytest.fixture(params=_READERS)
def framework(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def made(framework: str) -> Design:
    return design(
        {
            "name": "shop",
            "platform": {"kafka": "4.3", "brokers": 3},
            "defaults": {"size": "1 kB", "retention": "7d", "promises": {"lag_objective": "1 min"}},
            "topics": {
                "shop.orders": {"key": "id"},
                "shop-orders": {"key": "id"},
                "shop.bills": {"key": "id"},
            },
            "services": {
                "store": {
                    "client": framework,
                    "sends": ["shop.orders", "shop-orders"],
                    "receives": ["shop.bills"],
                    "instances": 2,
                },
                "bank": {"sends": ["shop.bills"], "receives": ["shop.orders", "shop-orders"], "instances": 2},
            },
        }
    )


def test_every_setting_is_read_back(made: Design, framework: str) -> None:
    ((path, text),) = made.emit(framework).items()
    reading = _READERS[framework](SourceFile(path, text), None)
    assert reading.faults == []
    for client in (one for one in made.clients.values() if one.service == "store"):
        role = Role.PRODUCER if client.role == "producer" else Role.CONSUMER
        found = [one for one in reading.configurations if one.role is role]
        assert len(found) == (2 if framework == "quarkus" and role is Role.PRODUCER else 1)
        for configuration in found:
            read = {key: one.value for key, one in configuration.settings.items()}
            assert {one.key: one.value for one in client.settings}.items() <= read.items()


def test_the_validator_has_nothing_to_say(made: Design, framework: str) -> None:
    found = ka.ConfigValidator("4.3", profile="production").validate(made.emit(framework)).findings
    # The login is the environment's, as for every other output.
    assert [(one.rule.code, one.message) for one in found] == []


def test_channels_of_quarkus_differ() -> None:
    (text,) = (
        design(
            {
                "name": "shop",
                "topics": {"a.b": {"key": "id"}, "a-b": {"key": "id"}},
                "services": {"s": {"client": "quarkus", "sends": ["a.b", "a-b"]}},
            }
        )
        .emit("quarkus")
        .values()
    )
    assert "mp.messaging.outgoing.a-b.topic=a.b" in text
    assert "mp.messaging.outgoing.a-b-2.topic=a-b" in text
