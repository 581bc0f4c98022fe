"""The listeners of a broker or controller: where it listens, what it tells clients, and how safe each is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.validation.effective import once
from kafka_architect.validation.knowledge.client_keys import bootstrap
from kafka_architect.validation.knowledge.servers import known_text, runs_broker

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.system import System

# NAME://host:port with an IPv6 address in brackets, as SocketServerConfigs.listenerListToEndPoints reads it.
_ENDPOINT = re.compile(r"(?P<name>[^:/]+)://(?:\[(?P<v6>[^\]]*)\]|(?P<host>[^:/\[\]]*)):(?P<port>-?\d{1,10})")
_LOOPBACK = re.compile(r"^(localhost(\.localdomain)?|127(\.\d{1,3}){3}|::1|ip6-localhost)$", re.IGNORECASE)
_EVERY_ADDRESS = frozenset({"", "0.0.0.0", "::", "0:0:0:0:0:0:0:0"})  # noqa: S104 - looked for, not bound
PROTOCOLS = frozenset({"PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"})
_DEFAULT_CONTROLLER_PROTOCOL = "PLAINTEXT"
_PREFIXED = re.compile(r"listener\.name\.[^.]+\.(?:(?:plain|gssapi|oauthbearer|scram-sha-\d+)\.)?(.+)")


@dataclass(frozen=True, slots=True)
class Listener:
    """One listener: its name in upper case, host and port, and its security protocol (None: unknown)."""

    name: str
    host: str
    port: int
    protocol: str | None

    @property
    def loopback(self) -> bool:
        """Whether only programs on the same host reach it."""
        return is_loopback(self.host)

    @property
    def every_address(self) -> bool:
        """Whether it listens on all network interfaces."""
        return self.host in _EVERY_ADDRESS

    @property
    def encrypted(self) -> bool:
        """Whether TLS protects what passes."""
        return self.protocol in ("SSL", "SASL_SSL")

    @property
    def sasl(self) -> bool:
        """Whether clients authenticate by SASL."""
        return self.protocol in ("SASL_PLAINTEXT", "SASL_SSL")

    def __str__(self) -> str:
        """As the file would write it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.name}://{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Listeners:
    """What a server listens on, and what each listener is for.

    `advertised` is what brokers and clients are told; without advertised.listeners it is `bound` without the
    controller's listeners. `inter_broker` is the name of the listener that brokers use among themselves.
    """

    bound: tuple[Listener, ...]
    advertised: tuple[Listener, ...]
    controller_names: tuple[str, ...]
    inter_broker: str | None
    broker: bool  # whether the process is a broker at all

    @property
    def of_controller(self) -> tuple[Listener, ...]:
        """The listeners of the metadata quorum."""
        return tuple(one for one in self.bound if one.name in self.controller_names)

    @property
    def of_broker(self) -> tuple[Listener, ...]:
        """All listeners of the broker, for clients and for other brokers."""
        if not self.broker:
            return ()
        return tuple(one for one in self.bound if one.name not in self.controller_names)

    @property
    def between_brokers(self) -> tuple[Listener, ...]:
        """The listener that replication goes through."""
        return tuple(one for one in self.of_broker if one.name == self.inter_broker)

    @property
    def of_clients(self) -> tuple[Listener, ...]:
        """The listeners for clients: all but the brokers' own, or that one where there is no other."""
        others = tuple(one for one in self.of_broker if one.name != self.inter_broker)
        return others or self.of_broker


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    return _LOOPBACK.match(host.strip("[]")) is not None


def parse_listeners(text: str, protocols: Mapping[str, str]) -> tuple[Listener, ...]:
    """The listeners of a list, those that cannot be read left out: another rule speaks of them."""
    return tuple(_parse(text, protocols))


def _parse(text: str, protocols: Mapping[str, str]) -> Iterator[Listener]:
    for item in text.split(","):
        found = _ENDPOINT.fullmatch(item.strip())
        if found is not None:
            name = found["name"].strip().upper()
            host = found["v6"] if found["v6"] is not None else found["host"]
            protocol = protocols.get(name, name if name in PROTOCOLS else None)
            yield Listener(name, host, int(found["port"]), protocol)


