"""Keys that nothing reads where they stand, and what was probably meant.

Kafka only logs an unknown key ("supplied but are not used yet"), since plug-ins (serializers, interceptors,
reporters, providers) read keys of their own from the same file. So a key counts as a mistake only where
it is a slip of a key that exists, or belongs to another role; the rest is told as a hint at most.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import (
    key_catalogue,
    known_versions,
    section_catalogue,
    where_known,
)
from kafka_architect.validation.catalogue.history import replacement
from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.effective import once
from kafka_architect.validation.knowledge.scala_clients import java_key
from kafka_architect.validation.role import CLIENTS, CONNECTORS, SERVERS, Client, Role
from kafka_architect.validation.rules.values.plugin_keys import belongs_to_plugin, has_plugin

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig

# Read by AbstractConfig in every version, and in the ConfigDefs from 4.2 on only.
_PROVIDERS = "config.providers"
# Nobody reads a thousand hints. Beyond as many unknown keys in one configuration the others are named
# without looking up what was meant, which takes a hundred times as long as reading them.
_MOST_LOOKED_UP = 1000
_SHORTEST_CONNECTOR_SLIP = 8  # `topic`, `task` and the like are connectors' own


class Kind(StrEnum):
    """Why a key is read by nobody."""

    REMOVED = "removed"  # an older version had it
    NEWER = "newer"  # a newer version has it
    OTHER_ROLE = "other role"
    SCALA = "scala"  # of the clients that Kafka 2.0 removed
    OTHER_CLIENT = "other client"  # librdkafka's in a Java file, or the reverse
    SLIP = "slip"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Stray:
    """A key that its reader does not know."""

    setting: Setting
    kind: Kind
    roles: tuple[Role, ...] = ()  # that have it
    meant: str | None = None  # the key that does it here
    version: str | None = None  # the last known one that had it, or the first that has it
    alike: tuple[str, ...] = ()  # of a slip: what may have been meant

    @property
    def key(self) -> str:
        """The key, as Kafka would read it."""
        return self.setting.key

    @property
    def hint(self) -> str:
        """`; did you mean X or Y?` of a slip, else nothing."""
        return f"; did you mean {' or '.join(self.alike)}?" if self.alike else ""


@once
def stray_keys(config: EffectiveConfig) -> tuple[Stray, ...]:
    """All keys that are not known, in the order of the file."""
    if config.configuration.parent is not None:  # looked at with the program, prefix and all
        return ()
    found: list[Stray] = []
    looked_up = 0
    for key, setting in config.settings.items():
        if setting.origin in (Origin.FILE, Origin.ENVIRONMENT) and config.catalogue.match(key) is None:
            looked_up += 1
            stray = (
                _stray(config, key, setting) if looked_up <= _MOST_LOOKED_UP else _unknown(config, setting)
            )
            # In a map of no known owner other keys may be the owner's; a slip in a key of Kafka's is none.
            if stray is not None and (config.owned or stray.kind is Kind.SLIP):
                found.append(stray)
    # Of two that are both like one key only one can become it: which, nothing tells.
    meant = Counter(stray.meant for stray in found)
    return tuple(replace(one, meant=None) if one.meant and meant[one.meant] > 1 else one for one in found)


def _stray(config: EffectiveConfig, key: str, setting: Setting) -> Stray | None:
    if belongs_to_plugin(key, config.role) or (key == _PROVIDERS and config.client is Client.JAVA):
        return None
    if config.role in CONNECTORS:  # everything else is the connector's own
        return _connector_slip(config, key, setting)
    known = (
        _of_scala_client(config, key, setting)
        or _of_another_version(config, key, setting)
        or _of_another_role(config, key, setting)
    )
    if known is not None:
        return None if _shared_by_clients(config, known.roles) else known
    if _of_other_client(config, key):
        return Stray(setting, Kind.OTHER_CLIENT)
    alike = config.catalogue.alike(key)
    if alike:
        return Stray(setting, Kind.SLIP, meant=config.catalogue.nearest(key), alike=alike)
    return _unknown(config, setting)


def _unknown(config: EffectiveConfig, setting: Setting) -> Stray | None:
    if config.role in CONNECTORS or has_plugin(config):
        return None
    return Stray(setting, Kind.UNKNOWN)


def _connector_slip(config: EffectiveConfig, key: str, setting: Setting) -> Stray | None:
    meant = config.catalogue.nearest(key) if len(key) >= _SHORTEST_CONNECTOR_SLIP else None
    if meant is None or config.explicit(meant) is not None or abs(len(meant) - len(key)) > 1:
        return None
    return Stray(setting, Kind.SLIP, meant=meant, alike=(meant,))


def _of_scala_client(config: EffectiveConfig, key: str, setting: Setting) -> Stray | None:
    instead = java_key(key, config.role) if config.client is Client.JAVA else None
    return None if instead is None else Stray(setting, Kind.SCALA, meant=instead or None)


def _of_another_version(config: EffectiveConfig, key: str, setting: Setting) -> Stray | None:
    if config.client is not Client.JAVA:
        return None
    found = _neighbour(key, config.role, config.kafka_version)
    return None if found is None else Stray(setting, found[0], version=found[1])


@lru_cache(maxsize=1024)
def _neighbour(key: str, role: Role, version: str) -> tuple[Kind, str | None] | None:
    """Whether another version has the key, and which."""
    versions = known_versions()
    if version not in versions:
        return None
    at = versions.index(version)
    if replacement(key, role) is not None:
        return Kind.REMOVED, None
    for older in reversed(versions[:at]):
        if key_catalogue(older, role).match(key) is not None:
            return Kind.REMOVED, older
    for newer in versions[at + 1 :]:
        if key_catalogue(newer, role).match(key) is not None:
            return Kind.NEWER, newer
    return None


def _of_another_role(config: EffectiveConfig, key: str, setting: Setting) -> Stray | None:
    roles = tuple(role for role in where_known(key, config.kafka_version) if role is not config.role)
    if config.role is Role.TOPIC:
        roles = tuple(role for role in roles if role is Role.BROKER) or roles
    if not roles:
        return None
    return Stray(
        setting, Kind.OTHER_ROLE, roles=roles, meant=counterpart(key, config.role, config.kafka_version)
    )


def _shared_by_clients(config: EffectiveConfig, roles: tuple[Role, ...]) -> bool:
    """Whether the file may be one for several clients: client.properties, kafka.properties."""
    if config.role not in CLIENTS or not {*CLIENTS, Role.STREAMS} & set(roles):
        return False
    name = config.file.name.lower()
    return config.configuration.dialect == "properties" and str(config.role) not in name


def _of_other_client(config: EffectiveConfig, key: str) -> bool:
    if config.role not in CLIENTS:
        return False
    other = Client.LIBRDKAFKA if config.client is Client.JAVA else Client.JAVA
    return key_catalogue(config.kafka_version, config.role, other).match(key) is not None


@lru_cache(maxsize=1024)
def counterpart(key: str, role: Role, version: str) -> str | None:
    """What a topic's key is called in a broker's file, and the reverse."""
    topics = section_catalogue(version, "topic")
    if role in SERVERS:
        definition = topics.get(key)
        named = definition.broker_keys if definition is not None else ()
        return next((name for name, factor in named if factor == 1 and name != key), None)
    if role is Role.TOPIC:
        for name in topics.keys():  # noqa: SIM118
            definition = topics.get(name)
            if definition is not None and (key, 1) in definition.broker_keys:
                return name
    return None
