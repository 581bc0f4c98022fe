"""STR010: the switch for a rolling upgrade is still on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "STR010",
    "upgrade-from-left-set",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.STREAMS],
    summary="upgrade.from is set: the application keeps using the protocol of the old version.",
    why=(
        "It is intended for the first of two rolling restarts. If left set, the group stays on the old "
        "rebalance protocol and old state formats, and later releases reject old values. Remove it with the "
        "second rolling restart."
    ),
    sources=[
        "https://kafka.apache.org/documentation/streams/upgrade-guide",
        "kafka-streams, StreamsConfig (upgrade.from)",
    ],
    bad=(
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams\n"
        "upgrade.from=3.4"
    ),
    good=(
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams"
    ),
)
def upgrade_from_left_set(config: EffectiveConfig) -> Iterator[Problem]:
    """upgrade.from is set: the application keeps using the protocol of the old version."""
    setting = config.explicit("upgrade.from")
    if setting is not None and setting.resolved and (setting.value or "").strip() not in ("", "null"):
        yield config.problem(
            setting,
            f"upgrade.from={setting.shown} is only for the first rolling restart of an upgrade; remove it "
            "and restart again",
            fix=config.fix_remove(setting),
        )
