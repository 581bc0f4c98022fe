"""The text of an Amazon MSK configuration: `key = value`, as `aws kafka create-configuration` takes it."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from kafka_architect.validation.dialects import properties

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Reading
    from kafka_architect.validation.role import Role
    from kafka_architect.validation.source_file import SourceFile

NAME = "msk"
_NAME = re.compile(r"(^|[^a-z])msk([^a-z]|$)")


def recognises(file: SourceFile) -> bool:
    """A .properties or text file whose name, or folder, says MSK."""
    path = PurePath(file.path.replace("\\", "/").lower())
    named = any(_NAME.search(part) for part in path.parts[-2:])
    return named and path.suffix in (".txt", ".properties", ".conf", ".cfg") and properties.recognises(file)


def read(file: SourceFile, role: Role | None) -> Reading:
    """As .properties; MSK adds what its brokers need, so that nothing can be said of what is missing."""
    reading = properties.read(file, role)
    for configuration in reading.configurations:
        configuration.dialect = NAME
        configuration.complete = False
    return reading
