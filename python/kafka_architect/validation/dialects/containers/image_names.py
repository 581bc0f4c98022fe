"""How the entry scripts of container images turn the names of variables into Kafka's keys, and back.

Sources, read November 2026:
- apache/kafka: kafka.docker.KafkaDockerWrapper (in the kafka_2.13 jar; a test runs it). Before
  4.0 it also took KAFKA_ out of the middle of names, where no key of Kafka's has it.
- Confluent: confluent-docker-utils, dub.py, env_to_props.
- Bitnami: bitnami/containers, bitnami/kafka/4.0/.../libkafka.sh, kafka_configure_from_environment_variables.
- wurstmeister: wurstmeister/kafka-docker, start-kafka.sh; Debezium: connect-base, docker-entrypoint.sh.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ALONE = re.compile(r"(?<!_)_(?!_)")
_SASL = (("sasl.ssl", "sasl_ssl"), ("sasl.plaintext", "sasl_plaintext"))
_CAMEL_CASE = {"zookeeper.clientcnxnsocket": "zookeeper.clientCnxnSocket"}
_NAME = re.compile(r"[A-Z0-9_]+")


def apache_key(name: str) -> str:
    """One underscore is a dot, two an underscore, three a hyphen."""
    dotted = name.lower().replace("_", ".")
    return dotted.replace("...", "-").replace("..", "_")


def confluent_key(name: str) -> str:
    """The same for one, two and three underscores; longer runs come out differently."""
    return _ALONE.sub(".", name.lower()).replace("___", "-").replace("__", "_")


def bitnami_key(name: str) -> str:
    """Every underscore is a dot, but in sasl_ssl and sasl_plaintext, the names of listeners."""
    key = name.lower().replace("_", ".")
    key = _CAMEL_CASE.get(key, key)
    for dotted, name_of_listener in _SASL:
        key = key.replace(dotted, name_of_listener)
    return key


def dotted_key(name: str) -> str:
    """Every underscore is a dot: keys with underscores or hyphens cannot be written."""
    return name.lower().replace("_", ".")


def runs_name(key: str) -> str:
    """The name that apache and Confluent images turn into `key`."""
    return key.replace("_", "\0").replace("-", "___").replace(".", "_").replace("\0", "__").upper()


def dotted_name(key: str) -> str:
    """The name that images which know only dots turn into `key`, if any."""
    return key.replace(".", "_").upper()


def writable(key: str, key_of: Callable[[str], str], name_of: Callable[[str], str]) -> str | None:
    """The name for a key, None where no name leads to it: where the image cannot express the key."""
    name = name_of(key)
    return name if _NAME.fullmatch(name) and key_of(name) == key else None
