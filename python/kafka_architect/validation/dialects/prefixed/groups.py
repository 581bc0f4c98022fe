"""Clients among the keys of another program: the longest prefix above known dotted keys of Kafka's.

`a1.sinks.k1.kafka.producer.linger.ms`, `my-app.kafka.consumer.auto.offset.reset`: what a program has in front
of Kafka's keys is its own affair, and whatever it is, the keys behind one prefix are of one client.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue
from kafka_architect.validation.knowledge.librdkafka_keys import is_librdkafka
from kafka_architect.validation.recognise import role_of
from kafka_architect.validation.role import CLIENTS, Client, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The longest keys of clients have six parts, those with a plug-in's name some more.
_MOST_PARTS = 9
_OWNERS = (Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS)
_JUDGED = CLIENTS | {Role.STREAMS}
# Keys that other programs have too: alone they tell nothing.
_COMMON = frozenset(
    {
        "client.id", "group.id", "client.rack", "request.timeout.ms", "retry.backoff.ms", "batch.size",
        "state.dir", "application.id", "replication.factor", "send.buffer.bytes", "receive.buffer.bytes",
        "connections.max.idle.ms", "metric.reporters", "config.providers", "buffer.memory",
    }
)  # fmt: skip
_UNMISTAKABLE = "bootstrap.servers"
_TELLING = {
    "producer": Role.PRODUCER, "producers": Role.PRODUCER, "consumer": Role.CONSUMER,
    "consumers": Role.CONSUMER, "admin": Role.ADMIN, "streams": Role.STREAMS,
}  # fmt: skip
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_FEWEST = 2
_MOST_WORDS = 40


@dataclass(slots=True)
class Group:
    """The keys behind one prefix: the places of their names in the list that was given, and Kafka's keys."""

    prefix: str
    keys: dict[int, str] = field(default_factory=dict)


def groups(names: list[str]) -> list[Group]:
    """The clients among names, in the order in which they first appear; a name is of one group at most."""
    known: dict[str, set[str]] = {}
    for name in names:
        found = split(name)
        if found is not None:
            known.setdefault(found[0], set()).add(found[1])
    told = {prefix: Group(prefix) for prefix, keys in known.items() if _tells(prefix, keys)}
    if not told:
        return []
    for place, name in enumerate(names):
        for prefix in _prefixes(name):
            if prefix in told:
                told[prefix].keys[place] = name[len(prefix) + 1 :] if prefix else name
                break
    return list(told.values())


def role_and_client(
    group: Group, values: Mapping[str, str | None], prefix: str | None = None
) -> tuple[Role, Client] | None:
    """What the keys of a group configure, by its prefix, else by the keys; None where neither tells."""
    client = Client.LIBRDKAFKA if is_librdkafka(values) else Client.JAVA
    named = role_of_prefix(group.prefix if prefix is None else prefix)
    found = named or role_of(values.keys())
    if found not in _JUDGED or (client is Client.LIBRDKAFKA and found is Role.STREAMS):
        return None
    return found, client


def role_of_prefix(prefix: str) -> Role | None:
    """The role that the last word of a prefix names that names one."""
    for word in reversed(_WORD.findall(prefix[-200:])[-_MOST_WORDS:]):
        role = _TELLING.get(word.lower())
        if role is not None:
            return role
    return None


def _tells(prefix: str, keys: set[str]) -> bool:
    """Whether the known keys behind a prefix are Kafka's beyond doubt."""
    telling = keys - _COMMON
    if _UNMISTAKABLE in keys:
        return True
    if not telling:
        return False
    return len(keys) >= _FEWEST or "kafka" in prefix.lower() or role_of_prefix(prefix) is not None


@lru_cache(maxsize=20_000)
def split(name: str) -> tuple[str, str] | None:
    """The prefix of a name and the longest dotted key of a client's behind it."""
    parts = name.rsplit(".", _MOST_PARTS)
    if len(parts) < _FEWEST or not parts[-1] or parts[-1] not in _last_parts():
        return None
    for first in range(len(parts) - 1):
        key = ".".join(parts[first:]) if first or len(parts) <= _MOST_PARTS else ""
        if key in _dotted():
            return name[: len(name) - len(key) - 1] if len(key) < len(name) else "", key
    return None


def _prefixes(name: str) -> Iterator[str]:
    """The prefixes of a name, the longest first; of a long name those of its last parts."""
    at = len(name)
    for _ in range(_MOST_PARTS + 2):
        at = name.rfind(".", 0, at)
        if at < 0:
            break
        yield name[:at]
    yield ""


@lru_cache(maxsize=1)
def _dotted() -> frozenset[str]:
    keys = (key for role in _OWNERS for key in key_catalogue(DEFAULT_VERSION, role).keys())  # noqa: SIM118
    others = (
        key
        for role in (Role.PRODUCER, Role.CONSUMER)
        for key in key_catalogue(DEFAULT_VERSION, role, Client.LIBRDKAFKA).keys()  # noqa: SIM118
    )
    return frozenset(key for key in (*keys, *others) if "." in key)


@lru_cache(maxsize=1)
def _last_parts() -> frozenset[str]:
    return frozenset(key.rpartition(".")[2] for key in _dotted())
