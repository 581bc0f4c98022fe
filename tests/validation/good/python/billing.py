"""The billing service: kafka-python and aiokafka."""

import os
import ssl

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from kafka import KafkaConsumer, KafkaProducer

BROKERS = ["broker-1.kafka.example.org:9092", "broker-2.kafka.example.org:9092"]

producer = KafkaProducer(
    bootstrap_servers=BROKERS,
    acks="all",
    enable_idempotence=True,
    compression_type="lz4",
    linger_ms=10,
    security_protocol="SASL_SSL",
    sasl_mechanism="SCRAM-SHA-512",
    sasl_plain_username="billing",
    sasl_plain_password=os.environ["KAFKA_PASSWORD"],
    ssl_cafile="/etc/kafka/ca.pem",
)

consumer = KafkaConsumer(
    "shop.orders",
    bootstrap_servers=BROKERS,
    group_id="billing",
    enable_auto_commit=False,
    auto_offset_reset="earliest",
    security_protocol="SASL_SSL",
    sasl_mechanism="SCRAM-SHA-512",
    sasl_plain_username="billing",
    sasl_plain_password=os.environ["KAFKA_PASSWORD"],
    ssl_cafile="/etc/kafka/ca.pem",
)

async_producer = AIOKafkaProducer(
    bootstrap_servers=BROKERS,
    acks="all",
    enable_idempotence=True,
    compression_type="zstd",
    linger_ms=10,
    security_protocol="SSL",
    ssl_context=ssl.create_default_context(cafile="/etc/kafka/ca.pem"),
)

async_consumer = AIOKafkaConsumer(
    "shop.orders",
    bootstrap_servers=BROKERS,
    group_id="billing-async",
    enable_auto_commit=False,
    auto_offset_reset="earliest",
    security_protocol="SSL",
    ssl_context=ssl.create_default_context(cafile="/etc/kafka/ca.pem"),
)
