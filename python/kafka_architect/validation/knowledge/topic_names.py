"""What the name of a topic tells: whether a program of Kafka's made it, and what it is for."""

from __future__ import annotations

import re

# Topics that brokers, Connect, MirrorMaker 2, Streams, Schema Registry and ksqlDB name themselves.
_INTERNAL = re.compile(
    r"^_|\.internal$|^heartbeats$|\.heartbeats$|-(changelog|repartition)$|"
    r"(^|[-_.])connect(-cluster)?[-_.](configs?|offsets?|status(es)?)$|"
    r"^connect[-_.].*[-_.](configs?|offsets?|status(es)?)$|^strimzi[._-]",
    re.IGNORECASE,
)
# Those that must have one partition: their readers need one total order. Hudi's coordinates its sink's tasks.
_SINGLE = re.compile(
    r"^_schemas|^hudi-control-topic$|^(?>.*?(?:^|[-_.])connect).*[-_.]configs?$|^heartbeats$|\.heartbeats$|"
    r"^mm2-offset-syncs\.|checkpoints\.internal$",
    re.IGNORECASE,
)
_MOST_CHARACTERS = 249
_LEGAL = re.compile(r"[A-Za-z0-9._-]+")


def is_internal(name: str) -> bool:
    """Whether a program made the topic, so that nobody chose its name."""
    return _INTERNAL.search(name) is not None


def needs_one_partition(name: str) -> bool:
    """Whether the topic is one of those that must have exactly one partition."""
    return _SINGLE.search(name) is not None


def refusal(name: str) -> str | None:
    """Why Kafka refuses a name (org.apache.kafka.common.internals.Topic.validate); None: it is legal."""
    if not name:
        return "the name is empty"
    if name in (".", ".."):
        return f"{name!r} is a reserved directory name"
    if len(name) > _MOST_CHARACTERS:
        return f"the name has {len(name)} characters, at most {_MOST_CHARACTERS} are allowed"
    if _LEGAL.fullmatch(name) is None:
        wrong = sorted({letter for letter in name if _LEGAL.fullmatch(letter) is None})
        return f"{' '.join(map(repr, wrong))} is not a letter a-z or A-Z, a digit, '.', '_' or '-'"
    return None


def metric_name(name: str) -> str:
    """The name as metrics have it: periods become underscores, so that two topics may become one."""
    return name.replace(".", "_")
