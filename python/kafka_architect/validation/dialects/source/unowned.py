"""Maps of Kafka's keys that no client of the file is made of: somebody else makes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue
from kafka_architect.validation.dialects.source.configurations import Made
from kafka_architect.validation.dialects.source.program import Name, Text
from kafka_architect.validation.recognise import role_of, tells_of_kafka
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.dialects.source.values import Entry, MapValue

_CLASSES = {
    "ProducerConfig": Role.PRODUCER,
    "ConsumerConfig": Role.CONSUMER,
    "StreamsConfig": Role.STREAMS,
    "AdminClientConfig": Role.ADMIN,
    "TopicConfig": Role.TOPIC,
}
_TYPES = {"ProducerSettings": Role.PRODUCER, "ConsumerSettings": Role.CONSUMER}
_JUDGED = frozenset(_CLASSES.values())


def unowned(maps: list[MapValue], made: list[Made], taken: list[MapValue]) -> Iterator[Made]:
    """Those whose keys tell what they configure; what a client is made of is passed over.

    Of maps of which one holds what the other does (a copy, a function that is followed twice), the largest.
    """
    known = {id(one) for one in taken}
    used = {entry.key_expression.node.id for one in made for entry in one.entries}
    for found in sorted(maps, key=lambda one: -len(one.entries)):
        if id(found) in known:
            continue
        entries = [one for one in found.entries.values() if one.key_expression.node.id not in used]
        role = _TYPES.get(found.type) if entries else None
        role = role or _role(entries)
        if role is None:
            continue
        used.update(one.key_expression.node.id for one in entries)
        yield Made(role, entries[0].key_expression.node, entries, whole=False, owned=False)


def _role(entries: list[Entry]) -> Role | None:
    classes = {
        _CLASSES[holder]
        for entry in entries
        if isinstance(entry.key_expression, Name)
        for holder in entry.key_expression.dotted.split(".")
        if holder in _CLASSES
    }
    keys = {entry.key for entry in entries}
    if len(classes) == 1:
        [told] = classes
        known = key_catalogue(DEFAULT_VERSION, told).known(keys)
        # Constants of a topic among keys of a broker: the map is the broker's.
        return told if told is not Role.TOPIC or len(known) == len(keys) else None
    if not classes and not all(isinstance(one.key_expression, (Text, Name)) for one in entries):
        return None
    if not keys or not (classes or tells_of_kafka(keys)):
        return None
    role = role_of(keys)
    return role if role in _JUDGED else None
