"""Values as Spring Boot converts them: DataSize, Duration, lists, resources, placeholders with a default.

Sources: org.springframework.util.unit.DataSize, org.springframework.boot.convert.DurationStyle,
org.springframework.util.PropertyPlaceholderHelper (Spring Boot 3.5, 4.0).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.dialects.formats.flat_keys import with_value
from kafka_architect.validation.dialects.formats.placeholders import has_placeholder

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.validation.configuration import Setting

_SIZE = re.compile(r"([+-]?\d+)([a-zA-Z]{0,2})")
_SIZES = {"": 1, "B": 1, "KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30, "TB": 1 << 40}
_SIMPLE = re.compile(r"([+-]?\d+)([a-zA-Z]{0,2})")
_UNITS_NS = {
    "ns": 1,
    "us": 1_000,
    "": 1_000_000,
    "ms": 1_000_000,
    "s": 1_000_000_000,
    "m": 60_000_000_000,
    "h": 3_600_000_000_000,
    "d": 86_400_000_000_000,
}
_ISO = re.compile(
    r"([+-]?)P(?:([+-]?\d+)D)?(?:T(?:([+-]?\d+)H)?(?:([+-]?\d+)M)?(?:([+-]?\d+)(?:[.,](\d{0,9}))?S)?)?",
    re.IGNORECASE,
)
_WITH_DEFAULT = re.compile(r"\$\{([^${}:]+):([^${}]+)\}")
_VARIABLE = re.compile(r"\$\{([^${}:]+):")
_MOST_NESTED = 8


def size_in_bytes(text: str) -> str:
    """A DataSize in bytes; what Spring refuses stays as it is, so that it is judged as no number."""
    found = _SIZE.fullmatch(text.strip())
    if found is None or found.group(2) not in _SIZES:
        return text
    return str(int(found.group(1)[:20]) * _SIZES[found.group(2)])


def duration_in_ms(text: str) -> str:
    """A Duration in milliseconds: 5s, 100, PT5S; what Spring refuses stays as it is."""
    stripped = text.strip()
    if found := _SIMPLE.fullmatch(stripped):
        unit = _UNITS_NS.get(found.group(2).lower())
        return text if unit is None else str(int(found.group(1)[:20]) * unit // 1_000_000)
    found = _ISO.fullmatch(stripped)
    if found is None or not any(found.groups()[1:]) or stripped[-1:] in "tT":
        return text
    days, hours, minutes, seconds = (int((group or "0")[:18]) for group in found.groups()[1:5])
    milliseconds = int((found.group(6) or "").ljust(3, "0")[:3])
    total = ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1_000 + milliseconds
    return str(-total if found.group(1) == "-" else total)


def isolation_level(text: str) -> str:
    """The IsolationLevel as Kafka writes it: Spring takes READ_COMMITTED, read-committed, readCommitted."""
    letters = re.sub(r"[^a-z]", "", text.lower())
    return {"readcommitted": "read_committed", "readuncommitted": "read_uncommitted"}.get(letters, text)


def resource_path(text: str) -> str:
    """The path that a Resource points to; what lies on the class path keeps its mark."""
    return text.removeprefix("file://").removeprefix("file:")


def comma_list(text: str) -> str:
    """A list without blanks around its items."""
    return ",".join(item.strip() for item in text.split(","))


CONVERSIONS: dict[str, Callable[[str], str]] = {
    "text": str,
    "size": size_in_bytes,
    "duration": duration_in_ms,
    "isolation": isolation_level,
    "resource": resource_path,
    "list": comma_list,
}


def resolve(setting: Setting) -> Setting:
    """The value of a file with its defaults in place; of variables env.py knows who replaces what."""
    return setting if setting.origin is Origin.ENVIRONMENT else with_defaults(setting)


def with_defaults(setting: Setting) -> Setting:
    """Put the defaults of `${NAME:default}` in place; without a default the value is only known later."""
    value = setting.value
    if value is None or "${" not in value:
        return setting
    for _ in range(_MOST_NESTED):
        changed = _WITH_DEFAULT.sub(lambda found: found.group(2), value)
        if changed == value:
            break
        value = changed
    if has_placeholder(value):
        return with_value(setting, setting.key, setting.value, resolved=False)
    variable = _VARIABLE.search(setting.value or "")
    default_of = setting.default_of or (variable.group(1) if variable else "")
    return with_value(setting, setting.key, value, resolved=True)._replace(default_of=default_of)


def of_map(setting: Setting, key: str) -> Setting:
    """An entry of a map under Kafka's key: what YAML leaves empty is the empty text, not nothing.

    YamlProcessor.buildFlattenedMap of Spring, tried with Boot 3.5.7 and 4.0.7.
    """
    return with_value(setting, key, setting.value or "", resolved=setting.resolved)


def convert(setting: Setting, key: str, kind: str) -> Setting:
    """The setting under Kafka's key, with the value that Kafka gets from a typed property of that kind."""
    value = setting.value
    if value is None and kind == "text":
        value = ""
    if value is not None and setting.resolved:
        value = CONVERSIONS[kind](value)
    return with_value(setting, key, value, resolved=setting.resolved)
