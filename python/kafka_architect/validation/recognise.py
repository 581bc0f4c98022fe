"""What a configuration is for, when nobody says so: by the keys, then by the name of the file."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue
from kafka_architect.validation.role import CLIENTS, Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kafka_architect.validation.catalogue import KeyCatalogue
    from kafka_architect.validation.configuration import Setting

# Names of files as Kafka ships and people write them; the first that matches.
_NAMES: tuple[tuple[str, Role], ...] = (
    (r"mirror-?maker|\bmm2\b", Role.MM2),
    (r"connect.*(source)|source.*connect", Role.CONNECT_SOURCE),
    (r"connect.*(sink)|sink.*connect", Role.CONNECT_SINK),
    (r"connect|worker", Role.CONNECT_WORKER),
    (r"streams?\b", Role.STREAMS),
    (r"producer", Role.PRODUCER),
    (r"consumer", Role.CONSUMER),
    (r"admin", Role.ADMIN),
    (r"controller", Role.CONTROLLER),
    (r"server|broker|kraft", Role.BROKER),
    (r"topic", Role.TOPIC),
)
# A key that settles it.
_TELLING: tuple[tuple[str, Role], ...] = (
    ("clusters", Role.MM2),
    ("application.id", Role.STREAMS),
    ("offset.storage.topic", Role.CONNECT_WORKER),
    ("offset.storage.file.filename", Role.CONNECT_WORKER),
    ("key.deserializer", Role.CONSUMER),
    ("key.serializer", Role.PRODUCER),
    ("producer.type", Role.PRODUCER),
    ("serializer.class", Role.PRODUCER),
    ("process.roles", Role.BROKER),
    ("zookeeper.connect", Role.BROKER),
    ("node.id", Role.BROKER),
    ("broker.id", Role.BROKER),
)
# In the order that breaks a tie: the role that people write files for most often first.
_CANDIDATES = (
    Role.BROKER,
    Role.PRODUCER,
    Role.CONSUMER,
    Role.TOPIC,
    Role.STREAMS,
    Role.CONNECT_WORKER,
    Role.ADMIN,
)
# A key that no other program has.
_UNMISTAKABLE = frozenset(
    {
        "bootstrap.servers",
        "advertised.listeners",
        "process.roles",
        "offset.storage.topic",
        "zookeeper.connect",
    }
)
_OF_CLIENTS_ALONE = frozenset({"bootstrap.servers", "security.protocol"})
# What serves listeners: a key that two of these have is of neither alone.
_SERVING = (Role.BROKER, Role.CONNECT_WORKER)
# Of Streams too, but people write it for their own tools, and interceptors have it.
_OF_OTHER_PROGRAMS = frozenset({"replication.factor"})
_SEVERAL = 2
# Another program's file may name Kafka's brokers, or its ZooKeeper: of Kafka's keys it has few.
_FEW_OF_KAFKAS, _MANY_OF_ITS_OWN = 3, 8
_PLATFORM = ("confluent.", "schema.registry.", "key.", "value.", "basic.auth.", "interceptor.", "metric.")
_CONNECTORS = (Role.CONNECT_SOURCE, Role.CONNECT_SINK)
_PREFIX_OF_LISTENERS = "listener.name."


def role_of(
    keys: Collection[str], path: str = "", *, version: str = DEFAULT_VERSION, connector_class: str = ""
) -> Role | None:
    """The role of a configuration with these keys, None when nothing about Kafka is in it.

    `connector_class` is the value of connector.class, where the caller has it.
    """
    if "connector.class" in keys:
        return _connector(keys, connector_class)
    named = _by_name(path)
    for key, role in _TELLING:
        # The Scala consumer had zookeeper.connect too.
        if key in keys and not (key == "zookeeper.connect" and named in CLIENTS):
            return role
    if any("->" in key and _FLOW.match(key) for key in keys):
        return Role.MM2
    scores = dict(_scores(frozenset(keys), version))
    for role in (Role.STREAMS, Role.CONNECT_WORKER):
        if not _own_key(keys, role, version):
            scores[role] = 0
    # A client's file says how it finds brokers and talks to them; no broker's file does.
    if not _OF_CLIENTS_ALONE.isdisjoint(keys) and not _own_key(keys, Role.BROKER, version):
        scores[Role.BROKER] = 0
    best = max(scores.values(), default=0)
    if best == 0:
        return named if named is not None and keys else None
    if named is not None and scores.get(named, best) >= best * _NAME_BEATS:
        return named
    found = next(role for role in _CANDIDATES if scores[role] == best)
    # Addresses and a login are of every client: nothing is said of batches or offsets.
    every = found is Role.PRODUCER and all(scores[role] == best for role in CLIENTS)
    return Role.ADMIN if every else found


def tells_of_kafka(keys: Collection[str], path: str = "") -> bool:
    """Whether keys that stand in a file of no format of its own are a configuration of Kafka's.

    `retries` is a word, and `node.id` a key of other programs too: one of them among others tells nothing,
    unless the name of the file does.
    """
    role = role_of(keys)
    if role is None:
        return False
    if _by_name(path) is not None or role in _CONNECTORS:
        return True
    catalogue = key_catalogue(DEFAULT_VERSION, role)
    known = [key for key in keys if catalogue.get(key) is not None or _listener_key(key, role)]
    others = len(keys) - len(known)
    if role in (Role.BROKER, Role.ADMIN) and len(known) <= _FEW_OF_KAFKAS and others >= _MANY_OF_ITS_OWN:
        return False
    if not _UNMISTAKABLE.isdisjoint(keys):
        return True
    dotted = sum("." in key for key in known)
    return dotted >= _SEVERAL or (bool(dotted) and 2 * len(known) >= len(keys)) or len(known) == len(keys)


# Of a file of tens of thousands of keys so many, evenly taken, tell whose most of them are.
_ENOUGH_FOR_A_SHARE = 1000


def mostly_of_others(settings: Iterable[Setting], role: Role) -> bool:
    """Whether most keys of a file are not Kafka's: it is a program's own file, with some of Kafka's in it.

    Keys that begin like one of Kafka's with a plug-in's or a client's behind it count for Kafka.
    """
    if role in (*_CONNECTORS, Role.MM2):
        return False
    catalogue = key_catalogue(DEFAULT_VERSION, role)
    keys = [setting.key for setting in settings]
    keys = keys[:: 1 + len(keys) // _ENOUGH_FOR_A_SHARE]
    known = sum(catalogue.match(key) is not None or _of_kafka_beside(key) for key in keys)
    if 2 * known >= len(keys):
        return False
    # What is like a key of Kafka's is looked for last: it takes longest.
    return 2 * sum(_counts_for_kafka(key, catalogue) for key in keys) < len(keys)


def _counts_for_kafka(key: str, catalogue: KeyCatalogue) -> bool:
    return catalogue.match(key) is not None or _of_kafka_beside(key) or catalogue.nearest(key) is not None


def _of_kafka_beside(key: str) -> bool:
    """Whether another role, or Confluent's platform, has the key."""
    if key.startswith(_PLATFORM):
        return True
    return any(key_catalogue(DEFAULT_VERSION, role).match(key) is not None for role in _CANDIDATES)


