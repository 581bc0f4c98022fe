"""A server's roles, listeners and quorum exactly as KafkaConfig reads them, and where it cannot.

`validation.listeners` reads the same keys tolerantly, for advice; here every oddity of a Kafka version
counts: controller.listener.names is compared as written while listener names are put in upper case, say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import KeyType
from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.effective import once
from kafka_architect.validation.rules.constraints.addresses import host_and_port
from kafka_architect.validation.rules.constraints.ports import port_conflict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.validation.effective import EffectiveConfig

_MAP = "listener.security.protocol.map"
_PROTOCOLS = frozenset({"PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"})
_SECURE = _PROTOCOLS - {"PLAINTEXT"}
# SocketServerConfigs.URI_PARSE_REGEXP
_ENDPOINT = re.compile(r"(.*)://\[?([0-9a-zA-Z\-%._:]*)\]?:(-?[0-9]{1,18})")
_PORTS = range(-(2**31), 2**31)
_READ = (
    "process.roles", "listeners", "advertised.listeners", _MAP, "controller.listener.names",
    "inter.broker.listener.name", "security.inter.broker.protocol",
)  # fmt: skip


class UnreadableError(ValueError):
    """KafkaConfig throws while it reads `key`."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A listener as KafkaConfig has it: name in upper case, host None for every interface."""

    name: str
    host: str | None
    port: int


@dataclass(frozen=True, slots=True)
class Server:
    """What KafkaConfig made of roles and listeners."""

    kraft: bool
    broker: bool
    controller: bool
    controller_names: tuple[str, ...]  # as written
    protocols: Mapping[str, str]
    listeners: tuple[Endpoint, ...]
    advertised: tuple[Endpoint, ...] | None  # None where advertised.listeners is not set

    @property
    def controller_only(self) -> bool:
        """Whether it is a controller and no broker."""
        return self.controller and not self.broker

    @property
    def broker_listeners(self) -> tuple[Endpoint, ...]:
        """The endpoints that clients and other brokers are told."""
        told = self.listeners if self.advertised is None else self.advertised
        return tuple(one for one in told if one.name not in self.controller_names)

    @property
    def bound_controllers(self) -> tuple[Endpoint, ...]:
        """The listeners of the metadata quorum."""
        return tuple(one for one in self.listeners if one.name in self.controller_names)

    @property
    def controller_listeners(self) -> tuple[Endpoint, ...]:
        """The endpoints at which the quorum is told to find this controller, one per name that has one."""
        told = [one for one in self.advertised or () if one.name in self.controller_names]
        found = []
        for name in self.controller_names:
            upper = name.upper()
            endpoint = next((one for one in told if one.name == upper), None)
            bound = next((one for one in self.bound_controllers if one.name == upper), None)
            if endpoint is None and bound is not None:
                # An address that stands for all is replaced before it is told.
                endpoint = Endpoint(bound.name, None, bound.port) if bound.host == ANY_ADDRESS else bound
            if endpoint is not None:
                found.append(endpoint)
        return tuple(found)


# AbstractKafkaConfig.effectiveListenerSecurityProtocolMap: two spellings of one name are a duplicate key.
_FIRST_WITHOUT_DOUBLE_NAMES = (4, 1)
ANY_ADDRESS = "0.0.0.0"  # noqa: S104 - looked for, not bound


def server_of(config: EffectiveConfig) -> Server | None:
    """The server; None also where KafkaConfig cannot read it: another rule says so."""
    found = server_or_error(config)
    return None if isinstance(found, UnreadableError) else found


@once
def server_or_error(config: EffectiveConfig) -> Server | UnreadableError | None:
    """The server, why KafkaConfig throws, or None where the file leaves open what decides it."""
    try:
        return _read(config)
    except UnreadableError as error:
        return error


def _read(config: EffectiveConfig) -> Server | None:
    settings = [config.explicit(key) for key in _READ]
    if any(setting is not None and not setting.resolved for setting in settings):
        return None
    listeners = config.explicit("listeners")
    if listeners is None and not config.complete:
        return None
    if listeners is not None and listeners.origin is Origin.FRAMEWORK:
        return None  # a service or an operator made them, with others of its own that no file shows
    roles = frozenset(config.items("process.roles") or ())
    names = controller_names(config)
    protocols = _protocols(config, names, kraft=bool(roles))
    if not config.complete and config.explicit(_MAP) is None and not _bound_names(config) <= set(protocols):
        return None  # the map is in another file
    bound = _endpoints(config, "listeners", protocols, distinct_ports=True)
    told = config.explicit("advertised.listeners")
    advertised = None
    if told is not None and told.value is not None:
        advertised = _endpoints(config, "advertised.listeners", protocols, distinct_ports=False)
    broker = "broker" in roles or not roles
    return Server(bool(roles), broker, "controller" in roles, names, protocols, bound, advertised)


