"""Which files are meant to start a server, rather than to be added to another file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kafka_architect.validation.effective import EffectiveConfig

_SIGNS: Final = (
    "listeners",
    "process.roles",
    "node.id",
    "broker.id",
    "log.dirs",
    "controller.listener.names",
    "controller.quorum.bootstrap.servers",
    "controller.quorum.voters",
)


def starts_a_server(config: EffectiveConfig) -> bool:
    """Whether a server's configuration is a whole file: two of the keys that every one has."""
    return sum(config.explicit(key) is not None for key in _SIGNS) > 1
