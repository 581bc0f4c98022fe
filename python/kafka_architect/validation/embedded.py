"""Clients inside other programs: the producers and consumers of Streams, Connect workers, connectors, MM2.

What the programs put in by themselves was read off their own classes, Kafka 3.9.2 to 4.3.1:
StreamsConfig.getProducerConfigs, getMainConsumerConfigs, getRestoreConsumerConfigs and
getGlobalConsumerConfigs; Worker.baseProducerConfigs, baseConsumerConfigs and
exactlyOnceSourceTaskProducerConfigs; MirrorMakerConfig.workerConfig and connectorBaseConfig.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue, section_catalogue
from kafka_architect.validation.configuration import Configuration, Loss, NoWriter, Origin, Setting
from kafka_architect.validation.knowledge.streams_protocol import PROTOCOL, ignoring_prefixes
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.validation.configuration import Writer
    from kafka_architect.validation.fix import Edit


@dataclass(frozen=True, slots=True)
class _Client:
    """A client of a program.

    `prefixes` are those that its keys stand behind, the strongest last; new keys get `adds`, or the last one.
    `bare`: keys of the client count without a prefix too. `shared` are prefixes whose keys of security count.
    `defaults` give way to what is written, `forced` do not. `ignored` are prefixes behind which the program
    ignores group.protocol.
    """

    role: Role
    name: str
    prefixes: tuple[str, ...]
    bare: bool = False
    defaults: Mapping[str, str] = field(default_factory=dict)
    forced: Mapping[str, str] = field(default_factory=dict)
    shared: tuple[str, ...] = ()
    adds: str = ""
    ignored: tuple[str, ...] = ()


_CLASSIC = "classic"
_NO_COMMIT = {"enable.auto.commit": "false", "allow.auto.create.topics": "false"}
_STREAMS_ASSIGNOR = "org.apache.kafka.streams.processor.internals.StreamsPartitionAssignor"
_LONGEST_INT, _LONGEST_LONG = "2147483647", "9223372036854775807"
_WORKER_PRODUCER = {
    "acks": "all",
    "delivery.timeout.ms": _LONGEST_INT,
    "enable.idempotence": "false",
    "max.block.ms": _LONGEST_LONG,
    "max.in.flight.requests.per.connection": "1",
}
_WORKER_CONSUMER = {"auto.offset.reset": "earliest", "enable.auto.commit": "false"}
_WORKER = (
    _Client(Role.PRODUCER, "source connectors' producer", ("producer.",), defaults=_WORKER_PRODUCER),
    _Client(Role.CONSUMER, "sink connectors' consumer", ("consumer.",), defaults=_WORKER_CONSUMER),
    _Client(Role.ADMIN, "connectors' admin client", ("admin.",)),
)
_WORKER_EXACTLY_ONCE = (
    replace(_WORKER[0], defaults=_WORKER_PRODUCER | {"enable.idempotence": "true"}),
    *_WORKER[1:],
)
_SOURCE = (
    _Client(Role.PRODUCER, "producer", ("producer.override.",), defaults=_WORKER_PRODUCER),
    _Client(Role.CONSUMER, "offsets consumer", ("consumer.override.",), defaults=_WORKER_CONSUMER),
    _Client(Role.ADMIN, "admin client", ("admin.override.",)),
)
_SINK = (
    _Client(Role.CONSUMER, "consumer", ("consumer.override.",), defaults=_WORKER_CONSUMER),
    _Client(Role.PRODUCER, "dead letter queue producer", ("producer.override.",), defaults=_WORKER_PRODUCER),
    _Client(Role.ADMIN, "admin client", ("admin.override.",)),
)
_EXACTLY_ONCE = frozenset({"exactly_once_v2", "exactly_once_beta", "exactly_once"})
# MirrorClientConfig.CLIENT_CONFIG_DEF: what a cluster's clients have in common.
_SHARED = re.compile(r"bootstrap\.servers|security\.protocol|(?:ssl|sasl)\.[^.].*")
_FLOW = re.compile(r"([^.\s>]+)->([^.\s>]+)\.(.+)")


def embedded_clients(
    configuration: Configuration, kafka_version: str = DEFAULT_VERSION
) -> Iterator[Configuration]:
    """The clients that a configuration sets keys of, as configurations of their own.

    A client that no key is set for is left out: it has the framework's defaults. `kafka_version` is the
    program's.
    """
    if configuration.role not in _PROGRAMS:
        return
    keys = _Keys(configuration)
    for client in _clients(configuration, kafka_version):
        written = _written(configuration, client, keys)
        if written is not None:
            yield _embedded(configuration, client, written)


def _clients(configuration: Configuration, kafka_version: str) -> Iterator[_Client]:
    if configuration.role is Role.STREAMS:
        guarantee = configuration.settings.get("processing.guarantee")
        exactly_once = guarantee is not None and guarantee.value in _EXACTLY_ONCE
        major, minor = (int(number) for number in kafka_version.split(".")[:2])
        yield from _streams(exactly_once, ignoring_prefixes((major, minor)))
    elif configuration.role is Role.CONNECT_WORKER:
        support = configuration.settings.get("exactly.once.source.support")
        enabled = support is not None and support.value == "enabled"
        yield from _WORKER_EXACTLY_ONCE if enabled else _WORKER
    elif configuration.role is Role.CONNECT_SOURCE:
        yield from _SOURCE
    elif configuration.role is Role.CONNECT_SINK:
        yield from _SINK
    elif configuration.role is Role.MM2:
        yield from _mirrors(configuration)


def _streams(exactly_once: bool, ignored: tuple[str, ...]) -> Iterator[_Client]:
    isolation = {"isolation.level": "read_committed"} if exactly_once else {}
    producer = {"linger.ms": "100"}
    if exactly_once:
        producer |= {"delivery.timeout.ms": _LONGEST_INT, "transaction.timeout.ms": "10000"}
    idempotence = {"enable.idempotence": "true"} if exactly_once else {}
    yield _Client(Role.PRODUCER, "producer", ("producer.",), True, producer, idempotence)
    polls = {"max.poll.records": "1000"}
    main = {**polls, "auto.offset.reset": "earliest", "partition.assignment.strategy": _STREAMS_ASSIGNOR}
    prefixes = ("consumer.", "main.consumer.")
    forced = _NO_COMMIT | isolation
    yield _Client(Role.CONSUMER, "main consumer", prefixes, True, main, forced, ignored=ignored)
    fixed = {**_NO_COMMIT, **isolation, "auto.offset.reset": "none"}
    for name in ("restore", "global"):
        prefix = (f"{name}.consumer.",)
        yield _Client(Role.CONSUMER, f"{name} consumer", prefix, False, polls, fixed, ignored=ignored)
    yield _Client(Role.ADMIN, "admin client", ("admin.",))


def _mirrors(configuration: Configuration) -> Iterator[_Client]:
    """For each flow the consumer at its source and the producer at its target, as MirrorMaker starts them.

    The producer is the Connect worker's of the target cluster, the consumer is the connector's.
    """
    flows: dict[tuple[str, str], bool] = {}
    for key, setting in configuration.settings.items():
        flow = _FLOW.fullmatch(key)
        if flow is not None:
            pair = (flow[1], flow[2])
            flows[pair] = flows.get(pair, True) and not (flow[3] == "enabled" and setting.value == "false")
    for (source, target), enabled in flows.items():
        if not enabled:
            continue
        flow_name = f"{source}->{target}"
        yield _Client(
            Role.CONSUMER,
            f"{flow_name} consumer",
            (f"{flow_name}.consumer.", f"{source}.consumer.", f"{flow_name}.source.consumer."),
            defaults=_WORKER_CONSUMER,
            shared=("", f"{source}."),
            adds=f"{source}.consumer.",
        )
        yield _Client(
            Role.PRODUCER,
            f"{flow_name} producer",
            (f"{target}.producer.", f"{flow_name}.producer.override."),
            defaults=_WORKER_PRODUCER,
            shared=("", f"{target}."),
            adds=f"{target}.producer.",
        )


def _written(configuration: Configuration, client: _Client, keys: _Keys) -> dict[str, Setting] | None:
    """The settings of a client by its own keys; None where none of them is the client's alone."""
    found: dict[str, Setting] = {}
    own = False
    if client.bare:
        program = section_catalogue(DEFAULT_VERSION, "streams")
        catalogue = key_catalogue(DEFAULT_VERSION, client.role)
        for key, setting in configuration.settings.items():
            definition = catalogue.get(key)
            if definition is not None and setting.origin is not Origin.FRAMEWORK:
                own = own or program.get(key) is None
                if key == PROTOCOL and "" in client.ignored:
                    own = True
                else:
                    found[key] = setting
    for prefix in client.shared:
        for key, setting in keys.shared(prefix):
            found[key] = setting
            own = True
    for prefix in client.prefixes:
        for key, setting in keys.behind(prefix):
            if key != PROTOCOL or prefix not in client.ignored:
                found[key] = setting
            own = True
    return found if own else None


