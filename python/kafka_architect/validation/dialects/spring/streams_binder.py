"""Spring Cloud Stream's binder of Kafka Streams: the application that it starts, with what it sets itself.

Source: KafkaStreamsBinderSupportAutoConfiguration and AbstractKafkaStreamsBinderProcessor of the binder
4.3.0: ByteArraySerde for both sides, and an application.id that is told, or the application's name, or made
of the function's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Configuration
from kafka_architect.validation.dialects.formats.flat_keys import with_key, with_value
from kafka_architect.validation.dialects.formats.flat_writer import writer_of
from kafka_architect.validation.dialects.spring.binders import (
    default_setting,
    take_login,
    with_default_port,
)
from kafka_architect.validation.dialects.spring.kafka import map_key
from kafka_architect.validation.dialects.spring.profiles import uniform
from kafka_architect.validation.dialects.spring.values import of_map, resolve
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.dialects.spring.profiles import Variant
    from kafka_architect.validation.source_file import SourceFile

_KAFKA = "spring.cloud.stream.kafka."
STREAMS = _KAFKA + "streams."
_BINDER = STREAMS + "binder."
_SERDE = "org.apache.kafka.common.serialization.Serdes$ByteArraySerde"
_GENERATED = "FUNCTION-applicationId"  # one for each function


def streams_application(
    file: SourceFile, variant: Variant, name: str, own: list[Configuration]
) -> Configuration | None:
    """The application of a binder of Kafka Streams, None where nothing is said of it."""
    typed, settings = _written(variant)
    if not typed and not settings:
        return None
    found = Configuration(Role.STREAMS, f"{name}: streams binder", file, "spring-cloud-stream")
    found.writer = writer_of(variant.documents, lambda key: f"{_BINDER}configuration.{key}", uniform)
    for key in ("default.key.serde", "default.value.serde"):
        found.settings[key] = default_setting(key, _SERDE)
    found.settings["bootstrap.servers"] = default_setting("bootstrap.servers", "localhost:9092")
    found.settings["application.id"] = _application_name(variant) or default_setting(
        "application.id", _GENERATED
    )
    for configuration in own:
        if configuration.role is Role.STREAMS:
            found.settings.update(configuration.settings)
    _take_servers(found, variant, typed)
    if "applicationid" in typed:
        found.settings["application.id"] = with_key(typed["applicationid"], "application.id")
    for setting in settings:
        found.settings[setting.key] = setting
    take_login(found, typed)
    written = [one.key_span for one in found.settings.values() if one.key_span and one.file in (None, file)]
    found.span = min(written, key=lambda span: span.start, default=None)
    return found


def _written(variant: Variant) -> tuple[dict[str, Setting], list[Setting]]:
    """The typed properties of the binder by uniform name, and the entries of its configuration."""
    typed: dict[str, Setting] = {}
    settings: list[Setting] = []
    for document in variant.documents:
        for key in document.keys:
            if not uniform(key.name).startswith(_BINDER):
                continue
            rest = ".".join(key.name.split(".")[6:])
            head, _, below = rest.partition(".")
            setting = resolve(key.setting)
            if uniform(head) == "configuration" and below:
                settings.append(of_map(setting, map_key(below)))
            else:
                typed[uniform(rest)] = setting
    return typed, settings


def _application_name(variant: Variant) -> Setting | None:
    for document in reversed(variant.documents):
        for key in reversed(document.keys):
            if uniform(key.name) == "spring.application.name":
                named = resolve(key.setting)
                setting = default_setting("application.id", named.value or "")
                return setting._replace(resolved=named.resolved)
    return None


def _take_servers(found: Configuration, variant: Variant, typed: dict[str, Setting]) -> None:
    """The binder's brokers, else those of the binder of messages."""
    brokers = typed.get("brokers") or _of_message_binder(variant, "brokers")
    port = typed.get("defaultbrokerport")
    if brokers is not None and brokers.value is not None:
        value = with_default_port(brokers.value, (port.value if port else None) or "9092")
        key = "bootstrap.servers"
        found.settings[key] = with_value(brokers, key, value, resolved=brokers.resolved)


def _of_message_binder(variant: Variant, name: str) -> Setting | None:
    wanted = f"{_KAFKA}binder.{name}"
    found = None
    for document in variant.documents:
        for key in document.keys:
            if uniform(key.name) == wanted:
                found = resolve(key.setting)
    return found
