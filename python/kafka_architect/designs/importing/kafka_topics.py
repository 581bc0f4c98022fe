"""kafka-topics: the output of `kafka-topics --describe`, of any version since 0.10."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.importing.collecting import Found
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.importing.imported import Imported
    from kafka_architect.designs.importing.source import Source

NAME = "kafka-topics"
# "Topic: orders\tTopicId: ...\tPartitionCount: 3\tReplicationFactor: 1\tConfigs: a=b,c=d"; old tools print
# "Topic:orders\tPartitionCount:3" without blanks.
_HEAD = re.compile(r"Topic:\s*(?P<name>\S+)\s.*?PartitionCount:\s*(?P<partitions>\S+)\s+(?P<rest>.*)")
_REPLICAS = re.compile(r"ReplicationFactor:\s*(\S+)")
_CONFIGS = re.compile(r"Configs:\s*(.*?)(?:\s+MarkedForDeletion:.*)?$")
# A value may hold commas (cleanup.policy=compact,delete): a comma before the next key ends it.
_NEXT = re.compile(r",(?=[a-z][a-z0-9.]*\.[a-z0-9.]*=)")
_INTERNAL: Final = ("__consumer_offsets", "__transaction_state", "__share_group_state", "__cluster_metadata")


def recognises(source: Source) -> bool:
    """By a line with name and count."""
    return "PartitionCount:" in source.text and _HEAD.search(source.text) is not None


def read(sources: list[Source]) -> Imported:
    """Every topic but those of Kafka itself."""
    found = Found(format=NAME)
    for source in sources:
        for number, line in enumerate(source.text.splitlines(), 1):
            if "PartitionCount:" in line:
                _topic(found, line.strip(), f"{source.name}:{number}")
    return found.imported()


def _topic(found: Found, line: str, where: str) -> None:
    head = _HEAD.match(line)
    if head is None:
        raise InputError(
            f"{where}: expected a line of kafka-topics --describe: Topic: NAME PartitionCount: N "
            "ReplicationFactor: N Configs: ..."
        )
    name = head["name"]
    if name in _INTERNAL:
        found.left_out.append(f"{name}: a topic of Kafka itself")
        return
    found.topic(name, where)
    found.count(name, "partitions", head["partitions"], where)
    replicas = _REPLICAS.search(head["rest"])
    if replicas is None:
        raise InputError(f"{where}: the topic {name!r} has no ReplicationFactor: the output is cut off")
    found.count(name, "replication_factor", replicas[1], where)
    configs = _CONFIGS.search(head["rest"])
    for one in _NEXT.split(configs[1].strip()) if configs and configs[1].strip() else ():
        key, equals, value = one.partition("=")
        if not equals:
            raise InputError(
                f"{where}: the topic {name!r}: expected key=value in Configs, found {one[:60]!r}"
            )
        found.setting(name, key.strip(), value.strip(), where)
    found.complete.add(name)


__all__ = ["NAME", "read", "recognises"]
