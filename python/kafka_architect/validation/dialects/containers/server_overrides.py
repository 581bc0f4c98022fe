"""Keys that a server is given on its command line: `kafka-server-start.sh FILE --override key=value ...`.

Source: core/src/main/scala/kafka/Kafka.scala, getPropsFromArgs: overrides win over the file. The file is in
the image, so what it says is not known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Setting
from kafka_architect.validation.dialects.formats.placeholders import has_placeholder
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kafka_architect.validation.source_file import SourceFile

_STARTS = "kafka-server-start"
# Between the option and its value: blanks, a continued line, or the end of one item of a list and the next.
_OVERRIDE = re.compile(
    r"--override[\s=,\\\"'-]+"
    r"(?P<key>[a-z](?:[A-Za-z0-9._]|-(?!-))*+)=(?P<value>(?:\$\{[^}$]*\}|[^\s\"'\\])*+)"
)


def starts_server(command: str) -> bool:
    """Whether a command starts a server with Kafka's own script, and names keys for it."""
    return _STARTS in command and "--override" in command


def overrides(file: SourceFile, places: Sequence[Span]) -> Iterator[Setting]:
    """The keys of a command that stands in these characters of the file."""
    for place in places:
        for found in _OVERRIDE.finditer(file.text, place.start, place.end):
            value = found["value"]
            yield Setting(
                found["key"],
                value,
                written=found["key"],
                span=Span(*found.span("value")),
                key_span=Span(*found.span("key")),
                resolved=not has_placeholder(value),
                file=file,
            )