class _Keys:
    """The keys of a program; MirrorMaker asks for as many prefixes as it has clusters and flows."""

    def __init__(self, configuration: Configuration) -> None:
        self._settings = configuration.settings
        self._sorted = sorted(configuration.settings)

    @cached_property
    def _bare(self) -> list[tuple[str, Setting]]:
        return [(key, setting) for key, setting in self._settings.items() if _SHARED.fullmatch(key)]

    def behind(self, prefix: str) -> Iterator[tuple[str, Setting]]:
        """The settings behind a prefix, without it."""
        for place in range(bisect_right(self._sorted, prefix), len(self._sorted)):
            key = self._sorted[place]
            if not key.startswith(prefix):
                break
            yield key[len(prefix) :], self._settings[key]

    def shared(self, prefix: str) -> Iterator[tuple[str, Setting]]:
        """Those that the clients of a cluster have in common."""
        if not prefix:
            yield from self._bare
            return
        yield from ((key, setting) for key, setting in self.behind(prefix) if _SHARED.fullmatch(key))


def _embedded(configuration: Configuration, client: _Client, written: dict[str, Setting]) -> Configuration:
    found = Configuration(
        client.role,
        f"{configuration.name}: {client.name}",
        configuration.file,
        configuration.dialect,
        configuration.client,
        attributes=configuration.attributes,
        writer=_Prefixed(configuration.writer, client.adds or client.prefixes[-1]),
        complete=False,
        kafka_version=configuration.kafka_version,
        span=configuration.span,
        parent=configuration,
        application=configuration.application,
    )
    for key, value in client.defaults.items():
        found.settings[key] = Setting(key, value, Origin.FRAMEWORK)
    for key, setting in written.items():
        found.settings[key] = setting._replace(key=key)
    for key, value in client.forced.items():
        ignored = found.settings.get(key)
        if ignored is not None and ignored.resolved and ignored.value not in (None, value):
            found.losses.append(_loss(configuration, ignored, key, value))
        found.settings[key] = Setting(key, value, Origin.FRAMEWORK)
    for prefix in client.ignored:
        ignored = configuration.settings.get(prefix + PROTOCOL)
        behind = client.bare if not prefix else prefix in client.prefixes
        if behind and ignored is not None and ignored.resolved and (ignored.value or "").lower() != _CLASSIC:
            found.losses.append(_loss(configuration, ignored, PROTOCOL, _CLASSIC))
    return found


def _loss(configuration: Configuration, ignored: Setting, key: str, value: str) -> Loss:
    reason = f"{_PROGRAMS[configuration.role]} sets {key}={value} and ignores the configured value"
    return Loss(ignored._replace(written=ignored.written or ignored.key), reason, key)


_PROGRAMS = {
    Role.STREAMS: "Kafka Streams",
    Role.CONNECT_WORKER: "Connect",
    Role.CONNECT_SOURCE: "Connect",
    Role.CONNECT_SINK: "Connect",
    Role.MM2: "MirrorMaker",
}


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
