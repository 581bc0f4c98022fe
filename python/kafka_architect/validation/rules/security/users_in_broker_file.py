"""SEC020: the users of SASL/PLAIN and their passwords are listed in the configuration of the broker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.authentication import jaas_settings, module_mechanism
from kafka_architect.validation.knowledge.wording import count
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_USERS = re.compile(r"(?<![^\s;\"'])user_[^\s=;\"']++\s*+=")


@rule(
    "SEC020",
    "users-in-broker-file",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    summary="The users of SASL/PLAIN and their passwords are listed in the broker configuration.",
    why=(
        'user_alice="..." entries of PlainLoginModule put every client\'s password in clear text on every '
        "broker, and a new user or password requires restarting all of them. Kafka intends this for testing. "
        "SCRAM stores salted hashes in the metadata log and changes them at run time; for other stores use "
        "sasl.server.callback.handler.class."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#security_sasl_plain_production",
        "https://kafka.apache.org/documentation/#security_sasl_scram",
        "KIP-86",
    ],
    bad=(
        "node.id=1\n"
        "listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLo"
        'ginModule required user_alice="${env:ALICE}" user_bob="builder-1";'
    ),
    good=(
        "node.id=1\n"
        "sasl.enabled.mechanisms=SCRAM-SHA-512\n"
        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram"
        ".ScramLoginModule required;"
    ),
)
def users_in_broker_file(config: EffectiveConfig) -> Iterator[Problem]:
    """Count the users of each line; their names and passwords are not shown."""
    for setting, _listener, _mechanism in jaas_settings(config):
        users = len(_USERS.findall(setting.value or ""))
        if users and module_mechanism(setting.value or "") == "PLAIN":
            yield config.problem(
                setting,
                f"{count(users, 'user')} with passwords in the broker's configuration file: a change "
                "requires a restart of every broker; use SCRAM, or a server callback handler",
            )
