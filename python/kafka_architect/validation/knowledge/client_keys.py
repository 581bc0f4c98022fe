"""What a client's configuration says: the names that one setting has in each library, and what is certain.

Rules speak of a setting by the name that the Java client gives it; librdkafka has its own name for some, and
two for others (CONFIGURATION.md of librdkafka: "Alias for ...").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.role import Client

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig

# Java's name -> librdkafka's names, the one that its documentation describes first.
_LIBRDKAFKA: dict[str, tuple[str, ...]] = {
    "acks": ("request.required.acks", "acks"),
    "bootstrap.servers": ("metadata.broker.list", "bootstrap.servers"),
    "compression.type": ("compression.codec", "compression.type"),
    "delivery.timeout.ms": ("message.timeout.ms", "delivery.timeout.ms"),
    "fetch.max.wait.ms": ("fetch.wait.max.ms",),
    "linger.ms": ("queue.buffering.max.ms", "linger.ms"),
    "max.in.flight.requests.per.connection": ("max.in.flight.requests.per.connection", "max.in.flight"),
    "max.partition.fetch.bytes": ("fetch.message.max.bytes", "max.partition.fetch.bytes"),
    "max.request.size": ("message.max.bytes",),
    "partitioner.class": ("partitioner",),
    "receive.buffer.bytes": ("socket.receive.buffer.bytes",),
    "retries": ("message.send.max.retries", "retries"),
    "send.buffer.bytes": ("socket.send.buffer.bytes",),
}
_OWN = frozenset({Origin.FILE, Origin.ENVIRONMENT})
_ALL = frozenset({"all", "-1"})
_EVENT_HUBS = ".servicebus.windows.net"
# Above five requests in flight, a producer before 4.0 gives idempotence up without a word; later it refuses.
_IN_FLIGHT_OF_IDEMPOTENCE = 5
_FIRST_THAT_REFUSES_IN_FLIGHT = (4, 0)


def name_of(config: EffectiveConfig, key: str) -> str:
    """The name under which `key` (Java's) is written here, else the one that the library documents."""
    if config.client is not Client.LIBRDKAFKA:
        return key
    names = _LIBRDKAFKA.get(key, (key,))
    for name in names:
        if config.explicit(name) is not None:
            return name
    # The Java name where librdkafka has it too: it is what people look for.
    return key if key in names else names[0]


def chosen(config: EffectiveConfig, key: str) -> Setting | None:
    """The setting that somebody wrote; None for a default, also of an image or a framework."""
    setting = config.explicit(name_of(config, key))
    return setting if setting is not None and setting.origin in _OWN else None


def certain(config: EffectiveConfig, key: str) -> bool:
    """Whether the value in force is known: it is written, or no other file can have set it."""
    return config.complete or config.explicit(name_of(config, key)) is not None


def known_text(config: EffectiveConfig, key: str) -> str | None:
    """The value in force, None where another file may set it."""
    return config.text(name_of(config, key)) if certain(config, key) else None


def known_integer(config: EffectiveConfig, key: str) -> int | None:
    """The value in force as a whole number, None where another file may set it."""
    return config.integer(name_of(config, key)) if certain(config, key) else None


def known_boolean(config: EffectiveConfig, key: str) -> bool | None:
    """The value in force as a boolean, None where another file may set it."""
    return config.boolean(name_of(config, key)) if certain(config, key) else None


def chosen_integer(config: EffectiveConfig, key: str) -> int | None:
    """The whole number that somebody wrote; None for a default."""
    return config.integer(name_of(config, key)) if chosen(config, key) is not None else None


def waits_for_all(config: EffectiveConfig) -> bool | None:
    """Whether acks is all, or -1; None where it is not known."""
    acks = known_text(config, "acks")
    return None if acks is None else acks in _ALL


def idempotent(config: EffectiveConfig) -> bool | None:
    """Whether the producer really is idempotent; None where it is not known.

    The Java producer is by default, unless acks, retries or (before 4.0) the requests in flight rule it out
    (ProducerConfig.postProcessAndValidateIdempotenceConfigs). The others are when they are told to be, or
    when they are transactional.
    """
    written = config.explicit("enable.idempotence")
    if written is not None:
        return config.boolean("enable.idempotence")
    if not config.complete:
        return None
    if config.client is not Client.JAVA:
        return config.explicit("transactional.id") is not None or config.boolean("enable.idempotence")
    return silently_off(config) is None


def silently_off(config: EffectiveConfig) -> str | None:
    """The key for which a Java producer gives up its default idempotence; None while it keeps it."""
    if waits_for_all(config) is False:
        return "acks"
    if config.integer("retries") == 0:
        return "retries"
    in_flight = config.integer("max.in.flight.requests.per.connection")
    if (
        config.version < _FIRST_THAT_REFUSES_IN_FLIGHT
        and in_flight is not None
        and in_flight > _IN_FLIGHT_OF_IDEMPOTENCE
    ):
        return "max.in.flight.requests.per.connection"
    return None


def in_flight(config: EffectiveConfig) -> int | None:
    """Requests that may be on their way to one broker at once; None where it is not known."""
    return known_integer(config, "max.in.flight.requests.per.connection")


def bootstrap(config: EffectiveConfig) -> frozenset[str]:
    """The servers that a client starts from; empty where they are not known."""
    key = name_of(config, "bootstrap.servers")
    if config.explicit(key) is None:
        return frozenset()
    return frozenset(server for server in config.items(key) or () if server)


def of_event_hubs(config: EffectiveConfig) -> bool:
    """Whether a client talks to Azure Event Hubs, which has limits of its own."""
    return any(_EVENT_HUBS in server for server in bootstrap(config))


def may_share_cluster(one: EffectiveConfig, other: EffectiveConfig) -> bool:
    """Whether two clients may talk to the same cluster: their servers are not known to differ."""
    first, second = bootstrap(one), bootstrap(other)
    return not first or not second or bool(first & second)


def surely_share_cluster(one: EffectiveConfig, other: EffectiveConfig) -> bool:
    """Whether two clients are known to talk to the same cluster: they name a server in common."""
    return bool(bootstrap(one) & bootstrap(other))
