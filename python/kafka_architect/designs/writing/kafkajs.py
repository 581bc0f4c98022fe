"""Settings of a producer and a consumer as KafkaJS takes them: options of three calls, in its own names.

KafkaJS 2 sends each `send` or `sendBatch` as it is called: it has no linger, no batch size and no buffer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.words import comment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.topic import Setting

_PRODUCER: Final = {
    "enable.idempotence": "idempotent",
    "max.in.flight.requests.per.connection": "maxInFlightRequests",
}
_SEND: Final = {"acks": "acks", "request.timeout.ms": "timeout", "compression.type": "compression"}
_CONSUMER: Final = {
    "group.id": "groupId",
    "fetch.min.bytes": "minBytes",
    "fetch.max.wait.ms": "maxWaitTimeInMs",
    "max.partition.fetch.bytes": "maxBytesPerPartition",
    "max.poll.interval.ms": "rebalanceTimeout",
    "session.timeout.ms": "sessionTimeout",
    "heartbeat.interval.ms": "heartbeatInterval",
    "isolation.level": "readUncommitted",
}
_CODECS: Final = {"none": "None", "gzip": "GZIP", "snappy": "Snappy", "lz4": "LZ4", "zstd": "ZSTD"}
_BUILT_IN: Final = frozenset({"none", "gzip"})


def kafkajs_module(producer: ClientSettings, consumer: ClientSettings) -> str:
    """A CommonJS module with the options of kafka.producer, producer.send and kafka.consumer."""
    codec = producer.setting("compression.type") or "none"
    lines = [f"// {one_line(producer.name)} and {one_line(consumer.name)}: options of KafkaJS 2"]
    if codec not in _BUILT_IN:
        lines.append(
            f"// {_CODECS[codec]} needs a codec: CompressionCodecs[CompressionTypes.{_CODECS[codec]}]"
        )
    lines += ["const { CompressionTypes } = require('kafkajs');", ""]
    lines += _options("producerOptions", producer, _PRODUCER)
    lines += _options("sendOptions", producer, _SEND)
    lines += _options("consumerOptions", consumer, _CONSUMER)
    lines += _unknown((*producer.settings, *consumer.settings))
    lines.append("module.exports = { producerOptions, sendOptions, consumerOptions };")
    return "\n".join(lines) + "\n"


def _options(name: str, client: ClientSettings, names: Mapping[str, str]) -> Iterator[str]:
    yield f"const {name} = {{"
    for setting in client.settings:
        if setting.key in names:
            words = comment(setting.key, setting.value)
            yield f"  // {one_line(setting.because)}{f' ({words})' if words else ''}"
            yield f"  {names[setting.key]}: {_value(setting)},"
    yield "};"
    yield ""


def _value(setting: Setting) -> str:
    key, value = setting.key, setting.value
    if key == "acks":
        return "-1" if value == "all" else value
    if key == "compression.type":
        return f"CompressionTypes.{_CODECS[value]}"
    if key == "isolation.level":
        return "true" if value == "read_uncommitted" else "false"
    if key == "group.id":
        escaped = value.replace("\\", "\\\\").replace("'", "\\'")
        return f"'{one_line(escaped)}'"
    return value


def _unknown(settings: tuple[Setting, ...]) -> Iterator[str]:
    known = _PRODUCER.keys() | _SEND.keys() | _CONSUMER.keys()
    left = [one.key for one in settings if one.key not in known]
    if left:
        yield f"// KafkaJS has no {', '.join(map(one_line, left))}: each call sends one batch."
