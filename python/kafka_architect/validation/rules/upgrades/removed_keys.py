"""The keys of a configuration that its Kafka version no longer has, with what took their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue.history import removed_in, replacement
from kafka_architect.validation.rules.values.stray_keys import Kind, stray_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.catalogue.history import Replacement
    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig

_OLDEST_KNOWN = "3.9"
_NAMED_RELEASE = re.compile(r"Upgrade notes of Apache Kafka (\d+)\.(\d+)")
_RELEASE = re.compile(r"(\d+)\.(\d+)")


@dataclass(frozen=True)
class RemovedKey:
    """A key that is gone; `since` in words."""

    setting: Setting
    since: str
    replacement: Replacement | None

    @property
    def key(self) -> str:
        """The key as it is written for Kafka."""
        return self.setting.key


def removed_keys(config: EffectiveConfig) -> Iterator[RemovedKey]:
    """The removed keys, in the order of the file."""
    for stray in stray_keys(config):
        if stray.kind is Kind.REMOVED:
            gone, new = removed_in(stray.key, config.role), replacement(stray.key, config.role)
            if gone is None and _still_there(config, new):
                continue
            since = f"in Kafka {minor(gone)}" if gone is not None else f"before Kafka {_OLDEST_KNOWN}"
            yield RemovedKey(stray.setting, since, new)


def _still_there(config: EffectiveConfig, new: Replacement | None) -> bool:
    """Whether the file is for a Kafka that is older than the release whose notes tell of the removal."""
    told = _RELEASE.match(config.configuration.kafka_version or "")
    notes = _NAMED_RELEASE.search(new.source) if new is not None else None
    if told is None or notes is None or minor(config.kafka_version) != _OLDEST_KNOWN:
        return False
    return (int(told[1]), int(told[2])) < (int(notes[1]), int(notes[2]))


def minor(version: str | None) -> str:
    """4.3 of 4.3.1."""
    return ".".join((version or "").split(".")[:2])
