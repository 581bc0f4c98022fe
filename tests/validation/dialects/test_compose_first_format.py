"""docker-compose files of the first format, which have services at the top."""

from __future__ import annotations

import pytest

from kafka_architect.validation.dialects import find_dialect
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

from .reading import edited, never_raises, read_text, values

FIRST_FORMAT = """\
zookeeper:
  image: zookeeper:3.4
kafka:
  image: wurstmeister/kafka:0.10.2.1
  links: [zookeeper]
  environment:
    KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://kafka:9092
    KAFKA_ZOOKEEPER_CONNECT: zookeeper:2181
    KAFKA_CREATE_TOPICS: "orders:3:1"
shop:
  build: .
  environment:
    - SPRING_KAFKA_PRODUCER_ACKS=1
"""


def test_the_first_format_has_services_at_the_top() -> None:
    found = read_text("docker-compose.yml", FIRST_FORMAT, "docker-compose").configurations
    assert [(one.role, one.name) for one in found] == [
        (Role.BROKER, "kafka"), (Role.TOPIC, "orders"), (Role.PRODUCER, "shop: producer")
    ]  # fmt: skip
    broker = found[0]
    assert values(broker)["zookeeper.connect"] == "zookeeper:2181"
    edit = broker.writer.replace(broker.settings["zookeeper.connect"], "zk:2181")
    assert "    KAFKA_ZOOKEEPER_CONNECT: zk:2181\n" in edited(edit)
    assert "    KAFKA_NUM_PARTITIONS: " in edited(broker.writer.add("num.partitions", "3"))


@pytest.mark.parametrize(
    "text",
    [
        "kafka:\n  image: example/app\n  environment: {KAFKA_BOOTSTRAP_SERVERS: a}\n",
        "kafka:\n  image: apache/kafka\nreplicas: 3\n",
        "kafka:\n  image: apache/kafka\ningress:\n  enabled: true\n",
        "kafka test:\n  image: apache/kafka\n  script: [make test]\n",
        "kafka:\n  image: {repository: apache/kafka}\n",
    ],
    ids=["no broker", "a scalar", "no service", "a job", "a chart's values"],
)
def test_what_has_an_image_too_is_no_compose_file(text: str) -> None:
    found = find_dialect(SourceFile("kafka.yml", text))
    assert found is None or found.NAME != "docker-compose"


def test_nothing_raises_in_the_first_format() -> None:
    never_raises("docker-compose.yml", FIRST_FORMAT, seed=3)
