"""How many copies a topic can have where its brokers are in the same file: more than these is no cure."""

from __future__ import annotations

import pytest

import kafka_architect as ka

COMPOSE = """\
services:
{brokers}  connect:
    image: confluentinc/cp-kafka-connect:8.0.0
    environment:
      CONNECT_BOOTSTRAP_SERVERS: kafka-1:9092
      CONNECT_GROUP_ID: c
      CONNECT_CONFIG_STORAGE_TOPIC: a
      CONNECT_OFFSET_STORAGE_TOPIC: b
      CONNECT_STATUS_STORAGE_TOPIC: c
      CONNECT_CONFIG_STORAGE_REPLICATION_FACTOR: 1
"""
BROKER = """\
  kafka-{number}:
    image: apache/kafka:4.1.0
    environment:
      KAFKA_NODE_ID: {number}
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_CONTROLLER_QUORUM_VOTERS: {voters}
"""


def compose(brokers: int) -> str:
    voters = ",".join(f"{number}@kafka-{number}:9093" for number in range(1, brokers + 1))
    written = "".join(BROKER.format(number=number, voters=voters) for number in range(1, brokers + 1))
    return COMPOSE.format(brokers=written)


@pytest.mark.parametrize(
    ("brokers", "cure", "value"),
    [(1, "add brokers", None), (2, "use 2", "2"), (3, "use 3", "3"), (0, "use 3", "3")],
)
def test_no_more_copies_are_asked_for_than_there_are_brokers(
    brokers: int, cure: str, value: str | None
) -> None:
    files = {"docker-compose.yml": compose(brokers)}
    [found] = ka.ConfigValidator(select=["CNT001"]).validate(files).findings
    assert found.message.endswith(cure)
    assert (found.fix is None) == (value is None)
    assert found.fix is None or found.fix.summary.endswith(f"={value}")
