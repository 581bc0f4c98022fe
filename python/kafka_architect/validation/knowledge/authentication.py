"""How a client or a server proves who it is: security protocol, SASL mechanism, JAAS login module.

Nothing here hands out a password: of a JAAS line only the class of its module and the names of its options
are looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.knowledge.listeners import hosts, is_loopback
from kafka_architect.validation.knowledge.servers import certain
from kafka_architect.validation.role import SERVERS, Client, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig

# Everything that opens connections to brokers and has security keys of its own, without a prefix.
CLIENT_ROLES = (Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS, Role.CONNECT_WORKER)

_MODULES = {
    "PlainLoginModule": "PLAIN",
    "ScramLoginModule": "SCRAM",
    "OAuthBearerLoginModule": "OAUTHBEARER",
    "Krb5LoginModule": "GSSAPI",
}
_MODULE_CLASS = re.compile(r"^\s*([\w.$]+)\s+(?:required|requisite|sufficient|optional)\b", re.IGNORECASE)
# listener.name.<listener>.<mechanism>.sasl.jaas.config, or one of the two or neither.
_JAAS_KEY = re.compile(
    r"(?:listener\.name\.(?P<listener>[^.]+)\.)?(?:(?P<mechanism>[A-Za-z0-9-]+)\.)?sasl\.jaas\.config"
)


def security_protocol(config: EffectiveConfig) -> str | None:
    """The protocol of a client in upper case; None where another file may set it."""
    if not certain(config, "security.protocol"):
        return None
    text = config.text("security.protocol")
    return text.upper() if text else None


def sasl_mechanism(config: EffectiveConfig) -> str | None:
    """The SASL mechanism of a client in upper case; librdkafka has a second name for the key."""
    for key in ("sasl.mechanism", "sasl.mechanisms"):
        if config.explicit(key) is not None:
            text = config.text(key)
            return text.upper() if text else None
    if not config.complete:
        return None
    text = config.text("sasl.mechanism")
    return text.upper() if text else None


def off_host(config: EffectiveConfig) -> bool:
    """Whether a client names brokers on other machines."""
    servers = config.text("bootstrap.servers")
    if config.explicit("bootstrap.servers") is None or not servers:
        return False
    return any(not is_loopback(host) for host in hosts(servers))


def module_class(jaas: str) -> str | None:
    """The class of a JAAS line's login module."""
    found = _MODULE_CLASS.match(jaas)
    return found[1] if found else None


def module_mechanism(jaas: str) -> str | None:
    """What a JAAS line's module is for: PLAIN, SCRAM, OAUTHBEARER or GSSAPI; None for others."""
    name = module_class(jaas)
    return None if name is None else _MODULES.get(name.rpartition(".")[2])


def jaas_settings(config: EffectiveConfig) -> Iterator[tuple[Setting, str | None, str | None]]:
    """Every JAAS line that is written, with the listener and the mechanism that its key names.

    Placeholders for passwords do not matter: what is asked of a line is its module and its options.
    """
    for key, setting in config.settings.items():
        if not key.endswith("sasl.jaas.config") or not setting.value:
            continue
        found = _JAAS_KEY.fullmatch(key)
        if found is not None and (config.role in SERVERS or found["mechanism"] is None):
            mechanism = found["mechanism"]
            yield setting, found["listener"], mechanism.upper() if mechanism else None


def java(config: EffectiveConfig) -> bool:
    """Whether the Java client or a server reads the configuration."""
    return config.client is Client.JAVA
