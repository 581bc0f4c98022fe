"""Clients inside other programs: the producers and consumers of Streams, Connect workers and connectors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Configuration, NoWriter, Origin, Setting
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Writer
    from kafka_architect.validation.fix import Edit

# role of the program -> (prefix, role of the client, its name)
_PREFIXES: dict[Role, tuple[tuple[str, Role, str], ...]] = {
    Role.STREAMS: (
        ("producer.", Role.PRODUCER, "producer"),
        ("main.consumer.", Role.CONSUMER, "main consumer"),
        ("restore.consumer.", Role.CONSUMER, "restore consumer"),
        ("global.consumer.", Role.CONSUMER, "global consumer"),
        ("admin.", Role.ADMIN, "admin client"),
    ),
    Role.CONNECT_WORKER: (
        ("producer.", Role.PRODUCER, "source connectors' producer"),
        ("consumer.", Role.CONSUMER, "sink connectors' consumer"),
        ("admin.", Role.ADMIN, "connectors' admin client"),
    ),
    Role.CONNECT_SOURCE: (("producer.override.", Role.PRODUCER, "producer"),),
    Role.CONNECT_SINK: (("consumer.override.", Role.CONSUMER, "consumer"),),
}
# What the program sets when nobody else does.
# Streams: StreamsConfig.PRODUCER_DEFAULT_OVERRIDES, CONSUMER_DEFAULT_OVERRIDES.
# Connect: ConnectUtils, Worker.baseProducerConfigs, baseConsumerConfigs.
_FRAMEWORK: dict[tuple[Role, Role], dict[str, str]] = {
    (Role.STREAMS, Role.PRODUCER): {"linger.ms": "100"},
    (Role.STREAMS, Role.CONSUMER): {
        "auto.offset.reset": "earliest",
        "max.poll.records": "1000",
        "enable.auto.commit": "false",
    },
    (Role.CONNECT_WORKER, Role.PRODUCER): {
        "acks": "all",
        "max.in.flight.requests.per.connection": "1",
        "delivery.timeout.ms": "2147483647",
        "max.block.ms": "9223372036854775807",
        "request.timeout.ms": "2147483647",
        "enable.idempotence": "false",
    },
    (Role.CONNECT_WORKER, Role.CONSUMER): {"auto.offset.reset": "earliest", "enable.auto.commit": "false"},
}


def embedded_clients(configuration: Configuration) -> Iterator[Configuration]:
    """The clients that a configuration sets keys of, as configurations of their own.

    A client that no key is set for is left out: it has the framework's defaults.
    """
    for prefix, role, name in _PREFIXES.get(configuration.role, ()):
        own = {
            key.removeprefix(prefix): setting
            for key, setting in configuration.settings.items()
            if key.startswith(prefix) and key != prefix
        }
        shared = {
            key.removeprefix("consumer."): setting
            for key, setting in configuration.settings.items()
            if configuration.role is Role.STREAMS and role is Role.CONSUMER and key.startswith("consumer.")
        }
        written = shared | own
        if not written:
            continue
        client = Configuration(
            role,
            f"{configuration.name}: {name}",
            configuration.file,
            configuration.dialect,
            configuration.client,
            attributes=configuration.attributes,
            writer=_Prefixed(configuration.writer, prefix),
            complete=False,
            kafka_version=configuration.kafka_version,
            span=configuration.span,
            parent=configuration,
        )
        for key, value in _FRAMEWORK.get((configuration.role, role), {}).items():
            client.settings[key] = Setting(key, value, Origin.FRAMEWORK)
        for key, setting in written.items():
            client.settings[key] = replace(setting, key=key)
        yield client


class _Prefixed(NoWriter):
    """Writes the keys of a client with the prefix that its program wants."""

    def __init__(self, writer: Writer, prefix: str) -> None:
        self._writer, self._prefix = writer, prefix

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """As the program's writer does."""
        return self._writer.replace(setting, value)

    def remove(self, setting: Setting) -> Edit | None:
        """As the program's writer does."""
        return self._writer.remove(setting)

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """With the prefix."""
        return self._writer.rename(setting, self._prefix + key)

    def add(self, key: str, value: str) -> Edit | None:
        """With the prefix."""
        return self._writer.add(self._prefix + key, value)
