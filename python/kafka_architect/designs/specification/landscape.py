"""Landscape: a specification with every name resolved: streams, applications, and the flows between them.

This is what patterns look at. It still holds no partition count, no retention, no topic that nobody named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kafka_architect.designs.specification.defaults import stream_with_defaults
from kafka_architect.designs.specification.model import Message, Naming, Stream
from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from kafka_architect.designs.specification.model import Entity, Service, Specification
    from kafka_architect.designs.specification.reading import Read

_TEMPLATE = "{entity}.{kind}"
_PLACEHOLDERS = ("domain", "entity", "kind", "environment", "name")
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Channel:
    """A stream of the specification with its name, address, key and what its entity adds.

    Attributes:
        name: orders.events: entity and kind, or the name in `topics`.
        address: the topic's name in Kafka.
        stream: what the specification says of it, defaults filled in.
        path: where it is in the specification.
    """

    name: str
    address: str
    kind: str
    entity: str
    owner: str
    key: tuple[str, ...] | None
    messages: Mapping[str, Message]
    stream: Stream
    path: Path


@dataclass(frozen=True, slots=True)
class Application:
    """A service with the channels that it sends to and receives from, by name."""

    name: str
    group: str
    principal: str
    owner: str
    client: str
    service: Service
    sends: tuple[str, ...]
    receives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """A channel as one application receives it."""

    channel: Channel
    application: Application

    @property
    def name(self) -> str:
        """`orders.events -> payment-service`."""
        return f"{self.channel.address} -> {self.application.name}"


@dataclass(frozen=True)
class Landscape:
    """Channels and applications by name."""

    read: Read
    channels: Mapping[str, Channel]
    applications: Mapping[str, Application]
    _senders: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @property
    def specification(self) -> Specification:
        """What was written."""
        return self.read.specification

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """Every channel with every application that receives it, in the order of the specification."""
        return tuple(
            Flow(self.channels[name], application)
            for application in self.applications.values()
            for name in application.receives
        )

    @cached_property
    def _by_channel(self) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
        senders: dict[str, list[str]] = {name: [] for name in self.channels}
        receivers: dict[str, list[str]] = {name: [] for name in self.channels}
        for application in self.applications.values():
            for name in application.sends:
                senders[name].append(application.name)
            for name in application.receives:
                receivers[name].append(application.name)
        return (
            {name: tuple(found) for name, found in senders.items()},
            {name: tuple(found) for name, found in receivers.items()},
        )

    def senders(self, channel: str) -> tuple[str, ...]:
        """The applications that send to a channel."""
        return self._by_channel[0][channel]

    def receivers(self, channel: str) -> tuple[str, ...]:
        """The applications that receive a channel."""
        return self._by_channel[1][channel]

    @cached_property
    def references(self) -> Mapping[str, str]:
        """What `sends`, `receives` and patterns may call a channel: name, address, type of message."""
        return _references(self.channels)

    def channel(self, reference: str, *path: str | int) -> Channel:
        """The channel that is meant by a name, an address or a type of message.

        Raises:
            InputError: None is; with the line of `path` and the nearest name.
        """
        name = self.references.get(reference)
        if name is None:
            near = did_you_mean(reference, self.references)
            self.read.refuse([(path, f"no entity, topic or message is called {reference!r}{near}")])
        return self.channels[name]

    def application(self, name: str, *path: str | int) -> Application:
        """The application of that name; raises InputError as `channel` does."""
        if name not in self.applications:
            near = did_you_mean(name, self.applications)
            self.read.refuse([(path, f"unknown service {name!r}{near}")])
        return self.applications[name]


def landscape(read: Read) -> Landscape:
    """Resolve the names of a specification.

    Raises:
        InputError: Names that lead nowhere, two streams of one name or address, an unknown plan: all of
            them, each with its line.
    """
    specification = read.specification
    faults: list[tuple[Path, str]] = []
    channels: dict[str, Channel] = {}
    addresses: dict[str, Channel] = {}
    for one in [*_of_entities(read, faults), *_of_topics(read, faults)]:
        other = channels.get(one.name) or addresses.get(one.address)
        if other is None:
            channels[one.name] = addresses[one.address] = one
        else:
            where = read.where(*other.path)
            faults.append((one.path, f"the topic {one.address!r} is there twice; the other is at {where}"))
    references = _references(channels)
    applications = {
        name: _application(read, name, service, references, faults)
        for name, service in specification.services.items()
    }
    if faults:
        read.refuse(faults)
    return Landscape(read, channels, applications)


def _of_entities(read: Read, faults: list[tuple[Path, str]]) -> list[Channel]:
    found = []
    for name, entity in read.specification.entities.items():
        for kind in ("events", "commands", "state"):
            written = getattr(entity, kind)
            if written is None:
                continue
            stream = Stream(messages=written) if isinstance(written, list) else written
            path: Path = ("entities", name, kind)
            try:
                found.append(_channel(read, f"{name}.{kind}", entity, stream, path))
            except InputError as error:
                faults.append((path, str(error)))
    return found


def _of_topics(read: Read, faults: list[tuple[Path, str]]) -> list[Channel]:
    found = []
    for name, stream in read.specification.topics.items():
        path: Path = ("topics", name)
        try:
            found.append(_channel(read, name, None, stream, path))
        except InputError as error:
            faults.append((path, str(error)))
    return found


def _channel(read: Read, name: str, entity: Entity | None, written: Stream, path: Path) -> Channel:
    specification = read.specification
    kind = "events" if entity is None else str(path[-1])
    stream = stream_with_defaults(written, specification)
    entity_name = path[1] if entity is not None else ""
    key = written.key if written.key is not None else entity.key if entity is not None else None
    messages = stream.messages
    return Channel(
        name=name,
        address=stream.address
        or _address(read, name, str(entity_name), kind, entity.domain if entity else None),
        kind=stream.kind or kind,
        entity=str(entity_name),
        owner=stream.owner or (entity.owner if entity else None) or _default_owner(specification),
        key=None if key is None else tuple(key),
        messages=messages
        if isinstance(messages, Mapping)
        else {one: Message() for one in dict.fromkeys(messages)},
        stream=stream,
        path=path,
    )


def _address(read: Read, name: str, entity: str, kind: str, domain: str | None) -> str:
    """The name that the naming policy gives; a topic of `topics` keeps its own."""
    specification = read.specification
    if not entity:
        return name
    template = (specification.naming or Naming()).template or _TEMPLATE
    values = {
        "domain": domain or specification.domain or "",
        "entity": entity,
        "kind": kind,
        "environment": read.environment,
        "name": specification.name,
    }

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise InputError(
                f"naming.template: unknown placeholder {{{match[1]}}}{did_you_mean(match[1], _PLACEHOLDERS)}"
            )
        if not values[match[1]]:
            raise InputError(f"naming.template wants {{{match[1]}}}, and there is no {match[1]}")
        return values[match[1]]

    return re.sub(r"\{([^{}]*)\}", value, template)


def _application(
    read: Read, name: str, service: Service, references: Mapping[str, str], faults: list[tuple[Path, str]]
) -> Application:
    resolved: dict[str, tuple[str, ...]] = {}
    for field_name in ("sends", "receives"):
        names: dict[str, None] = {}
        for index, reference in enumerate(getattr(service, field_name)):
            if reference in references:
                names[references[reference]] = None
            else:
                message = f"no entity, topic or message is called {reference!r}"
                near = did_you_mean(reference, references)
                faults.append((("services", name, field_name, index), f"{message}{near}"))
        resolved[field_name] = tuple(names)
    defaults = read.specification.defaults
    return Application(
        name=name,
        group=service.group or name,
        principal=service.principal or f"User:{name}",
        owner=service.owner or _default_owner(read.specification),
        client=service.client or (defaults.client if defaults else None) or "java",
        service=service,
        sends=resolved["sends"],
        receives=resolved["receives"],
    )


def _default_owner(specification: Specification) -> str:
    return (specification.defaults.owner if specification.defaults else None) or ""


def _references(channels: Mapping[str, Channel]) -> dict[str, str]:
    """Names win over addresses, addresses over types of message; a type of several channels means none."""
    messages: dict[str, list[str]] = {}
    for channel in channels.values():
        for message in channel.messages:
            messages.setdefault(message, []).append(channel.name)
    found = {message: names[0] for message, names in messages.items() if len(names) == 1}
    found |= {channel.address: channel.name for channel in channels.values()}
    return found | {name: name for name in channels}
