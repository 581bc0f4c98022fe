"""What a server's configuration says of its process: which roles it has, and what is certain about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.effective import once
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.system import System

_FIRST_WITHOUT_ZOOKEEPER = (4, 0)


@once
def process_roles(config: EffectiveConfig) -> frozenset[str]:
    """broker, controller or both; a broker under ZooKeeper has no process.roles."""
    roles = frozenset(role.lower() for role in config.items("process.roles") or () if role)
    if roles:
        return roles
    return frozenset({"controller" if config.role is Role.CONTROLLER else "broker"})


@once
def runs_broker(config: EffectiveConfig) -> bool:
    """Whether the process serves clients."""
    return "broker" in process_roles(config)


def runs_controller(config: EffectiveConfig) -> bool:
    """Whether the process is a member of the metadata quorum."""
    return "controller" in process_roles(config)


def only_broker(config: EffectiveConfig) -> bool:
    """Whether the process is said to be a broker alone: it does not read what controllers decide."""
    return bool(config.items("process.roles")) and not runs_controller(config)


def uses_kraft(config: EffectiveConfig) -> bool:
    """Whether metadata is kept by controllers, not by ZooKeeper."""
    return config.version >= _FIRST_WITHOUT_ZOOKEEPER or bool(config.items("process.roles"))


def under_zookeeper(config: EffectiveConfig) -> bool:
    """Whether the file is that of a broker under ZooKeeper, which reads no quorum unless it migrates."""
    return (
        bool(config.explicit("zookeeper.connect") and config.text("zookeeper.connect"))
        and not config.items("process.roles")
        and not config.boolean("zookeeper.metadata.migration.enable")
    )


def certain(config: EffectiveConfig, key: str) -> bool:
    """Whether the value in force is known: somebody wrote it, or nobody else can have."""
    return config.explicit(key) is not None or config.complete


def known_text(config: EffectiveConfig, key: str) -> str | None:
    """The value in force, None where another file may set it."""
    return config.text(key) if certain(config, key) else None


def known_integer(config: EffectiveConfig, key: str) -> int | None:
    """The value in force as a whole number, None where another file may set it."""
    return config.integer(key) if certain(config, key) else None


def known_boolean(config: EffectiveConfig, key: str) -> bool | None:
    """The value in force as a boolean, None where another file may set it."""
    return config.boolean(key) if certain(config, key) else None


def missing(config: EffectiveConfig, key: str) -> bool:
    """Whether a key is certainly not set: not written, or empty, and no other file can add it."""
    setting = config.explicit(key)
    if setting is not None:
        # An operator's setting without a value is one that it makes up later, such as broker.rack of Strimzi.
        written = setting.origin in (Origin.FILE, Origin.ENVIRONMENT)
        return written and setting.resolved and not (setting.value or "").strip()
    return config.complete


def broker_count(system: System) -> int | None:
    """How many brokers the cluster has, where the files tell: one says it, or each broker has a file."""
    counts = [broker.attribute_integer(attributes.BROKERS) for broker in system.brokers]
    told = [number for number in counts if number]
    if told:
        return max(told)
    identities = {broker.text("node.id") or broker.text("broker.id") for broker in system.brokers}
    identities -= {None, "-1"}
    return len(identities) if len(identities) > 1 else None


def declared_brokers(config: EffectiveConfig) -> int | None:
    """How many brokers the file declares for this cluster; None where others may be declared elsewhere.

    A file that lists more members of the quorum than it declares is one of several, one for each host.
    """
    brokers = config.attribute_integer(attributes.BROKERS)
    declared = max(brokers or 0, config.attribute_integer(attributes.CONTROLLERS) or 0)
    members = config.items("controller.quorum.voters") or config.items("controller.quorum.bootstrap.servers")
    if not brokers or len(members or ()) > declared:
        return None
    return brokers