def _connector(keys: Collection[str], connector_class: str) -> Role:
    """Source or sink: by the name of its class, else a sink is what reads topics."""
    name = connector_class.rpartition(".")[2]
    if re.search(r"Source|Mirror|Debezium", name) or connector_class.startswith("io.debezium."):
        return Role.CONNECT_SOURCE
    if "Sink" in name or "topics" in keys or "topics.regex" in keys:
        return Role.CONNECT_SINK
    return Role.CONNECT_SOURCE


# A file called producer.properties is one though a key or two in it belong elsewhere: that is a finding.
_NAME_BEATS = 0.4
_FLOW = re.compile(r"(?:(?!->)[^.\s])++->[^.\s]++\.")


@lru_cache(maxsize=2)  # of a file it is asked twice
def _scores(keys: frozenset[str], version: str) -> tuple[tuple[Role, int], ...]:
    """How many of the keys each role has."""
    return tuple((role, _score(keys, role, version)) for role in _CANDIDATES)


def _score(keys: Collection[str], role: Role, version: str) -> int:
    catalogue = key_catalogue(version, role)
    known = len(catalogue.known(keys))
    if role is not Role.BROKER:
        return known
    of_listeners = [key for key in keys if key.startswith(_PREFIX_OF_LISTENERS)]
    return known + sum(1 for key in of_listeners if catalogue.match(key) is None)


def _own_key(keys: Collection[str], role: Role, version: str) -> bool:
    """Whether a key is of the role alone: a file of producer's and consumer's keys is for both.

    Streams and workers take the keys of all clients, so what is for several clients would be theirs by count.
    """
    keys = [key for key in keys if key not in _OF_OTHER_PROGRAMS]
    others = [key_catalogue(version, other) for other in (*CLIENTS, *_SERVING) if other is not role]
    own = key_catalogue(version, role).known(keys)
    return any(all(one.get(key) is None for one in others) for key in own)


def _listener_key(key: str, role: Role) -> bool:
    return role is Role.BROKER and key.startswith(_PREFIX_OF_LISTENERS)


def _by_name(path: str) -> Role | None:
    name = PurePath(path).name.lower()
    for pattern, role in _NAMES:
        if re.search(pattern, name):
            return role
    return None
