"""Files with client settings: Java's .properties and login files, kcat's and librdkafka's; and variables.

All become one mapping from names to values; which library a name is of `client_settings` tells.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from kafka_architect.cluster.jaas import login_file_section
from kafka_architect.cluster.setting_names import KNOWN
from kafka_architect.errors import InputError, SourceError
from kafka_architect.validation.dialects.formats.properties_text import read_properties
from kafka_architect.validation.knowledge.librdkafka_keys import is_librdkafka

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_BYTES = 1024 * 1024
_LINE = re.compile(r"^[ \t]*([^#;\[\s=][^=\n]*?)[ \t]*=[ \t]*(.*?)[ \t]*$", re.MULTILINE)
# Kafka's EnvVarConfigProvider and FileConfigProvider, by the names that everybody gives them.
_VARIABLE = re.compile(r"\$\{env:(?:[^:}]*:)?([^}]+)\}")
_IN_FILE = re.compile(r"\$\{file:([^}]+):([^:}]+)\}")
_OTHER = re.compile(r"\$\{([A-Za-z][\w-]*):[^}]*\}")


def settings_of_file(path: str | os.PathLike[str], environment: Mapping[str, str]) -> dict[str, str]:
    """The settings in a file.

    Raises:
        SourceError: It cannot be read.
        InputError: It is too large, no text, or asks a configuration provider that is not known.
    """
    name = os.fsdecode(path)
    text = _text_of(name)
    if (section := login_file_section(text)) is not None:
        return {"sasl.jaas.config": section}
    java = {one.key: one.value for one in read_properties(text)}
    # librdkafka takes a backslash as it is; Java takes it for an escape.
    values = dict(_LINE.findall(text)) if is_librdkafka(dict(java), name) else java
    return {key: _resolved(key, value, name, environment) for key, value in values.items()}


def settings_of_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The settings that variables name: KAFKA_SASL_USERNAME is sasl.username.

    Names of brokers' settings (KAFKA_ADVERTISED_LISTENERS, as containers have them) are left alone.
    """
    by_variable = {"KAFKA_" + name.upper().replace(".", "_"): name for name in KNOWN}
    return {
        name: environment[variable] for variable, name in by_variable.items() if environment.get(variable)
    }


def _text_of(name: str) -> str:
    try:
        content = Path(name).read_bytes()
    except OSError as error:
        raise SourceError(error.errno, f"{name}: cannot read client settings: {error.strerror}") from error
    if len(content) > _MOST_BYTES:
        raise InputError(f"{name}: {len(content):,} bytes are more than client settings have")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("iso-8859-1")  # what .properties files were before Java 9


def _resolved(key: str, value: str, name: str, environment: Mapping[str, str]) -> str:
    def from_environment(found: re.Match[str]) -> str:
        if found[1] not in environment:
            raise InputError(f"{name}: {key} refers to the environment variable {found[1]}, which is not set")
        return environment[found[1]]

    def from_file(found: re.Match[str]) -> str:
        inside = {one.key: one.value for one in read_properties(_text_of(found[1]))}
        if found[2] not in inside:
            raise InputError(f"{name}: {key} refers to {found[2]} in {found[1]}, which does not have it")
        return inside[found[2]]

    if "${" not in value:
        return value
    value = _IN_FILE.sub(from_file, _VARIABLE.sub(from_environment, value))
    if key in KNOWN and (other := _OTHER.search(value)) is not None:
        raise InputError(
            f"{name}: {key} asks the configuration provider {other[1]!r}; only env and file are supported: "
            f"pass the value with -X {key}=... or as the variable KAFKA_{key.upper().replace('.', '_')}"
        )
    return value
