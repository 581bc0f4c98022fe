"""HOCON: Alpakka and Pekko Connectors (`akka.kafka.producer.kafka-clients { ... }`), blocks of Kafka's keys.

What stands below `kafka-clients` is handed to Kafka as it is, each value as a text
(ConfigSettings.parseKafkaClientsProperties of Alpakka Kafka 8.0 and Pekko Connectors Kafka 1.2). Programs set
servers, serializers and groups in code as well, so none of it is complete. Who reads another block of Kafka's
keys is not known: it is judged by what it writes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue
from kafka_architect.validation.configuration import Configuration, Loss, Origin, Reading, Setting
from kafka_architect.validation.dialects.formats.hocon_tree import hocon_file
from kafka_architect.validation.dialects.formats.hocon_writer import HoconWriter
from kafka_architect.validation.dialects.formats.properties_fit import fits_properties
from kafka_architect.validation.dialects.prefixed.groups import groups, role_and_client, role_of_prefix
from kafka_architect.validation.knowledge.librdkafka_keys import is_librdkafka
from kafka_architect.validation.role import Client, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.dialects.formats.hocon_tree import HoconFile, Leaf
    from kafka_architect.validation.source_file import SourceFile, Span

NAME = "hocon"
_CLIENTS = "kafka-clients"
_MARK = re.compile(r'\{|\$\{\?|^[ \t]*+include[ \t]++["(a-z]|\+=|"""', re.MULTILINE)
# Logstash, nginx and JAAS use braces too: an arrow, or a line that ends with a semicolon.
_OTHERS = re.compile(r"=>|;[ \t]*+(?:#[^\n]*+)?$", re.MULTILINE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# What the program that reads a block may take with getDuration and getBytes.
_WITH_UNIT = re.compile(r"-?[\d.]+\s*[a-zA-Z]+")
# reference.conf of both.
_FRAMEWORK = {"enable.auto.commit": "false"}
_CONSUMERS = (("akka", "kafka", "consumer"), ("pekko", "kafka", "consumer"))


def recognises(file: SourceFile) -> bool:
    """By a client's keys, in a text that is HOCON and no .properties."""
    # JSON is HOCON too, but a file of that is another program's.
    if file.text.lstrip().startswith("{") or _MARK.search(file.text) is None:
        return False
    if ".properties" in file.name.lower() or fits_properties(file.text, file.name):
        return False
    if _OTHERS.search(file.text) is not None and _CLIENTS not in file.text:
        return False
    found = hocon_file(file)
    # What is no HOCON to its end may be another format, unless it has a mark that no other has.
    if found.faults and _CLIENTS not in file.text and "${?" not in file.text:
        return False
    return any(True for _ in _blocks(file, found))


def read(file: SourceFile, role: Role | None) -> Reading:
    """A client for each block of keys."""
    found = hocon_file(file)
    reading = Reading(faults=list(found.faults))
    reading.configurations.extend(one for one in _blocks(file, found) if role in (None, one.role))
    return reading


def _blocks(file: SourceFile, found: HoconFile) -> Iterator[Configuration]:
    ours: dict[tuple[str, ...], list[Leaf]] = {}
    others: list[Leaf] = []
    for leaf in found.leaves:
        if _CLIENTS in leaf.path[:-1]:
            ours.setdefault(leaf.path[: leaf.path.index(_CLIENTS) + 1], []).append(leaf)
        else:
            others.append(leaf)
    for path, leaves in ours.items():
        made = _client(file, found, path, leaves)
        if made is not None:
            yield made
    names = [".".join(leaf.path) for leaf in others]
    for group in groups(names):
        members = [(others[place], key) for place, key in group.keys.items()]
        told = role_and_client(group, {key: leaf.setting.value for leaf, key in members})
        if told is None:
            continue
        first = members[0][0]
        path = first.path[: len(first.path) - _elements(*members[0])]
        made = _configuration(file, found, path, told[0], members)
        made.client, made.owned = told[1], False
        for key, setting in made.settings.items():
            if _WITH_UNIT.fullmatch((setting.value or "").strip()):
                made.settings[key] = setting._replace(resolved=False)
        yield made


def _client(
    file: SourceFile, found: HoconFile, path: tuple[str, ...], leaves: list[Leaf]
) -> Configuration | None:
    members = [(leaf, ".".join(leaf.path[len(path) :])) for leaf in leaves]
    values = {key: leaf.setting.value for leaf, key in members}
    named = role_of_prefix(".".join(path[:-1]))
    role = named or _role_by_keys(values)
    if role is None:
        return None
    made = _configuration(file, found, path, role, members)
    if is_librdkafka(values):  # Akka.NET's streams have the same sections, for another client
        made.client = Client.LIBRDKAFKA
    elif path[:-1] in _CONSUMERS:
        for key, value in _FRAMEWORK.items():
            made.settings.setdefault(key, Setting(key, value, Origin.FRAMEWORK))
    return made


def _role_by_keys(values: dict[str, str | None]) -> Role | None:
    roles = [role for role in (Role.PRODUCER, Role.CONSUMER) if _known(role, values)]
    counts = {role: _known(role, values) for role in roles}
    best = [role for role in roles if counts[role] == max(counts.values())]
    return best[0] if len(best) == 1 else None


def _known(role: Role, values: dict[str, str | None]) -> int:
    return len(key_catalogue(DEFAULT_VERSION, role).known(values))


def _configuration(
    file: SourceFile,
    found: HoconFile,
    path: tuple[str, ...],
    role: Role,
    members: list[tuple[Leaf, str]],
) -> Configuration:
    made = Configuration(role, f"{file.name}: {'.'.join(path) or role}", file, NAME, complete=False)
    places: dict[Span, tuple[Leaf, int]] = {}
    catalogue = key_catalogue(DEFAULT_VERSION, role)
    for leaf, key in members:
        elements = _elements(leaf, key)
        own = leaf.key_span(elements) or leaf.setting.key_span
        if own is None:
            continue
        places[own] = (leaf, elements)
        written = key if leaf.key_span(elements) else leaf.setting.written
        setting = leaf.setting._replace(key=key, key_span=own, written=written)
        meant = _CAMEL.sub(".", key).lower().replace("-", ".").replace("_", ".")
        if "." not in key and meant != key and catalogue.get(meant) is not None:
            reason = "it is passed on under this name, which is not a Kafka key: it has no effect"
            if path[-1:] == (_CLIENTS,):
                made.losses.append(Loss(setting._replace(key=meant), reason, meant, f"write {meant}"))
            continue
        made.settings[key] = setting
    made.span = members[0][0].setting.key_span
    made.writer = HoconWriter(file, places, found.blocks.get(path))
    return made


def _elements(leaf: Leaf, key: str) -> int:
    """How many elements of a path a key has: a quoted element may hold dots."""
    count, length = 0, -1
    for element in reversed(leaf.path):
        if length >= len(key):
            break
        count += 1
        length += len(element) + 1
    return count
