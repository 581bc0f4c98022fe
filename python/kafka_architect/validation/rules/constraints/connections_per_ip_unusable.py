"""CST018: max.connections.per.ip lets nobody in, or its overrides cannot be read."""

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

_HOST = re.compile(r"[0-9a-zA-Z\-%._:]*")


@rule(
    "CST018",
    "connections-per-ip-unusable",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="max.connections.per.ip allows no connections, or its overrides are invalid.",
    why=(
        "With max.connections.per.ip=0 only addresses in max.connections.per.ip.overrides may connect, and "
        "at least one is required. Each override is host:count, with a host of letters, digits and -%._: "
        "only. Otherwise the server does not start."
    ),
    sources=["kafka.server.KafkaConfig.validateValues"],
    bad="process.roles=broker\nmax.connections.per.ip=0",
    good="process.roles=broker\nmax.connections.per.ip=0\nmax.connections.per.ip.overrides=127.0.0.1:100",
)
def connections_per_ip_unusable(config: EffectiveConfig) -> Iterator[Problem]:
    """The overrides are read even where the limit is not zero."""
    key, overrides_key = "max.connections.per.ip", "max.connections.per.ip.overrides"
    overrides = config.items(overrides_key)
    if overrides is None:
        return
    for item in overrides:
        host, colon, count = item.rpartition(":")
        if not colon or not _HOST.fullmatch(host.strip()) or not re.fullmatch(r"[+-]?\d+", count.strip()):
            yield config.problem(
                overrides_key, f"{item!r} in {overrides_key} is not host:count: the server does not start"
            )
    if config.integer(key) == 0 and not overrides and config.complete:
        yield config.problem(
            key, f"{key}=0 and no {overrides_key}: no client could connect, and the server does not start"
        )
