"""Settings of examples/consumer.py of confluentinc/confluent-kafka-python (Apache-2.0): the client alone."""

import sys

from confluent_kafka import Consumer

conf = {
    "bootstrap.servers": sys.argv[1],
    "group.id": sys.argv[2],
    "session.timeout.ms": 6000,
    "default.topic.config": {"auto.offset.reset": "smallest"},
}
consumer = Consumer(conf)
consumer.subscribe(sys.argv[3:])
