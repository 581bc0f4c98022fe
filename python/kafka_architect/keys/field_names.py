"""The usual names of the fields that a dump of records has.

Kafka's own tools, kcat -J, rpk, kafkactl, AKHQ, Kafka UI, Spark (key, partition, offset), ClickHouse's Kafka
engine (_key, _partition), Snowflake (RECORD_METADATA), stream-reactor (metadata), Debezium (__key).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_KEYS = frozenset({"key", "messagekey", "recordkey", "kafkakey", "msgkey"})
_PARTITIONS = frozenset({"partition", "kafkapartition", "partitionid"})
_OFFSETS = frozenset({"offset", "kafkaoffset"})
_TIMESTAMPS = frozenset({"timestamp", "ts", "kafkatimestamp"})
_OTHERS = frozenset({"topic", "value", "payload", "timestamp", "ts", "headers", "tstype", "timestamptype"})
# Bytes of a record: what is there is added up.
_SIZES = frozenset({"keysize", "valuesize", "serializedkeysize", "serializedvaluesize"})
# In the envelope of stream-reactor's sinks: topic, partition, offset and timestamp, and no key.
_ENVELOPE = "metadata"
_NESTED = ("RECORD_METADATA", "record_metadata", _ENVELOPE)


def plain_name(name: str) -> str:
    """A name as it is compared: without case, underscores and hyphens."""
    return name.lower().replace("_", "").replace("-", "")


def key_name(available: Sequence[str]) -> str | None:
    """The field that is named as keys are."""
    return _first([name for name in available if name.partition(".")[0] != _ENVELOPE], _KEYS)


def partition_name(available: Sequence[str]) -> str | None:
    """The field that is named as partitions are, among fields that are a record's."""
    return _first(available, _PARTITIONS) if are_records(available) else None


def timestamp_name(available: Sequence[str]) -> str | None:
    """The field that is named as timestamps are, among fields that are a record's."""
    return _first(available, _TIMESTAMPS) if are_records(available) else None


def size_names(available: Sequence[str]) -> tuple[str, ...]:
    """The fields whose sum is a record's size."""
    if not are_records(available):
        return ()
    return tuple(name for name in available if plain_name(_leaf(name)) in _SIZES)


def are_records(available: Iterable[str]) -> bool:
    """Whether fields are those of records: a key or a partition, and more that only records have."""
    plain = {plain_name(_leaf(name)) for name in available}
    places = bool(plain & _PARTITIONS) and bool(plain & _OFFSETS)
    return places or bool(plain & _KEYS and plain & (_PARTITIONS | _OFFSETS | _OTHERS | _SIZES))


def _first(available: Sequence[str], wanted: frozenset[str]) -> str | None:
    return next((name for name in available if plain_name(_leaf(name)) in wanted), None)


def _leaf(name: str) -> str:
    """The last part of what is nested in a record's metadata; else the name."""
    outer, _, inner = name.partition(".")
    return inner if inner and outer in _NESTED else name
