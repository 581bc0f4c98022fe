"""CST062: log.message.format.version needs a newer inter.broker.protocol.version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_PROTOCOL, _FORMAT = "inter.broker.protocol.version", "log.message.format.version"
_DEFAULT_FORMAT = "3.0"
# MetadataVersion.highestSupportedRecordVersion: the first versions with message formats v1 and v2.
_FIRST_WITH_FORMAT = ((0, 10, 0), (0, 11, 0))


@rule(
    "CST062",
    "message-format-over-protocol-version",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER],
    until=(4, 0),
    profile="dev",
    summary="log.message.format.version needs a newer inter.broker.protocol.version.",
    why=(
        "Under ZooKeeper a broker must speak a protocol that carries the message format of its log: v1 "
        "since 0.10.0, v2 since 0.11.0. log.message.format.version defaults to 3.0, so an "
        "inter.broker.protocol.version before 0.11.0 needs an old log.message.format.version beside it. "
        "Otherwise the broker throws IllegalArgumentException when it starts."
    ),
    sources=["KIP-98", "kafka.server.KafkaConfig.validateValues"],
    bad="broker.id=1\nzookeeper.connect=zookeeper:2181\ninter.broker.protocol.version=0.10.2",
    good=(
        "broker.id=1\n"
        "zookeeper.connect=zookeeper:2181\n"
        "inter.broker.protocol.version=0.10.2\n"
        "log.message.format.version=0.10.2"
    ),
)
def message_format_over_protocol_version(config: EffectiveConfig) -> Iterator[Problem]:
    """In KRaft mode such a protocol version is refused in any case."""
    setting, written = config.explicit(_PROTOCOL), config.explicit(_FORMAT)
    if setting is None or config.items("process.roles"):
        return
    protocol = _message_format(config.text(_PROTOCOL))
    wanted = _message_format(_DEFAULT_FORMAT if written is None else config.text(_FORMAT))
    if protocol is None or wanted is None or wanted <= protocol or (written is None and not config.complete):
        return
    needed = ".".join(str(number) for number in _FIRST_WITH_FORMAT[wanted - 1])
    said = f"defaults to {_DEFAULT_FORMAT}" if written is None else f"is {written.shown}"
    yield config.problem(
        setting,
        f"{_PROTOCOL}={setting.shown}, while {_FORMAT} {said}, which needs {needed} at least: the broker "
        f"fails to start; raise {_PROTOCOL}, or set {_FORMAT}={setting.shown}",
    )


def _message_format(version: str | None) -> int | None:
    """The newest message format of a version (0, 1 or 2); None where it is not readable."""
    found = re.match(r"(\d{1,9})\.(\d{1,9})(?:\.(\d{1,9}))?", version or "")
    if found is None:
        return None
    numbers = (int(found[1]), int(found[2]), int(found[3] or 0))
    return sum(numbers >= first for first in _FIRST_WITH_FORMAT)
