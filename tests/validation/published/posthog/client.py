"""Settings of the producers in posthog/kafka_client/client.py of PostHog/posthog (MIT)."""

from confluent_kafka import Producer
from confluent_kafka.aio import AIOProducer
from posthog.settings import hosts, protocol, sasl

RETRIES = 5


def producer(acks=1):
    config = {
        "bootstrap.servers": ",".join(hosts),
        "security.protocol": protocol or "PLAINTEXT",
        "acks": acks,
        "message.send.max.retries": RETRIES,
        "retry.backoff.ms": 100,
        "connections.max.idle.ms": 60000,
        "reconnect.backoff.ms": 50,
        "reconnect.backoff.max.ms": 1000,
        "socket.timeout.ms": 60000,
        "request.timeout.ms": 30000,
        "api.version.request": True,
        "broker.version.fallback": "2.8.0",
        "socket.keepalive.enable": True,
        "delivery.report.only.error": False,
        **sasl,
    }
    return Producer(config)


def async_producer():
    config = {
        "bootstrap.servers": ",".join(hosts),
        "security.protocol": protocol or "PLAINTEXT",
        "acks": 1,
        "message.send.max.retries": RETRIES,
        "retry.backoff.ms": 100,
        "connections.max.idle.ms": 60000,
        "reconnect.backoff.ms": 50,
        "reconnect.backoff.max.ms": 1000,
        "socket.timeout.ms": 60000,
        "request.timeout.ms": 30000,
        "api.version.request": True,
        "broker.version.fallback": "2.8.0",
        "socket.keepalive.enable": True,
        **sasl,
    }
    return AIOProducer(config)
