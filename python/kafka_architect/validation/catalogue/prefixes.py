"""Keys that Kafka reads behind a prefix: listeners, embedded clients, plugins with their own settings.

For each role, `expansions` yields the ways to read a key: the prefix, the section that defines the rest, and
the rest. Section `OPEN` stands for settings of a plugin, of which Kafka's own ConfigDefs know nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

OPEN = "open"

_PRODUCER, _CONSUMER, _ADMIN, _TOPIC = "producer", "consumer", "admin", "topic"
_CLIENTS = (_PRODUCER, _CONSUMER, _ADMIN)

# The sections that a role's own file is made of; the first one says what is required.
SECTIONS: dict[Role, tuple[str, ...]] = {
    Role.BROKER: ("broker",),
    Role.CONTROLLER: ("broker",),
    Role.PRODUCER: (_PRODUCER,),
    Role.CONSUMER: (_CONSUMER,),
    Role.ADMIN: (_ADMIN,),
    Role.TOPIC: (_TOPIC,),
    Role.STREAMS: ("streams",),
    Role.CONNECT_WORKER: ("connect-distributed", "connect-standalone"),
    Role.CONNECT_SOURCE: ("connect-source",),
    Role.CONNECT_SINK: ("connect-sink",),
    Role.MM2: ("mm2", "mm2-source", "mm2-checkpoint", "mm2-heartbeat", "connect-distributed", "mm2-client"),
    Role.CLUSTER: ("cluster",),  # which no ConfigDef has: it is state
}
# Whose keys also count without a prefix, because the role's own clients are made from the whole file:
# StreamsConfig.getClientPropsWithPrefix, KafkaOffsetBackingStore and its siblings, MirrorMakerConfig.
INHERITED: dict[Role, tuple[str, ...]] = {
    Role.STREAMS: (_CONSUMER, _PRODUCER, _ADMIN),
    Role.CONNECT_WORKER: (_PRODUCER, _CONSUMER, _ADMIN),
    Role.MM2: (_PRODUCER, _CONSUMER, _ADMIN),
}

_EMBEDDED = (("producer.", _PRODUCER), ("consumer.", _CONSUMER), ("admin.", _ADMIN))
_OVERRIDES = (
    ("producer.override.", _PRODUCER),
    ("consumer.override.", _CONSUMER),
    ("admin.override.", _ADMIN),
)
_CONVERTERS = tuple(
    (f"{place}.converter.", section)
    for place in ("key", "value", "header")
    for section in ("converter-json", "converter-string", OPEN)
)
_PREFIXES: dict[Role, tuple[tuple[str, str], ...]] = {
    Role.BROKER: (("rlmm.config.", "remote-log-metadata"), ("rlmm.config.", OPEN), ("rsm.config.", OPEN)),
    Role.STREAMS: (
        ("main.consumer.", _CONSUMER),
        ("restore.consumer.", _CONSUMER),
        ("global.consumer.", _CONSUMER),
        *_EMBEDDED,
        ("topic.", _TOPIC),
    ),
    Role.CONNECT_WORKER: (
        *_EMBEDDED,
        ("config.storage.", _TOPIC),
        ("offset.storage.", _TOPIC),
        ("status.storage.", _TOPIC),
        *_CONVERTERS,
    ),
    Role.CONNECT_SOURCE: (*_OVERRIDES, *_CONVERTERS),
    Role.CONNECT_SINK: (*_OVERRIDES, *_CONVERTERS),
}
_PREFIXES[Role.CONTROLLER] = _PREFIXES[Role.BROKER]

_NAMED = r"[^.\s]+"


class _Pattern(NamedTuple):
    """Keys with a name of the user's within: how they begin, what they are, who defines the rest."""

    begins: tuple[str, ...]
    pattern: re.Pattern[str]
    sections: tuple[str, ...]


_PLUGINS = _Pattern(
    ("transforms.", "predicates."), re.compile(rf"((?:transforms|predicates)\.{_NAMED}\.)(.+)"), (OPEN,)
)
_PATTERNS: dict[Role, tuple[_Pattern, ...]] = {
    Role.CONNECT_WORKER: (
        _Pattern(
            ("listeners.https.", "admin.listeners.https."),
            re.compile(r"((?:admin\.)?listeners\.https\.)(ssl\..+)"),
            ("connect-distributed",),
        ),
    ),
    Role.CONNECT_SOURCE: (
        _Pattern(
            ("topic.creation.",),
            re.compile(rf"(topic\.creation\.{_NAMED}\.)(.+)"),
            ("connect-topic-creation", _TOPIC),
        ),
        _PLUGINS,
    ),
    Role.CONNECT_SINK: (_PLUGINS,),
}
_EVERYWHERE = (
    _Pattern(
        ("config.providers.",), re.compile(rf"(config\.providers\.{_NAMED}\.)(class|param\..+)"), (OPEN,)
    ),
    _Pattern(("metrics.context.",), re.compile(r"(metrics\.context\.)(.+)"), (OPEN,)),
)

