"""What really arrived: the values that a client or server logs when it starts (`ProducerConfig values:`).

AbstractConfig.logAll of kafka-clients writes every key, with `null` for what nobody set, lists in brackets
and passwords as [hidden]; a key at its default is left out here, since nobody may have set it. A log cannot
be edited. The version is that of the next `Kafka version:` line (AppInfoParser).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import key_catalogue, nearest_version
from kafka_architect.validation.configuration import Configuration, Reading, Setting
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.source_file import SourceFile

NAME = "logged-values"
_ROLES = {
    "ProducerConfig": Role.PRODUCER,
    "ConsumerConfig": Role.CONSUMER,
    "AdminClientConfig": Role.ADMIN,
    "StreamsConfig": Role.STREAMS,
    "KafkaConfig": Role.BROKER,
    "DistributedConfig": Role.CONNECT_WORKER,
}
_HEAD = re.compile(rf"\b({'|'.join(_ROLES)}) values:[^\S\n]*+$", re.MULTILINE)
# Behind the name of a container, where docker compose printed it.
_LINE = re.compile(r"(?:[\w.-]{1,80}+ {0,80}\| ?)?[ \t]++([a-z][\w.-]*+) = ?([^\r\n]*+)\r?\n")
_VERSION = re.compile(r"Kafka version: ?v?(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)")
_UNSET, _HIDDEN = "null", "[hidden]"
_FEWEST = 5


def recognises(file: SourceFile) -> bool:
    """By a block of values."""
    return any(True for _ in _blocks(file))


def read(file: SourceFile, role: Role | None) -> Reading:
    """A configuration for each client that logged its values; one that started again with the same, once."""
    reading = Reading()
    seen: set[tuple[tuple[str, str | None], ...]] = set()
    versions = [(found.start(), found[1]) for found in _VERSION.finditer(file.text)]
    for told, start, end, settings in reversed(list(_blocks(file))):
        while len(versions) > 1 and versions[-2][0] >= end:
            versions.pop()
        version = versions[-1][1] if versions and versions[-1][0] >= end else None
        same = (("", str(told)), *((one.key, one.value) for one in settings))
        if role not in (None, told) or same in seen:
            continue
        seen.add(same)
        named = next((one.value for one in settings if one.key in ("client.id", "node.id") and one.value), "")
        made = Configuration(
            told, f"{file.name}: {told} {named}".rstrip(), file, NAME,
            kafka_version=version, span=Span(start, start),
        )  # fmt: skip
        catalogue = key_catalogue(nearest_version(version), told)
        for one in settings:
            definition = catalogue.get(one.key)
            if one.value != _UNSET and (definition is None or definition.default != one.value):
                made.settings[one.key] = one
        reading.configurations.append(made)
    reading.configurations.reverse()
    return reading


def _blocks(file: SourceFile) -> Iterator[tuple[Role, int, int, list[Setting]]]:
    text = file.text
    for head in _HEAD.finditer(text):
        settings, at = [], min(head.end() + 1, len(text))
        while (line := _LINE.match(text, at)) is not None:
            settings.append(_setting(file, line))
            at = line.end()
        if len(settings) >= _FEWEST:
            yield _ROLES[head[1]], head.start(), at, settings


def _setting(file: SourceFile, line: re.Match[str]) -> Setting:
    value = line[2].strip()
    hidden = value == _HIDDEN
    if value.startswith("[") and value.endswith("]") and not hidden:
        value = ",".join(item.strip().removeprefix("class ") for item in value[1:-1].split(","))
    value = value.removeprefix("class ")
    key, span = Span(*line.span(1)), Span(*line.span(2))
    return Setting(line[1], value, written=line[1], span=span, key_span=key, resolved=not hidden, file=file)
