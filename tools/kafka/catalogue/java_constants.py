"""The constants that Java programs write in place of keys and values: ProducerConfig.ACKS_CONFIG is "acks".

Read from the public fields of Kafka's own classes, of every version in the catalogue; where versions differ
the newest counts. What only describes a key (its `_DOC`) is left out.
"""

from __future__ import annotations

import json
import re

from tools.kafka.catalogue.kafka_classes import constants
from tools.kafka.jars import VERSIONS

CLASSES = (
    "org.apache.kafka.clients.CommonClientConfigs",
    "org.apache.kafka.clients.admin.AdminClientConfig",
    "org.apache.kafka.clients.consumer.ConsumerConfig",
    "org.apache.kafka.clients.producer.ProducerConfig",
    "org.apache.kafka.common.config.SaslConfigs",
    "org.apache.kafka.common.config.SecurityConfig",
    "org.apache.kafka.common.config.SslConfigs",
    "org.apache.kafka.common.config.TopicConfig",
    "org.apache.kafka.connect.runtime.ConnectorConfig",
    "org.apache.kafka.connect.runtime.SinkConnectorConfig",
    "org.apache.kafka.connect.runtime.SourceConnectorConfig",
    "org.apache.kafka.connect.runtime.distributed.DistributedConfig",
    "org.apache.kafka.connect.runtime.standalone.StandaloneConfig",
    "org.apache.kafka.streams.StreamsConfig",
)
COMMAND = "python -m tools.kafka.catalogue.generate"
SOURCE = "public constants of Apache Kafka's classes (Apache-2.0), read from its jars on Maven Central"
_SHORT = re.compile(r"[\w./\-]{1,100}")


def file() -> str:
    """constants.json: a line per class, {constant: text}."""
    found: dict[str, dict[str, str]] = {}
    for version in VERSIONS:  # oldest first
        for name, constant, text in constants(version, CLASSES):
            if not constant.endswith("_DOC") and _SHORT.fullmatch(text):
                found.setdefault(name, {})[constant] = text
    about = {"versions": list(VERSIONS), "source": SOURCE, "regenerate": COMMAND}
    lines = [
        f"{json.dumps(name)}:{json.dumps(dict(sorted(values.items())), separators=(',', ':'))}"
        for name, values in sorted(found.items())
    ]
    return f'{{"about":{json.dumps(about)},\n"classes":{{\n' + ",\n".join(lines) + "\n}}\n"
