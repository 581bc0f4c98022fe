"""SEC001: clients of other machines may connect without encryption and without a name (PLAINTEXT)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import server_listeners
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SEC001",
    "plaintext-listener",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="Clients on other hosts can connect unencrypted and unauthenticated (PLAINTEXT).",
    why=(
        "On a PLAINTEXT listener every record can be read and modified in transit, and every client is "
        "User:ANONYMOUS: anyone who can reach the port can write and delete unless an authorizer denies "
        "ANONYMOUS everything. Listeners on the loopback address are not reported, nor are those used only "
        "between brokers (see SEC009)."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#security_overview",
        "https://kafka.apache.org/documentation/#listener_configuration",
    ],
    bad="process.roles=broker\nnode.id=1\nlisteners=PLAINTEXT://:9092",
    good=(
        "process.roles=broker\nnode.id=1\nlisteners=SASL_SSL://:9092\nsecurity.inter.broker.protocol=SASL_SSL"
    ),
)
def plaintext_listener(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the listeners for clients; the default is PLAINTEXT on every address."""
    listeners = server_listeners(config)
    if listeners is None:
        return
    found = [one for one in listeners.of_clients if one.protocol == "PLAINTEXT" and not one.loopback]
    if found:
        names = ", ".join(str(one) for one in found)
        yield config.problem(
            "listeners",
            f"{names}: records are sent unencrypted, and every client is User:ANONYMOUS; use SASL_SSL, or "
            "SSL with ssl.client.auth=required",
        )
