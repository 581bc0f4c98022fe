"""Maps of Kafka's keys in YAML and JSON that belong to no other dialect: variables of Ansible, own formats.

A map counts where two of its keys have dots and are keys of one role. Around the configuration of a topic,
its name, partitions and replication factor are looked for too. Who reads such a map, and what is added to
it, is not known: nothing is said of what it lacks.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue
from kafka_architect.validation.configuration import Configuration, Reading
from kafka_architect.validation.dialects.formats.flat_keys import with_key
from kafka_architect.validation.dialects.formats.key_maps import key_maps, settings_of, tree_of, writer_of
from kafka_architect.validation.dialects.formats.placeholders import with_default
from kafka_architect.validation.dialects.formats.yaml_tree import pairs, setting_of, span_of
from kafka_architect.validation.knowledge.neighbours import neighbour
from kafka_architect.validation.recognise import role_of
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.dialects.formats.key_maps import KeyMap
    from kafka_architect.validation.source_file import SourceFile

NAME = "plain-yaml"
_KEY = re.compile(r"""^[ \t{,-]*["']?([a-z]+(?:\.[a-z0-9_]+)+)["']?[ \t]*:""", re.MULTILINE)
_FEWEST_KEYS = 2
_FACTS = {
    "name": attributes.TOPIC_NAME,
    "topic": attributes.TOPIC_NAME,
    "topicname": attributes.TOPIC_NAME,
    "partitions": attributes.PARTITIONS,
    "numpartitions": attributes.PARTITIONS,
    "replicationfactor": attributes.REPLICATION_FACTOR,
    "replication": attributes.REPLICATION_FACTOR,
    "replicas": attributes.REPLICATION_FACTOR,
}


def recognises(file: SourceFile) -> bool:
    """By two dotted keys of one role in one map."""
    known = sum(bool(_known_to(key)) for key in set(_KEY.findall(file.text)))
    return known >= _FEWEST_KEYS and any(True for _ in _maps(file))


def read(file: SourceFile, role: Role | None) -> Reading:
    """One configuration for each map."""
    reading = Reading(faults=list(tree_of(file).faults))
    for found, told in _maps(file):
        configuration = Configuration(
            role or told,
            found.name or file.name,
            file,
            NAME,
            writer=writer_of(file, found.mapping),
            complete=False,
            owned=False,
            span=span_of(found.mapping),
        )
        for setting in settings_of(file, found.mapping):
            configuration.put(with_default(setting))
        if configuration.role is Role.TOPIC and found.parent is not None:
            configuration.attributes.update(_facts(file, found.parent))
            named = configuration.attributes.get(attributes.TOPIC_NAME)
            configuration.name = (named.value if named else None) or configuration.name
        reading.configurations.append(configuration)
    return reading


def _maps(file: SourceFile) -> Iterator[tuple[KeyMap, Role]]:
    for document in tree_of(file).documents:
        for found in key_maps(document):
            dotted = [key for key in found.keys if "." in key]
            role = _role_of_map(file, found) if len(dotted) >= _FEWEST_KEYS else None
            if role is not None and sum(role in _known_to(key) for key in dotted) >= _FEWEST_KEYS:
                yield found, role


def _role_of_map(file: SourceFile, found: KeyMap) -> Role | None:
    values = {one.key: one.value for one in settings_of(file, found.mapping)}
    return role_of(found.keys, found.name) if neighbour(values, found.name) is None else None


@lru_cache(maxsize=10_000)
def _known_to(key: str) -> tuple[Role, ...]:
    return tuple(role for role in Role if key_catalogue(DEFAULT_VERSION, role).get(key) is not None)


def _facts(file: SourceFile, parent: Node) -> Iterator[tuple[str, Setting]]:
    for pair in pairs(parent):
        name = _FACTS.get(pair.key.lower().replace("_", "").replace("-", ""))
        setting = setting_of(file, pair.key, pair)
        if name is not None and setting.value is not None:
            yield name, with_key(setting, name)
