"""Files of environment variables (.env, env_file): of brokers, Connect workers and Spring Boot applications.

The format of docker compose: `NAME=value`, `export NAME=value`, quotes, `#` comments.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Origin, Reading, Setting
from kafka_architect.validation.dialects.containers.container import Container, read_container
from kafka_architect.validation.dialects.containers.container_clients import client_configurations
from kafka_architect.validation.dialects.containers.images import tells_kafka
from kafka_architect.validation.dialects.containers.topic_commands import topics_of_variable
from kafka_architect.validation.dialects.formats.placeholders import has_placeholder
from kafka_architect.validation.fix import Edit
from kafka_architect.validation.source_file import Span
from kafka_architect.validation.text_edits import insert_line_after, remove_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kafka_architect.validation.role import Role
    from kafka_architect.validation.source_file import SourceFile

NAME = "env"
_LINE = re.compile(
    r"^[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_][A-Za-z0-9_.-]*)[ \t]*=[ \t]*+"
    r"(?:\"(?P<double>(?:[^\"\\\r\n]|\\.)*)\"|'(?P<single>[^'\r\n]*)'|"
    r"(?P<plain>(?:[^ \t\r\n]++|[ \t]++(?![#\r\n]|\Z))*+))"
    r"(?=[ \t]*(?:[ \t]#[^\r\n]*)?\r?$)",
    re.MULTILINE,
)
_NAMES = re.compile(r"^[ \t]*(?:export[ \t]+)?((?:KAFKA|CONNECT)_[A-Z0-9_]+)[ \t]*=", re.MULTILINE)
_OF_SPRING = re.compile(
    r"^[ \t]*(?:export[ \t]+)?"
    r"(?:SPRING_KAFKA_|spring\.kafka\.|SPRING_CLOUD_STREAM_KAFKA_|spring\.cloud\.stream\.kafka\.|"
    r"(?:SPRING_APPLICATION_JSON|spring\.application\.json)[ \t]*=[^\r\n]*kafka)",
    re.MULTILINE,
)
# env.ts, env.yaml: files of another format that only begin so.
_OF_ANOTHER_FORMAT = re.compile(
    r"\.(?:[cm]?[jt]sx?|json5?|ya?ml|toml|xml|hcl|tf|go|rs|rb|py|java|kt|cs|php|md|html?)$"
)
# Of a script: what a variable is set to there depends on what runs before.
_CONTROL = re.compile(
    r"^[ \t]*+(?:(?:if|elif|for|while|until|case|function)[ \t]|(?:then|else|fi|do|done|esac)\b|"
    r"[^#\r\n]*[{}][ \t]*\r?$)",
    re.MULTILINE,
)
_ESCAPED = re.compile(r"\\(.)")
_NEEDS_QUOTES = re.compile(r"\s#|^[\"' ]| $|[\n\r]")


def recognises(file: SourceFile) -> bool:
    """A file of that name, no script, that has variables of a broker or worker."""
    name = file.name.lower()
    if not (name.endswith((".env", "env_file")) or name.startswith((".env", "env."))):
        return False
    if _OF_ANOTHER_FORMAT.search(name) or _scripted(file.text):
        return False
    return tells_kafka(set(_NAMES.findall(file.text))) or _OF_SPRING.search(file.text) is not None


def _scripted(text: str) -> bool:
    return _CONTROL.search(_LINE.sub("", text)) is not None


def read(file: SourceFile, role: Role | None) -> Reading:
    """A server, whose image is guessed by the variables and may add to them, and clients of Spring Boot."""
    variables = list(_variables(file))
    container = Container(
        file=file,
        dialect=NAME,
        name=file.name,
        runtime="compose",
        image=None,
        variables=variables,
        writer=lambda spell: _EnvWriter(file, variables, spell),
        span=Span(0, 0),
        all_known=False,
    )
    server = read_container(container)
    topics = [
        topic
        for variable in variables
        if variable.key == "KAFKA_CREATE_TOPICS"
        for topic in topics_of_variable(file, variable, NAME)
    ]
    found = [*([server] if server is not None else []), *topics, *client_configurations(container)]
    return Reading([one for one in found if role in (None, one.role)])


def _variables(file: SourceFile) -> Iterator[Setting]:
    for found in _LINE.finditer(file.text):
        kind = found.lastgroup or "plain"
        name, value = found["name"], found[kind]
        yield Setting(
            name,
            _ESCAPED.sub(r"\1", value) if kind == "double" else value,
            Origin.ENVIRONMENT,
            name,
            Span(*found.span(kind)),
            Span(*found.span("name")),
            kind == "single" or not has_placeholder(value),
            file,
        )


class _EnvWriter:
    """Writes lines of NAME=value. `spell` turns a Kafka key into the image's variable."""

    def __init__(
        self, file: SourceFile, variables: list[Setting], spell: Callable[[str], str | None]
    ) -> None:
        self._file, self._spell = file, spell
        self._last = variables[-1] if variables else None

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another value in place, between the quotes that are there."""
        if setting.span is None or re.search(r"[\"'\\\n\r]", value):
            return None
        before = self._file.text[setting.span.start - 1 : setting.span.start]
        if before not in ("'", '"') and _NEEDS_QUOTES.search(value):
            value = f'"{value}"'
        return Edit(self._file, setting.span, value)

    def remove(self, setting: Setting) -> Edit | None:
        """Take out the line."""
        if setting.key_span is None or setting.span is None:
            return None
        return remove_lines(self._file, setting.key_span.start, max(setting.span.end, setting.key_span.end))

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Put another variable in place."""
        name = self._spell(key)
        return None if name is None or setting.key_span is None else Edit(self._file, setting.key_span, name)

    def add(self, key: str, value: str) -> Edit | None:
        """Add a line below the last one."""
        name = self._spell(key)
        if (
            name is None
            or self._last is None
            or self._last.key_span is None
            or re.search(r"[\"'\\\n\r]", value)
        ):
            return None
        written = f'"{value}"' if _NEEDS_QUOTES.search(value) else value
        return insert_line_after(self._file, self._last.key_span.start, f"{name}={written}")
