"""Topics that files create on the way: `kafka-topics --create ...` in commands, KAFKA_CREATE_TOPICS.

wurstmeister/kafka-docker, create-topics.sh: `name:partitions:replicas[:cleanup.policy]`, joined by commas.
The script hands the policy on as it is written, so that ` --config=key=value` behind it is an option too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Configuration, Setting
from kafka_architect.validation.dialects.formats.placeholders import has_placeholder
from kafka_architect.validation.fix import Edit
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.source_file import SourceFile

_CALL = re.compile(r"kafka-topics(?:\.sh)?\b(?P<arguments>(?:\\\r?\n|[^\n;&|]|\n[ \t]+(?=--))*)")
_OPTION = re.compile(
    r"--(?P<name>[a-z]++(?:-[a-z]++)*+)(?:[ \t]*=[ \t]*|[ \t]+|[ \t]*\\\r?\n[ \t]*)"
    r"(?P<quote>[\"']?)(?P<value>(?!--)[^\s\"'\\]+)(?P=quote)"
)
_TOPIC = re.compile(
    r"(?<![A-Za-z0-9._${}-])(?P<name>[A-Za-z0-9._${}-]++):(?P<partitions>\d+):(?P<replicas>\d+)(?::(?P<policy>[a-z,]+)"
    r"(?P<more>(?:[ ]+--config=[a-z.]+=[^\s,\"']+)*))?"
)
_SHELL = re.compile(r"\$|`")  # a variable in lower case too ($topic, in Compose $$topic), or another command
_MORE = re.compile(r"--config=(?P<key>[a-z.]+)=(?P<value>[^\s,\"']+)")
_ATTRIBUTES = {
    "topic": attributes.TOPIC_NAME,
    "partitions": attributes.PARTITIONS,
    "replication-factor": attributes.REPLICATION_FACTOR,
}


class InPlaceWriter:
    """Replaces values where they stand, where no quoting is needed; nothing else."""

    def __init__(self, file: SourceFile) -> None:
        self._file = file

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another word in place."""
        if setting.span is None or not re.fullmatch(r"[A-Za-z0-9._-]+", value):
            return None
        return Edit(self._file, setting.span, value)

    def remove(self, setting: Setting) -> Edit | None:
        """Nothing is removed."""

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Nothing is renamed."""

    def add(self, key: str, value: str) -> Edit | None:
        """Nothing is added."""


def topics_of_command(file: SourceFile, span: Span, dialect: str) -> Iterator[Configuration]:
    """The topics that a shell command in the characters `span` creates."""
    for call in _CALL.finditer(file.text, span.start, span.end):
        if "--create" not in call.group():
            continue
        topic = _topic(file, call.start(), dialect)
        for option in _OPTION.finditer(file.text, *call.span("arguments")):
            name, value = option.group("name"), option.group("value")
            if name in _ATTRIBUTES:
                fact = _setting(file, _ATTRIBUTES[name], value, option.span("name"), option.span("value"))
                topic.attributes[fact.key] = fact
            elif name == "config" and "=" in value:
                start = option.start("value")
                key, _, rest = value.partition("=")
                places = (start, start + len(key)), (start + len(key) + 1, option.end("value"))
                topic.put(_setting(file, key, rest, *places))
        if attributes.TOPIC_NAME in topic.attributes:
            topic.name = topic.attributes[attributes.TOPIC_NAME].value or ""
            yield topic


def topics_of_variable(file: SourceFile, variable: Setting, dialect: str) -> Iterator[Configuration]:
    """The topics of KAFKA_CREATE_TOPICS."""
    if variable.span is None:
        return
    for found in _TOPIC.finditer(file.text, variable.span.start, variable.span.end):
        topic = _topic(file, found.start(), dialect)
        topic.name = found.group("name")
        for part, key in (
            ("name", attributes.TOPIC_NAME),
            ("partitions", attributes.PARTITIONS),
            ("replicas", attributes.REPLICATION_FACTOR),
        ):
            topic.attributes[key] = _setting(file, key, found.group(part), found.span(part), found.span(part))
        if found.group("policy"):
            place = found.span("policy")
            topic.put(_setting(file, "cleanup.policy", found.group("policy"), place, place))
            for option in _MORE.finditer(file.text, *found.span("more")):
                topic.put(
                    _setting(file, option["key"], option["value"], option.span("key"), option.span("value"))
                )
        yield topic


def _topic(file: SourceFile, start: int, dialect: str) -> Configuration:
    return Configuration(
        Role.TOPIC, "topic", file, dialect, writer=InPlaceWriter(file), span=Span(start, start)
    )


def _setting(
    file: SourceFile, key: str, value: str, key_place: tuple[int, int], place: tuple[int, int]
) -> Setting:
    return Setting(
        key=key,
        value=value,
        written=key,
        span=Span(*place),
        key_span=Span(*key_place),
        resolved=not has_placeholder(value) and _SHELL.search(value) is None,
        file=file,
    )
