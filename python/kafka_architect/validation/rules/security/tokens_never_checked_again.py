"""SEC014: a connection outlives the token that opened it (connections.max.reauth.ms is 0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import base_key
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEY = "connections.max.reauth.ms"


@rule(
    "SEC014",
    "tokens-never-checked-again",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="A connection outlives the token that opened it (connections.max.reauth.ms is 0).",
    why=(
        "OAUTHBEARER validates a token when a connection opens, and Kafka clients keep connections open for "
        "days. An expired token or a locked user keeps working until the connection closes. With "
        "connections.max.reauth.ms the broker requires reauthentication, and closes connections that do not "
        "comply."
    ),
    sources=[
        "KIP-368",
        "https://kafka.apache.org/documentation/#brokerconfigs_connections.max.reauth.ms",
    ],
    bad=(
        "node.id=1\n"
        "listeners=SASL_SSL://:9092\n"
        "security.inter.broker.protocol=SASL_SSL\n"
        "sasl.enabled.mechanisms=OAUTHBEARER\n"
        "sasl.mechanism.inter.broker.protocol=OAUTHBEARER"
    ),
    good=(
        "node.id=1\n"
        "listeners=SASL_SSL://:9092\n"
        "security.inter.broker.protocol=SASL_SSL\n"
        "sasl.enabled.mechanisms=OAUTHBEARER\n"
        "sasl.mechanism.inter.broker.protocol=OAUTHBEARER\n"
        "connections.max.reauth.ms=3600000"
    ),
)
def tokens_never_checked_again(config: EffectiveConfig) -> Iterator[Problem]:
    """Look where OAUTHBEARER is enabled, and at every spelling of the key."""
    mechanisms = {
        item.strip().upper()
        for key, setting in config.settings.items()
        if base_key(key) == "sasl.enabled.mechanisms" and setting.value and setting.resolved
        for item in setting.value.split(",")
    }
    if "OAUTHBEARER" not in mechanisms or not config.complete:
        return
    limits = [setting for key, setting in config.settings.items() if base_key(key) == _KEY]
    if all(setting.resolved and (setting.value or "0").strip() == "0" for setting in limits):
        yield config.problem(
            _KEY,
            "OAUTHBEARER is enabled and connections.max.reauth.ms is 0: a client keeps its connection after "
            "its token has expired; 3600000 requires reauthentication every hour",
            fix=config.fix_set(_KEY, "3600000"),
        )
