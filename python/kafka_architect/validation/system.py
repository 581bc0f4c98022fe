"""The configurations of a run that belong together: what rules that cross files and roles look at."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kafka_architect.validation.role import SERVERS, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.role import Client


class System:
    """The effective configurations of one world (worlds.py), in the order of their files."""

    def __init__(self, configs: tuple[EffectiveConfig, ...]) -> None:
        self.configs = configs
        self.brokers_by_address: dict[str, list[int]] | None = None  # their places, once asked for
        self.brokers_meant: dict[frozenset[str], tuple[EffectiveConfig, ...]] = {}  # by bootstrap servers

    def of(self, *roles: Role) -> tuple[EffectiveConfig, ...]:
        """The configurations of some roles."""
        if len(roles) == 1:
            return self._by_role.get(roles[0], ())
        return tuple(config for config in self.configs if config.role in roles)

    @cached_property
    def _by_role(self) -> dict[Role, tuple[EffectiveConfig, ...]]:
        found: dict[Role, list[EffectiveConfig]] = {}
        for config in self.configs:
            found.setdefault(config.role, []).append(config)
        return {role: tuple(configs) for role, configs in found.items()}

    @property
    def producers(self) -> tuple[EffectiveConfig, ...]:
        """All producers, embedded ones too."""
        return self.of(Role.PRODUCER)

    @property
    def consumers(self) -> tuple[EffectiveConfig, ...]:
        """All consumers, embedded ones too."""
        return self.of(Role.CONSUMER)

    @property
    def topics(self) -> tuple[EffectiveConfig, ...]:
        """All topics that a file declares."""
        return self.of(Role.TOPIC)

    @property
    def brokers(self) -> tuple[EffectiveConfig, ...]:
        """All brokers."""
        return self.of(Role.BROKER)

    @property
    def servers(self) -> tuple[EffectiveConfig, ...]:
        """All brokers and controllers."""
        return tuple(config for config in self.configs if config.role in SERVERS)

    def clients_of(self, client: Client) -> Iterator[EffectiveConfig]:
        """The configurations that one client library reads."""
        return (config for config in self.configs if config.client is client)
