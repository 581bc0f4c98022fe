"""The flows of a MirrorMaker configuration, and what is in force for each.

Source: connect-mirror, MirrorMakerConfig. A flow A->B reads `A->B.key`, then `key`, then the default; it
is on only where `A->B.enabled` is true. A MirrorSourceConnector on a Connect cluster is one flow by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.validation.effective import once
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig

_FLOW = re.compile(r"((?:(?!->)\S)++)->(\S+)\.enabled")


@dataclass(frozen=True)
class Flow:
    """One direction of mirroring: from a source cluster to a target cluster."""

    config: EffectiveConfig
    source: str
    target: str
    prefix: str  # what its own keys begin with; empty for a connector

    @property
    def name(self) -> str:
        """As people write it: A->B."""
        return f"{self.source}->{self.target}"

    def explicit(self, key: str) -> Setting | None:
        """What somebody wrote for this flow, or for all flows."""
        own = self.config.explicit(self.prefix + key) if self.prefix else None
        return own or self.config.explicit(key)

    def text(self, key: str) -> str | None:
        """The value in force; None where it is only known later."""
        return self.config.text(self.key_of(key))

    def boolean(self, key: str) -> bool | None:
        """The value in force as a boolean."""
        return self.config.boolean(self.key_of(key))

    def integer(self, key: str) -> int | None:
        """The value in force as a whole number."""
        return self.config.integer(self.key_of(key))

    def key_of(self, key: str) -> str:
        """The key that decides: the flow's own, where it is written."""
        own = self.prefix + key
        return own if self.prefix and self.config.explicit(own) is not None else key


@once
def flows(config: EffectiveConfig) -> tuple[Flow, ...]:
    """The flows that are on."""
    return tuple(_flows(config))


def _flows(config: EffectiveConfig) -> Iterator[Flow]:
    if config.role is Role.CONNECT_SOURCE:
        if (config.text("connector.class") or "").rpartition(".")[2] == "MirrorSourceConnector":
            source = config.text("source.cluster.alias") or "source"
            yield Flow(config, source, config.text("target.cluster.alias") or "target", "")
        return
    clusters = clusters_of(config)
    for key in config.settings:
        found = _FLOW.fullmatch(key)
        if found is not None and config.boolean(key) and {found[1], found[2]} <= clusters:
            yield Flow(config, found[1], found[2], f"{found[1]}->{found[2]}.")


def clusters_of(config: EffectiveConfig) -> set[str]:
    """The aliases that `clusters` names."""
    return {alias for alias in config.items("clusters") or () if alias}
