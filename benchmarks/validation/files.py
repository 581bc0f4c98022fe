"""A thousand configuration files of about a hundred lines, in the dialects that people write."""

import json
from collections.abc import Iterator
from pathlib import Path

LINES = 100
INSERT = "org.apache.kafka.connect.transforms.InsertField$Value"


def write_files(folder: Path, count: int) -> int:
    """Write `count` files below `folder`; returns how many lines they have in all."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = 0
    makers = (broker, producer, compose, spring, strimzi_topics, terraform_topics, connectors, worker)
    for number in range(count):
        name, text = makers[number % len(makers)](number)
        directory = folder / f"{number:04}"
        directory.mkdir(exist_ok=True)
        (directory / name).write_text(text, encoding="utf-8")
        lines += text.count("\n")
    return lines


def padded(lines: list[str], comment: str = "#") -> str:
    """Comments up to a hundred lines, as real files have them."""
    notes = [f"{comment} note {number}: see the runbook of the platform team" for number in range(LINES)]
    return "\n".join(notes[: max(0, LINES - len(lines))] + lines) + "\n"


def settings(number: int) -> Iterator[tuple[str, str]]:
    """Broker settings that a platform team sets."""
    yield "node.id", str(number)
    yield "process.roles", "broker"
    yield "controller.quorum.bootstrap.servers", "c1:9093,c2:9093,c3:9093"
    yield "controller.listener.names", "CONTROLLER"
    yield "listeners", "SASL_SSL://0.0.0.0:9092,INTERNAL://0.0.0.0:9094"
    yield "advertised.listeners", f"SASL_SSL://k{number}.example.org:9092,INTERNAL://k{number}:9094"
    yield "inter.broker.listener.name", "INTERNAL"
    yield "listener.security.protocol.map", "SASL_SSL:SASL_SSL,INTERNAL:SSL,CONTROLLER:SSL"
    yield "log.dirs", "/var/lib/kafka/data-0,/var/lib/kafka/data-1"
    yield "default.replication.factor", "3"
    yield "min.insync.replicas", str(1 + number % 2)
    yield "num.partitions", "12"
    yield "auto.create.topics.enable", "false"
    yield "unclean.leader.election.enable", "true" if number % 3 == 0 else "false"
    yield "log.retention.hours", "168"
    yield "log.segment.bytes", "1073741824"
    yield "num.network.threads", "8"
    yield "num.io.threads", "16"
    yield "socket.request.max.bytes", "104857600"
    yield "offsets.topic.replication.factor", "3"
    yield "transaction.state.log.replication.factor", "3"
    yield "transaction.state.log.min.isr", "2"
    yield "broker.rack", "eu-central-1a"
    yield "sasl.enabled.mechanisms", "SCRAM-SHA-512"
    yield "ssl.keystore.password", "changeit-please"
    yield "message.max.byte", "1048588"


def broker(number: int) -> tuple[str, str]:
    return "server.properties", padded([f"{key}={value}" for key, value in settings(number)])


def producer(number: int) -> tuple[str, str]:
    lines = [
        "bootstrap.servers=k1.example.org:9092,k2.example.org:9092",
        "key.serializer=org.apache.kafka.common.serialization.StringSerializer",
        "value.serializer=org.apache.kafka.common.serialization.ByteArraySerializer",
        f"acks={'1' if number % 2 else 'all'}",
        "compression.type=lz4",
        "batch.size=65536",
        "linger.ms=20",
        "delivery.timeout.ms=120000",
        "max.in.flight.requests.per.connection=5",
        f"client.id=orders-{number}",
    ]
    return "producer.properties", padded(lines)


def compose(number: int) -> tuple[str, str]:
    lines = ["services:"]
    for node in range(3):
        lines += [f"  kafka{node}:", "    image: apache/kafka:4.1.0", "    environment:"]
        for key, value in settings(number * 3 + node):
            lines.append(f'      KAFKA_{key.upper().replace(".", "_")}: "{value}"')
    return "docker-compose.yml", "\n".join(lines) + "\n"


def spring(number: int) -> tuple[str, str]:
    lines = ["spring:", "  kafka:", "    bootstrap-servers: k1:9092,k2:9092", "    producer:"]
    lines += ["      acks: all", "      batch-size: 64KB", f"      linger-ms: {number}", "      properties:"]
    lines += ['        linger.ms: "20"', '        delivery.timeout.ms: "120000"', "    consumer:"]
    lines += [
        f"      group-id: billing-{number}",
        "      enable-auto-commit: false",
        "      max-poll-records: 200",
    ]
    return "application.yml", padded(lines)


def strimzi_topics(number: int) -> tuple[str, str]:
    documents = [
        "apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata:\n"
        f"  name: shop.orders.created-{number}-{topic}\n  labels:\n    strimzi.io/cluster: main\nspec:\n"
        "  partitions: 12\n  replicas: 3\n  config:\n    retention.ms: 604800000\n"
        "    min.insync.replicas: 2\n    cleanup.policy: delete\n    segment.bytes: 536870912\n"
        "    compression.type: producer\n"
        for topic in range(6)
    ]
    return "topics.yaml", "---\n".join(documents)


def terraform_topics(number: int) -> tuple[str, str]:
    blocks = [
        f'resource "kafka_topic" "t{number}_{topic}" {{\n  name               = "shop.orders.t{topic}"\n'
        "  replication_factor = 3\n  partitions         = 12\n\n  config = {\n"
        '    "retention.ms"        = "604800000"\n    "min.insync.replicas" = "2"\n'
        '    "cleanup.policy"      = "compact"\n  }\n}\n'
        for topic in range(9)
    ]
    return "topics.tf", "\n".join(blocks)


def connectors(number: int) -> tuple[str, str]:
    config = {
        "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
        "tasks.max": "1",
        "database.hostname": "db",
        "database.password": "${file:/secrets/db.properties:password}",
        "topic.prefix": f"shop-{number}",
        "key.converter": "org.apache.kafka.connect.json.JsonConverter",
        "producer.override.acks": "1",
        **{
            f"transforms.t{one}.type": "org.apache.kafka.connect.transforms.InsertField$Value"
            for one in range(40)
        },
        **{f"transforms.t{one}.static.field": "origin" for one in range(40)},
    }
    return "connector.json", json.dumps({"name": f"shop-{number}", "config": config}, indent=2) + "\n"


def worker(number: int) -> tuple[str, str]:
    lines = [
        "bootstrap.servers=k1:9092,k2:9092",
        f"group.id=connect-{number}",
        "key.converter=org.apache.kafka.connect.json.JsonConverter",
        "value.converter=org.apache.kafka.connect.json.JsonConverter",
        "config.storage.topic=connect-configs",
        "offset.storage.topic=connect-offsets",
        "status.storage.topic=connect-status",
        "config.storage.replication.factor=3",
        "offset.storage.replication.factor=3",
        "status.storage.replication.factor=1",
        "producer.compression.type=zstd",
    ]
    return "connect-distributed.properties", padded(lines)