def controller_names(config: EffectiveConfig) -> tuple[str, ...]:
    """controller.listener.names; blanks stay in the versions in which the key is no list."""
    return _names(config, "controller.listener.names")


def _names(config: EffectiveConfig, key: str) -> tuple[str, ...]:
    setting, definition = config.get(key), config.catalogue.get(key)
    if setting.value is None or not setting.value.strip():
        return ()
    if definition is not None and definition.type is KeyType.LIST:
        return config.items(key) or ()
    parts = setting.value.strip().split(",")
    while parts and not parts[-1]:  # as String.split does
        parts.pop()
    return tuple(parts)


def _protocols(config: EffectiveConfig, names: tuple[str, ...], *, kraft: bool) -> dict[str, str]:
    text = config.text(_MAP) or ""
    protocols: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for pair in _split(text):
        name, colon, protocol = pair.rpartition(":")
        if not colon:
            raise UnreadableError(_MAP, f"{pair!r} in {_MAP} is not NAME:PROTOCOL")
        if protocol.strip().upper() not in _PROTOCOLS:
            raise UnreadableError(
                _MAP, f"{protocol.strip()!r} in {_MAP} is not one of {', '.join(sorted(_PROTOCOLS))}"
            )
        other = spelled.setdefault(name.strip().upper(), name.strip())
        if other != name.strip() and config.version >= _FIRST_WITHOUT_DOUBLE_NAMES:
            raise UnreadableError(_MAP, f"{_MAP} has {other} and {name.strip()}, which are the same listener")
        protocols[name.strip().upper()] = protocol.strip().upper()
    if kraft and config.explicit(_MAP) is None:
        bound = [one.partition(":")[0].upper() for one in _split(config.text("listeners") or "")]
        if not _SECURE & {*names, *bound}:
            protocols |= {name: "PLAINTEXT" for name in names if name != "PLAINTEXT"}
    return protocols


def _bound_names(config: EffectiveConfig) -> set[str]:
    return {
        one.partition(":")[0].upper()
        for key in ("listeners", "advertised.listeners")
        for one in _split(config.text(key) or "")
        if "://" in one
    }


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _endpoints(
    config: EffectiveConfig, key: str, protocols: Mapping[str, str], *, distinct_ports: bool
) -> tuple[Endpoint, ...]:
    found = []
    for item in _split(config.text(key) or ""):
        parsed = _ENDPOINT.fullmatch(item)
        if parsed is None or int(parsed[3]) not in _PORTS:
            raise UnreadableError(key, f"{item!r} in {key} is not NAME://host:port")
        name = parsed[1].upper()
        if name not in protocols:
            raise UnreadableError(
                key,
                (
                    f"{key} has {name}, which {_MAP} does not map to a protocol: add for example "
                    f"{name}:PLAINTEXT"
                ),
            )
        found.append(Endpoint(name, parsed[2] or None, int(parsed[3])))
    if len({one.name for one in found}) != len(found):
        raise UnreadableError(key, f"{key} has a name twice: {', '.join(one.name for one in found)}")
    conflict = port_conflict([(one.host, one.port) for one in found]) if distinct_ports else None
    if conflict is not None:
        raise UnreadableError(
            key, f"{key} has port {conflict} twice; only one IPv4 and one IPv6 address may share a port"
        )
    return tuple(found)


def node_id(config: EffectiveConfig) -> int | None:
    """The id in force: node.id and broker.id stand for each other."""
    for key in ("node.id", "broker.id"):
        if config.explicit(key) is not None:
            return config.integer(key)
    return None


def voters(config: EffectiveConfig) -> dict[int, str] | None:
    """Id and host of the voters in controller.quorum.voters; None where they cannot be read."""
    items = config.items("controller.quorum.voters")
    if items is None:
        return None
    found: dict[int, str] = {}
    for item in items:
        number, at, address = item.partition("@")
        place = host_and_port(address)
        if not at or place is None or not re.fullmatch(r"[+-]?\d{1,18}", number):
            return None
        found[int(number)] = place[0]
    return found
