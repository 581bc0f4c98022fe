"""compose: one broker for development in Docker Compose, with the topics of the design."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.kafka_tools import created
from kafka_architect.designs.writing.yaml_text import yaml_text

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design

_SCRIPT: Final = """\
#!/bin/sh
# For development: every topic with its partitions and settings, and one replica.
set -eu
run() { "/opt/kafka/bin/$@" --bootstrap-server "$BOOTSTRAP_SERVERS"; }
"""


_HEAD: Final = """\
# For development: one broker, unencrypted, reachable from this machine alone.
# kafka-architect: ignore-file[ALL] one broker keeps no promise of the design
"""


def _emit(design: Design) -> dict[str, str]:
    if not design.topics:
        return {}
    calls = "".join(f"\n{created(one, replicas=1)}\n" for one in design.topics.values())
    return {
        "development/compose.yaml": _HEAD + yaml_text(_compose(design)),
        "development/create-topics.sh": _SCRIPT + calls,
    }


def _compose(design: Design) -> dict[str, Any]:
    kafka = design.platform.kafka
    image = f"apache/kafka:{kafka if kafka.count('.') > 1 else f'{kafka}.0'}"
    return {
        "name": re.sub(r"[^a-z0-9_-]+", "-", design.name.lower()).strip("-_") or "kafka",
        "services": {"kafka": _broker(image), "topics": _topics(image)},
        "volumes": {"kafka-data": {}},
    }


def _broker(image: str) -> dict[str, Any]:
    return {
        "image": image,
        "ports": ["127.0.0.1:9092:9092"],
        "environment": {
            "KAFKA_NODE_ID": 1,
            "KAFKA_PROCESS_ROLES": "broker,controller",
            "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@kafka:9094",
            "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
            # From this machine by localhost:9092, from other containers by kafka:9093.
            "KAFKA_LISTENERS": "HOST://0.0.0.0:9092,CONTAINERS://0.0.0.0:9093,CONTROLLER://0.0.0.0:9094",
            "KAFKA_ADVERTISED_LISTENERS": "HOST://localhost:9092,CONTAINERS://kafka:9093",
            "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": (
                "HOST:PLAINTEXT,CONTAINERS:PLAINTEXT,CONTROLLER:PLAINTEXT"
            ),
            "KAFKA_INTER_BROKER_LISTENER_NAME": "CONTAINERS",
            "KAFKA_LOG_DIRS": "/var/lib/kafka/data",
            "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
            "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": 1,
            "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": 1,
            "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": 1,
            "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": 0,
        },
        "volumes": ["kafka-data:/var/lib/kafka/data"],
        "healthcheck": {
            "test": ["CMD", "/opt/kafka/bin/kafka-topics.sh", "--bootstrap-server", "kafka:9093", "--list"],
            "interval": "5s",
            "timeout": "10s",
            "retries": 20,
        },
    }


def _topics(image: str) -> dict[str, Any]:
    return {
        "image": image,
        "environment": {"BOOTSTRAP_SERVERS": "kafka:9093"},
        "volumes": ["./create-topics.sh:/create-topics.sh:ro"],
        "command": ["sh", "/create-topics.sh"],
        "depends_on": {"kafka": {"condition": "service_healthy"}},
        "restart": "no",
    }


EMITTER = Emitter(
    "compose", "Docker Compose for development: one broker, with the topics of the design.", _emit
)
