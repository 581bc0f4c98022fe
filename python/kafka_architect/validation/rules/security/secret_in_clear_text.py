"""SEC004: a password, a private key or a token stands in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.clear_text import kind_of_secret
from kafka_architect.validation.role import EVERY_CLIENT, EVERY_ROLE
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SEC004",
    "secret-in-clear-text",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    each_setting=True,
    roles=sorted(EVERY_ROLE),
    clients=EVERY_CLIENT,
    summary="The file contains a password, a private key or a token in clear text.",
    why=(
        "Files are copied, backed up, pasted into tickets and kept forever by version control: many people "
        "know a secret in a file, and changing it requires a release. Java clients, brokers and Connect can "
        "read it from elsewhere with a config provider: ${file:/run/secrets/kafka.properties:password}, "
        "${env:KAFKA_PASSWORD}, ${directory:...}. Frameworks take it from the environment. Placeholders, and "
        "values that are clearly not secrets (changeit, <password>, a truststore's password), are not "
        "reported."
    ),
    sources=[
        "KIP-297",
        "KIP-421",
        "https://kafka.apache.org/documentation/#config_providers",
    ],
    bad="security.protocol=SSL\nssl.keystore.password=s3cr3t-of-mine",
    good=(
        "security.protocol=SSL\n"
        "config.providers=env\n"
        "config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider\n"
        "ssl.keystore.password=${env:KEYSTORE_PASSWORD}"
    ),
)
def secret_in_clear_text(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at settings and at variables that become logins; clients in a program are seen with it."""
    if config.configuration.parent is not None:
        return
    logins = (
        setting
        for name, setting in config.configuration.attributes.items()
        if name.startswith(attributes.LOGIN_VARIABLE)
    )
    for setting in (*config.settings.values(), *logins):
        kind = kind_of_secret(setting)
        if kind is not None:
            yield config.problem(
                setting,
                f"{setting.written or setting.key} contains {kind} in clear text: anyone who sees the file, "
                "or its history, has it; reference it with a config provider (${file:...}, ${env:...}) or "
                "take it from the environment",
            )
