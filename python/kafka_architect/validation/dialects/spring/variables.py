"""Variables beside SPRING_KAFKA_*: SPRING_APPLICATION_JSON, and those of Spring Cloud Stream's Kafka binder.

The JSON holds properties as a file would, nested or with dots, and wins over all variables. A binding's name
has hyphens that a variable lacks: PROCESS_IN_0 and PROCESSIN0 both are process-in-0, as
BindingServiceProperties binds each binding by its own name.
Sources: SpringApplicationJsonEnvironmentPostProcessor of Spring Boot 3.5; BindingServiceProperties of Spring
Cloud Stream 4.3.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.formats.flat_keys import FlatKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kafka_architect.validation.configuration import Setting

JSON_VARIABLES = ("SPRING_APPLICATION_JSON", "spring.application.json")
_STREAM, _STREAM_DOTTED = "SPRING_CLOUD_STREAM_", "spring.cloud.stream."
STREAM_PREFIXES = (_STREAM, _STREAM_DOTTED)
_DEEPEST, _MOST_KEYS = 32, 10_000
_WANTED = ("spring.kafka.", "spring.cloud.stream.", "spring.application.name")
_FUNCTIONAL = re.compile(
    r"(?P<name>[a-z0-9]+(?:_[a-z0-9]+)*?)_?(?P<way>in|out)_?(?P<number>\d+)_(?P<rest>(?s:.+))"
)
# What maps of Kafka's keys are called, in the words of a variable.
_MAPS = (
    ("producer_configuration", "producer.configuration"),
    ("consumer_configuration", "consumer.configuration"),
    ("producer_properties", "producer-properties"),
    ("producerproperties", "producer-properties"),
    ("consumer_properties", "consumer-properties"),
    ("consumerproperties", "consumer-properties"),
    ("configuration", "configuration"),
)


def json_keys(variable: Setting, resolved: Callable[[Setting], Setting]) -> Iterator[FlatKey]:
    """The properties of a JSON variable that concern Kafka; nothing of it can be edited by itself."""
    try:
        content = json.loads(variable.value or "")
    except (ValueError, RecursionError):  # a template: it is JSON only once it is filled in
        return
    for number, (name, value) in enumerate(_flattened(content, "", 0)):
        if number >= _MOST_KEYS:
            return
        if name.startswith(_WANTED):
            setting = variable._replace(key=name, value=value, written=name, span=None, resolved=True)
            yield FlatKey(name, resolved(setting))


def _flattened(content: object, name: str, depth: int) -> Iterator[tuple[str, str | None]]:
    if isinstance(content, dict) and depth < _DEEPEST:
        for key, value in content.items():
            yield from _flattened(value, f"{name}.{key}" if name else str(key), depth + 1)
    elif isinstance(content, list):
        if all(isinstance(item, (str, int, float)) for item in content):
            yield name, ",".join(map(_text, content))
    elif content is None or isinstance(content, (str, int, float)):
        yield name, None if content is None else _text(content)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def stream_property_of(variable: str) -> str:
    """The property below spring.cloud.stream that a variable stands for."""
    if variable.startswith(_STREAM_DOTTED):
        return variable
    rest = variable.removeprefix(_STREAM).lower()
    kafka = "kafka." if rest.startswith("kafka_") else ""
    rest = rest.removeprefix("kafka_")
    if rest.startswith("streams_"):
        return f"{_STREAM_DOTTED}{kafka}streams.{rest.removeprefix('streams_').replace('_', '.')}"
    place, _, below = rest.partition("_")
    if place == "bindings":
        found = _FUNCTIONAL.fullmatch(below)
        if found is not None:
            name = found["name"].replace("_", "-")
            place, below = f"bindings.{name}-{found['way']}-{found['number']}", found["rest"]
        else:
            name, _, below = below.partition("_")
            place = f"bindings.{name}"
    return f"{_STREAM_DOTTED}{kafka}{place}.{_below(below)}"


def _below(words: str) -> str:
    """What follows the place: a key of a map in dots, or a typed property in one word."""
    for spelled, name in _MAPS:
        if words.startswith(spelled + "_"):
            return f"{name}.{words[len(spelled) + 1 :].replace('_', '.')}"
    side, _, rest = words.partition("_")
    if side in ("consumer", "producer") and rest:
        return f"{side}.{rest.replace('_', '')}"
    return words.replace("_", "")
