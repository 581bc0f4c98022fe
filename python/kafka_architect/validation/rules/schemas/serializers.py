"""The serializers, deserializers and converters of a configuration that talk to a schema registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig

_CLIENT_KEYS = ("key.serializer", "value.serializer", "key.deserializer", "value.deserializer")
_SERDE_KEYS = ("default.key.serde", "default.value.serde")
_CONVERTER_KEYS = ("key.converter", "value.converter")
_WRITERS = frozenset({Role.PRODUCER, Role.STREAMS, Role.CONNECT_WORKER, Role.CONNECT_SOURCE})
_PACKAGES = (
    "io.confluent.kafka.serializers.",
    "io.confluent.kafka.streams.serdes.",
    "io.confluent.connect.avro.",
    "io.confluent.connect.json.",
    "io.confluent.connect.protobuf.",
)
_WITHOUT_REGISTRY = frozenset({"KafkaJsonSerializer", "KafkaJsonDeserializer"})


@dataclass(frozen=True)
class Side:
    """One class that talks to the registry; its own keys begin with `prefix`."""

    setting: Setting
    name: str
    prefix: str


def sides(config: EffectiveConfig, writing: bool = False) -> Iterator[Side]:
    """Confluent's classes for keys and values; `writing` leaves out what only reads."""
    if writing and config.role not in _WRITERS:
        return
    for key in (*_CLIENT_KEYS, *_SERDE_KEYS, *_CONVERTER_KEYS):
        setting = config.explicit(key)
        name = (setting.value or "").strip() if setting is not None else ""
        if setting is None or not name.startswith(_PACKAGES) or (writing and key.endswith(".deserializer")):
            continue
        short = name.rpartition(".")[2]
        if short not in _WITHOUT_REGISTRY:
            yield Side(setting, short, f"{key}." if key in _CONVERTER_KEYS else "")
