"""Where in a workload file a wrong value stands: its errors get the file and the line."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kafka_architect.errors import InputError
from kafka_architect.sizing.workload import field_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kafka_architect.documents import Document

# What sentences begin with: "rate: ", "policy cpu_target: ", "topic orders: rate: ", "topic orders has no
# field 'rat'", "workload has no field 'x'".
_TOPIC: Final = re.compile(r"topic (?P<topic>[\w.-]+):? (?P<rest>.*)", re.DOTALL)
_UNKNOWN: Final = re.compile(r"(?:workload )?has no field '(?P<name>[^']+)'")
_POLICY: Final = re.compile(r"policy (?P<name>\w+):")
_NAMED: Final = re.compile(r"(?P<name>\w+)(?:: | )")


@contextmanager
def placed(document: Document | None, options: Collection[str]) -> Iterator[None]:
    """Raise errors of what the file says with `file:line`; those of `options`, which win, as they are."""
    try:
        yield
    except InputError as error:
        message = str(error)
        keys = None if document is None else _keys(document, message)
        if document is None or (keys and field_name(str(keys[0])) in options):
            raise
        if keys is None and options:
            raise
        raise InputError(f"{document.where(*keys or ())}: {message}") from error


def _keys(document: Document, message: str) -> tuple[str | int, ...] | None:
    """The path to what a sentence is about; None where the file does not hold it."""
    value = document.value if isinstance(document.value, dict) else {}
    of_topic = _TOPIC.match(message)
    topics = value.get("topics")
    if of_topic and isinstance(topics, list):
        for index, topic in enumerate(topics):
            if isinstance(topic, dict) and topic.get("name") == of_topic["topic"]:
                return ("topics", index, *(_named(topic, of_topic["rest"]) or ()))
    in_policy = _POLICY.match(message)
    if in_policy and isinstance(value.get("policy"), dict):
        return ("policy", *(_written(value["policy"], in_policy["name"]) or ()))
    return _named(value, message)


def _named(value: dict[str, object], sentence: str) -> tuple[str] | None:
    found = _UNKNOWN.match(sentence) or _NAMED.match(sentence)
    return _written(value, found["name"]) if found else None


def _written(value: dict[str, object], name: str) -> tuple[str] | None:
    """The field as the file spells it: min-insync-replicas, min_insync_replicas."""
    return next(((key,) for key in value if field_name(str(key)) == field_name(name)), None)
