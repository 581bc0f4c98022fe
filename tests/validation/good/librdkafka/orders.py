"""Orders of the shop, written by confluent-kafka."""

import os

from confluent_kafka import Consumer, Producer

BROKERS = "broker-1.kafka.example.org:9092,broker-2.kafka.example.org:9092,broker-3.kafka.example.org:9092"

producer = Producer(
    {
        "bootstrap.servers": BROKERS,
        "client.id": "orders",
        "security.protocol": "SASL_SSL",
        "sasl.mechanisms": "SCRAM-SHA-512",
        "sasl.username": "orders",
        "sasl.password": os.environ["ORDERS_PASSWORD"],
        "ssl.ca.location": "/etc/kafka/ca.pem",
        "enable.idempotence": True,
        "acks": "all",
        "compression.type": "zstd",
        "linger.ms": 10,
        "delivery.timeout.ms": 120000,
        "partitioner": "murmur2_random",
    }
)

consumer = Consumer(
    {
        "bootstrap.servers": BROKERS,
        "client.id": "billing",
        "client.rack": os.environ["ZONE"],
        "group.id": "billing",
        "security.protocol": "SASL_SSL",
        "sasl.mechanisms": "SCRAM-SHA-512",
        "sasl.username": "billing",
        "sasl.password": os.environ["BILLING_PASSWORD"],
        "ssl.ca.location": "/etc/kafka/ca.pem",
        "enable.auto.commit": False,
        "auto.offset.reset": "earliest",
        "partition.assignment.strategy": "cooperative-sticky",
        "check.crcs": True,
    }
)
