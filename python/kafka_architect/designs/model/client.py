"""Services, their groups, the settings of their clients, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.topic import Setting
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Iterator

GroupKind = Literal["consumer", "share"]
ClientRole = Literal["producer", "consumer", "streams", "connector"]


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An application: what it sends and receives, by the names of topics."""

    name: str
    owner: str = ""
    principal: str = ""
    group: str = ""
    client: str = "java"
    instances: int | None = None
    description: str = ""
    sends: tuple[str, ...] = ()
    receives: tuple[str, ...] = ()


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of consumers.

    Attributes:
        kind: consumer; share where members take records one by one (KafkaShareConsumer).
        settings: those that brokers keep of it (kafka-configs --entity-type groups).
    """

    name: str
    service: str
    topics: tuple[str, ...]
    instances: int | None = None
    lag_objective_s: float | None = None
    made_by: str = "event-flow"
    kind: GroupKind = "consumer"
    settings: tuple[Setting, ...] = ()


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSettings:
    """The configuration of one client of a service, in the names of the Java client.

    Attributes:
        name: payment-service.consumer: the service, and what the client does there.
        client: the library it is written for: java, librdkafka, kafka-python ...
    """

    name: str
    service: str
    role: ClientRole
    client: str = "java"
    group: str = ""
    topics: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()

    def setting(self, key: str) -> str | None:
        """The value of a setting; None where the client's default holds."""
        return next((one.value for one in self.settings if one.key == key), None)

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """Every derived setting with its key."""
        for one in self.settings:
            if one.figure is not None:
                yield one.key, one.figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Acl:
    """One permission: ALLOW `principal` to do `operation` from any host."""

    principal: str
    operation: str
    resource: Literal["topic", "group", "cluster", "transactional-id"]
    name: str
    prefixed: bool = False
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """What a principal may send and receive per broker."""

    principal: str
    producer_bytes_per_s: Figure | None = None
    consumer_bytes_per_s: Figure | None = None
