"""The values of a configuration that Kafka refuses, judged once for all rules that speak of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import KeyType, key_catalogue, known_versions
from kafka_architect.validation.effective import once
from kafka_architect.validation.knowledge.streams_protocol import is_unread
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from kafka_architect.validation.catalogue import KeyMatch
    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig

NUMBERS = frozenset({KeyType.INT, KeyType.SHORT, KeyType.LONG, KeyType.DOUBLE})
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
# 64MB, 30 s, 7d; 1,000,000; 1_000_000
_NUMBER_WITH_UNIT = re.compile(r"[+-]?\d+(\.\d+)?\s*[A-Za-z]+|[+-]?\d{1,3}([_,' ]\d{3})+|[+-]?\d+(_\d+)+")


class Fault(StrEnum):
    """Why a value is refused."""

    TYPE = "type"
    UNIT = "unit"
    RANGE = "range"
    CHOICE = "choice"


@dataclass(frozen=True)
class Refused:
    """A value that Kafka refuses, and the last version before this one that took it."""

    setting: Setting
    match: KeyMatch
    fault: Fault
    reason: str  # "expected ..., found ..."
    accepted_by: str | None

    @property
    def value(self) -> str:
        """The value as it is written."""
        return self.setting.value or ""


@once
def refused_values(config: EffectiveConfig) -> tuple[Refused, ...]:
    """All refused values, in the order of the file. A client inside a program is judged with the program."""
    if config.configuration.parent is not None:
        return ()
    found: list[Refused] = []
    for key, setting in config.settings.items():
        if setting.value is None or not setting.resolved:
            continue
        if config.role is Role.STREAMS and is_unread(key, config.settings, config.version):
            continue
        reason = config.catalogue.refusal(key, setting.value)
        match = None if reason is None else config.catalogue.match(key)
        if match is not None and reason is not None:
            accepted_by = _accepted_by(config, key, setting.value)
            found.append(Refused(setting, match, _fault(match, setting.value), reason, accepted_by))
    return tuple(found)


def _fault(match: KeyMatch, value: str) -> Fault:
    kind, text = match.definition.type, value.strip()
    if kind in NUMBERS:
        if _PLAIN_NUMBER.fullmatch(text) and ("." not in text or kind is KeyType.DOUBLE):
            return Fault.RANGE if "e" not in text.lower() or kind is KeyType.DOUBLE else Fault.UNIT
        return Fault.UNIT if _NUMBER_WITH_UNIT.fullmatch(text) else Fault.TYPE
    if kind in (KeyType.BOOLEAN, KeyType.CLASS):
        return Fault.TYPE
    return Fault.CHOICE


def _accepted_by(config: EffectiveConfig, key: str, value: str) -> str | None:
    """The newest older version that has the key and takes the value."""
    versions = known_versions()
    if config.kafka_version not in versions:
        return None
    for version in reversed(versions[: versions.index(config.kafka_version)]):
        catalogue = key_catalogue(version, config.role, config.client)
        if catalogue.match(key) is not None and catalogue.refusal(key, value) is None:
            return version
    return None