def protocol_map(text: str) -> dict[str, str]:
    """listener.security.protocol.map as a table, names and protocols in upper case."""
    pairs = (item.partition(":") for item in text.split(","))
    return {name.strip().upper(): protocol.strip().upper() for name, colon, protocol in pairs if colon}


@once
def server_listeners(config: EffectiveConfig) -> Listeners | None:
    """The listeners of a server; None where the file does not say, or says it only later."""
    bound_text = known_text(config, "listeners")
    if bound_text is None:
        return None
    controller_names = tuple(name.upper() for name in config.items("controller.listener.names") or () if name)
    protocols = protocol_map(config.text("listener.security.protocol.map") or "")
    if config.explicit("listener.security.protocol.map") is None:
        # KafkaConfig adds the controller's listeners to the default map, as PLAINTEXT.
        for name in controller_names:
            protocols.setdefault(name, _DEFAULT_CONTROLLER_PROTOCOL)
    bound = parse_listeners(bound_text, protocols)
    if not bound:
        return None
    advertised_text = config.text("advertised.listeners")
    if config.explicit("advertised.listeners") is not None and advertised_text is None:
        advertised: tuple[Listener, ...] = ()
    elif advertised_text:
        advertised = parse_listeners(advertised_text, protocols)
    else:
        advertised = bound
    return Listeners(
        bound,
        tuple(one for one in advertised if one.name not in controller_names),
        controller_names,
        _inter_broker(config),
        runs_broker(config),
    )


def brokers_meant(system: System, client: EffectiveConfig) -> tuple[EffectiveConfig, ...]:
    """The brokers of the run that a client may mean; all where it names none.

    It names an address that one of them advertises, or a port of one that advertises no name. A repository
    often has the developer's broker and clients of the production's cluster side by side. Clients that name
    the same servers get the same tuple: what follows from it need be found once.
    """
    servers = bootstrap(client)
    if servers not in system.brokers_meant:
        brokers = [broker for broker in system.brokers if runs_broker(broker)]
        if servers:
            if system.brokers_by_address is None:
                system.brokers_by_address = _by_address(brokers)
            named = {server.strip().rpartition("://")[2].lower() for server in servers}
            addresses = (*named, *(server.rpartition(":")[2] for server in named))
            places = {place for one in addresses for place in system.brokers_by_address.get(one, ())}
            brokers = [brokers[place] for place in sorted(places)]
        system.brokers_meant[servers] = tuple(brokers)
    return system.brokers_meant[servers]


def _by_address(brokers: Sequence[EffectiveConfig]) -> dict[str, list[int]]:
    """The places of the brokers that answer at host:port, or at a port of any host."""
    found: dict[str, list[int]] = {}
    for place, broker in enumerate(brokers):
        listeners = server_listeners(broker)
        for one in () if listeners is None else listeners.advertised:
            address = str(one.port) if one.every_address else f"{one.host.lower()}:{one.port}"
            found.setdefault(address, []).append(place)
    return found


def _inter_broker(config: EffectiveConfig) -> str | None:
    name = config.text("inter.broker.listener.name")
    return (name or config.text("security.inter.broker.protocol") or "").upper() or None


def listener_setting(config: EffectiveConfig, name: str, key: str) -> Setting:
    """The value of a key for one listener: listener.name.<name>.<key> wins over <key>."""
    own = config.explicit(f"listener.name.{name.lower()}.{key}")
    return own if own is not None else config.get(key)


def listener_text(config: EffectiveConfig, name: str, key: str) -> str | None:
    """The same as text, without blanks around it; None where it is not known."""
    setting = listener_setting(config, name, key)
    return setting.value.strip() if setting.value is not None and setting.resolved else None


def base_key(key: str) -> str:
    """A key without its listener and SASL mechanism: listener.name.x.plain.sasl.jaas.config is one more.

    Only mechanisms that a key of Kafka's own follows are taken away.
    """
    found = _PREFIXED.match(key) if key.startswith("listener.name.") else None
    return found[1] if found else key


def hosts(text: str) -> tuple[str, ...]:
    """The hosts of a list of host:port, as bootstrap.servers has it; names with a scheme keep their host."""
    found = []
    for item in text.split(","):
        address = item.strip().rpartition("://")[2].rpartition("@")[2]
        if address:
            host = address[1 : address.find("]")] if address.startswith("[") else address.rpartition(":")[0]
            found.append(host or address)
    return tuple(found)
