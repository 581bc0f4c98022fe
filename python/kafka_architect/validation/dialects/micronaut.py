"""Micronaut: `kafka.*` for all clients, `kafka.producers.ID.*`, `kafka.consumers.ID.*`, `kafka.streams.ID.*`.

Source: the guide of Micronaut Kafka 5.5 (configuration of clients): `default` is for clients that have no
section of their own. What a @KafkaListener annotation sets (group, offset strategy) is not in the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Reading
from kafka_architect.validation.dialects.channels import (
    NamedKeys,
    Place,
    channel_configuration,
    documents_below,
    prefixed_keys,
)
from kafka_architect.validation.dialects.formats.flat_keys import flat_file
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from kafka_architect.validation.dialects.formats.flat_keys import FlatKey
    from kafka_architect.validation.source_file import SourceFile

NAME = "micronaut"
_CLIENT = re.compile(r"^kafka\.(producers|consumers|streams)\.([^.]+)\.(.+)$", re.DOTALL)
_ROLES = {"producers": Role.PRODUCER, "consumers": Role.CONSUMER, "streams": Role.STREAMS}


def recognises(file: SourceFile) -> bool:
    """By a client below kafka.producers, kafka.consumers or kafka.streams."""
    if "kafka" not in file.text or not re.search(r"producers|consumers|streams", file.text):
        return False
    return any(_CLIENT.match(key.name) for document in flat_file(file).documents for key in document.keys)


def read(file: SourceFile, role: Role | None) -> Reading:
    """One configuration for each client; none is complete, since annotations in the code add to it."""
    return read_application(file, role, ())


def read_application(file: SourceFile, role: Role | None, application: tuple[SourceFile, ...]) -> Reading:
    """The same for an environment with a file of its own: the clients that it changes."""
    flat = flat_file(file)
    reading = Reading(faults=list(flat.faults))
    below = documents_below(file, application)
    lower = [(key.name, key) for document in below for key in document.keys]
    for document in flat.documents:
        own = [(key.name, key) for key in document.keys]
        keys = NamedKeys((*lower, *own))
        shared = _shared(keys)
        for kind, client in _clients(keys if _shared(own) else own):
            if role not in (None, _ROLES[kind]):
                continue
            prefix = f"kafka.{kind}.{client}."
            named = prefixed_keys(keys, prefix)
            defaults = [] if client == "default" or named else prefixed_keys(keys, f"kafka.{kind}.default.")
            configuration = channel_configuration(
                Place((*below, document), prefix, NAME),
                _ROLES[kind],
                f"{file.name}: {client} {_ROLES[kind]}",
                {"bootstrap.servers": "localhost:9092"},
                [shared, defaults, named],
            )
            configuration.complete = False
            configuration.application = application[0] if application else None
            reading.configurations.append(configuration)
    return reading


def _shared(keys: list[tuple[str, FlatKey]]) -> list[tuple[str, FlatKey]]:
    """The keys for all clients."""
    return [(name, key) for name, key in prefixed_keys(keys, "kafka.") if not _section(name)]


def _clients(keys: list[tuple[str, FlatKey]]) -> list[tuple[str, str]]:
    found = (_CLIENT.match(name) for name, _ in keys)
    return list(dict.fromkeys((match[1], match[2]) for match in found if match))


def _section(name: str) -> bool:
    return name.startswith(("producers.", "consumers.", "streams.", "embedded.", "health.", "metrics."))
