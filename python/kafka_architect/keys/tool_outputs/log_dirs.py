"""kafka-log-dirs.sh --describe: bytes of each replica, as JSON behind two lines for people.

Shape: org.apache.kafka.tools.LogDirsCommand of Kafka 3.9 and 4.x; the same JSON by itself is read too.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from kafka_architect.errors import MalformedSourceError

_PARTITION = re.compile(r"(?P<topic>[A-Za-z0-9._-]{1,249})-(?P<partition>\d{1,9})")
_SHAPE = 'expected {"brokers": [{"broker": 1, "logDirs": [{"partitions": [...]}]}]}'


@dataclass(frozen=True, slots=True)
class ReplicaBytes:
    """A replica on a broker's disk.

    Attributes:
        topic: Its topic.
        partition: Its partition.
        broker: The broker's id.
        log_dir: The broker's folder.
        size_bytes: Of its log, as it lies there, compressed.
        offset_lag: Records that it is behind the partition's high watermark.
        is_future: Whether it is a copy that is being moved to another folder of the same broker.
    """

    topic: str
    partition: int
    broker: int
    log_dir: str
    size_bytes: int
    offset_lag: int
    is_future: bool


@dataclass(frozen=True, slots=True)
class LogDirs:
    """Replicas, the brokers that answered, and folders that could not be read."""

    replicas: tuple[ReplicaBytes, ...]
    brokers: tuple[int, ...]
    failures: tuple[str, ...]


def read_log_dirs(text: str) -> LogDirs:
    """The replicas that the output tells of.

    Raises:
        MalformedSourceError: There is no such JSON in it, or it is cut short.
    """
    line = next((line for line in text.splitlines() if line.lstrip().startswith("{")), None)
    if line is None:
        raise MalformedSourceError(
            "the line of JSON is missing that kafka-log-dirs.sh prints behind 'Received log directory "
            "information': it was cut off, or no broker answered"
        )
    try:
        return _parsed(json.loads(line))
    except (ValueError, RecursionError) as error:
        raise MalformedSourceError(f"its line of JSON is cut short or damaged ({error})") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise MalformedSourceError(
            f"its JSON is not that of kafka-log-dirs.sh ({type(error).__name__}: {error}): {_SHAPE}"
        ) from error


def _parsed(document: Any) -> LogDirs:
    replicas = []
    failures = []
    brokers = []
    for broker in document["brokers"]:
        number = _whole(broker["broker"], "broker")
        brokers.append(number)
        for folder in broker["logDirs"]:
            name = str(folder.get("logDir", ""))
            if folder.get("error"):
                failures.append(f"broker {number} cannot read {name}: {folder['error']}")
            replicas += [_replica(one, number, name) for one in folder.get("partitions", ())]
    return LogDirs(tuple(replicas), tuple(sorted(set(brokers))), tuple(failures))


def _replica(one: Any, broker: int, log_dir: str) -> ReplicaBytes:
    found = _PARTITION.fullmatch(one["partition"])
    if found is None:
        raise ValueError(f"{one['partition']!r} is not <topic>-<partition>")
    return ReplicaBytes(
        found["topic"],
        int(found["partition"]),
        broker,
        log_dir,
        _whole(one["size"], "size"),
        _whole(one.get("offsetLag", 0), "offsetLag"),
        bool(one.get("isFuture", False)),
    )


def _whole(value: Any, name: str) -> int:
    if type(value) is not int or value < -1:
        raise ValueError(f"{name} is {value!r}: expected a whole number")
    return value
