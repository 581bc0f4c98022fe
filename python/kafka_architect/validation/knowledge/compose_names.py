"""The addresses in a configuration of a compose service, and the names that resolve beside it."""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.role import SERVERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig

QUORUM = ("controller.quorum.voters", "controller.quorum.bootstrap.servers")
ZOOKEEPER, BOOTSTRAP = "zookeeper.connect", "bootstrap.servers"
_WRITTEN = (Origin.FILE, Origin.ENVIRONMENT)


class Address(NamedTuple):
    """A host in lower case with its port, and the setting that names it."""

    setting: Setting
    host: str
    port: int | None


def service_names(config: EffectiveConfig) -> frozenset[str]:
    """The names that resolve in the container; empty where they are not known completely."""
    if config.configuration.parent is not None:  # a client inside is looked at with its program
        return frozenset()
    text = config.attribute_text(attributes.SERVICES)
    return _names(text) if text else frozenset()


@lru_cache(maxsize=8)  # all services of a file share the text, and each is asked for
def _names(text: str) -> frozenset[str]:
    return frozenset(text.split(","))


def addresses(config: EffectiveConfig, key: str) -> Iterator[Address]:
    """The addresses that a key lists, where people wrote them and they are known."""
    setting = config.explicit(key)
    if setting is None or setting.origin not in _WRITTEN or not setting.resolved:
        return
    for item in config.items(key) or ():
        address = item.rpartition("@")[2].rpartition("://")[2].partition("/")[0]
        host, colon, port = address.rpartition(":")
        if not colon:
            host, port = address, ""
        if host and not address.startswith("["):
            yield Address(setting, host.lower(), int(port) if port.isdecimal() and len(port) < 6 else None)


def is_service_like(host: str) -> bool:
    """Whether a host can only be the name of a service: one label, no address of a network."""
    if "." in host or not host.replace("-", "").replace("_", "").isalnum():
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return not host.isdecimal()
    return False


def keys_of(config: EffectiveConfig) -> tuple[str, ...]:
    """The keys by which a configuration finds servers."""
    return (*QUORUM, ZOOKEEPER) if config.role in SERVERS else (BOOTSTRAP,)