# SocketServer and ChannelBuilders read these per listener; listener and mechanism are written in lower case.
_LISTENERS = "listener.name."
_LISTENER = re.compile(r"(listener\.name\.[^.\sA-Z]+\.)(.+)")
_MECHANISM = re.compile(r"([^.\sA-Z]+\.)(.+)")
_PER_LISTENER = ("ssl.", "sasl.")
_PER_LISTENER_KEYS = frozenset(
    {
        "connections.max.reauth.ms",
        "max.connection.creation.rate",
        "max.connections",
        "num.network.threads",
        "principal.builder.class",
    }
)
_PER_MECHANISM = ("sasl.", "connections.max.reauth.ms")

# In a MirrorMaker file every key may stand behind a cluster or a flow: `A.`, `A->B.`.
_FLOW = re.compile(rf"((?:(?!->)[^.\s])++->{_NAMED}+\.)(.+)")
_CLUSTER = re.compile(rf"({_NAMED}\.)(.+)")
_ENDS = (
    "source.cluster.producer.", "source.cluster.consumer.", "source.cluster.admin.", "source.cluster.",
    "target.cluster.producer.", "target.cluster.consumer.", "target.cluster.admin.", "target.cluster.",
    "source.producer.", "source.consumer.", "source.admin.", "source.",
    "target.producer.", "target.consumer.", "target.admin.", "target.",
    "producer.override.", "consumer.override.", "admin.override.",
    "producer.", "consumer.", "admin.",
)  # fmt: skip
_OF_MIRRORS = (*SECTIONS[Role.MM2], *_CLIENTS)


def flow_prefix(key: str) -> str:
    """The flow in front of a key of a MirrorMaker file, `A->B.`; "" where there is none."""
    found = _FLOW.fullmatch(key) if "->" in key else None
    return "" if found is None else found[1]


def beginnings(role: Role) -> tuple[str, ...]:
    """What a key of the role begins with where there is a way to read it behind a prefix."""
    if role is Role.MM2:  # the name of any cluster
        return ("",)
    patterns = (*_PATTERNS.get(role, ()), *(_EVERYWHERE if role is not Role.TOPIC else ()))
    return (
        *((_LISTENERS,) if role in {Role.BROKER, Role.CONTROLLER} else ()),
        *(prefix for prefix, _ in _PREFIXES.get(role, ())),
        *(start for pattern in patterns for start in pattern.begins),
    )


def expansions(role: Role, key: str) -> Iterator[tuple[str, str, str]]:
    """The ways to read a prefixed key: (prefix, section, rest)."""
    if role in {Role.BROKER, Role.CONTROLLER}:
        yield from _listener(key)
    if role is Role.MM2:
        yield from _mirror(key)
    for prefix, section in _PREFIXES.get(role, ()):
        if key.startswith(prefix) and len(key) > len(prefix):
            yield prefix, section, key[len(prefix) :]
    if role is not Role.TOPIC:
        for _, pattern, sections in (*_PATTERNS.get(role, ()), *_EVERYWHERE):
            found = pattern.fullmatch(key)
            if found is not None:
                yield from ((found[1], section, found[2]) for section in sections)


def _listener(key: str) -> Iterator[tuple[str, str, str]]:
    found = _LISTENER.fullmatch(key)
    if found is None:
        return
    prefix, rest = found[1], found[2]
    if rest.startswith(_PER_LISTENER) or rest in _PER_LISTENER_KEYS:
        yield prefix, "broker", rest
    mechanism = _MECHANISM.fullmatch(rest)
    if mechanism is not None and mechanism[2].startswith(_PER_MECHANISM):
        yield prefix + mechanism[1], "broker", mechanism[2]


def _mirror(key: str) -> Iterator[tuple[str, str, str]]:
    flow = flow_prefix(key)
    if flow:
        yield from _mirror_rest(flow, key[len(flow) :])
        return
    yield from ((prefix, section, rest) for prefix, section, rest in _mirror_rest("", key) if prefix)
    cluster = _CLUSTER.fullmatch(key)
    if cluster is not None:
        yield from _mirror_rest(cluster[1], cluster[2])


def _mirror_rest(prefix: str, rest: str) -> Iterator[tuple[str, str, str]]:
    for end in _ENDS if rest.startswith(_ENDS) else ():
        if rest.startswith(end):
            kind = end.rstrip(".").split(".")[0 if "override" in end else -1]
            for section in (kind,) if kind in _CLIENTS else _CLIENTS:
                yield prefix + end, section, rest[len(end) :]
    for section in _OF_MIRRORS:
        yield prefix, section, rest
