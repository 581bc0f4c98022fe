"""UPG009: a key that never reaches Kafka, because the dialect drops or mangles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_CLIENT, EVERY_ROLE
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Loss
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.fix import Fix


@rule(
    "UPG009",
    "key-lost",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=sorted(EVERY_ROLE),
    clients=EVERY_CLIENT,
    profile="dev",
    summary="The key never reaches Kafka: the framework or image that reads the file drops or mangles it.",
    why=(
        "Spring Boot binds only the keys that its KafkaProperties class has: linger-ms is not among them and "
        "is silently ignored. Images derive keys from KAFKA_ variables by their own rules, and operators "
        "overwrite the keys they manage. The file says one thing, the process does another."
    ),
    sources=[
        "Spring Boot, KafkaProperties.java",
        "apache/kafka docker/, confluentinc/common-docker, bitnami/containers: their entry scripts",
        "Strimzi documentation, forbidden configuration prefixes",
    ],
    bad="spring:\n  kafka:\n    producer:\n      linger-ms: 20",
    good='spring:\n  kafka:\n    producer:\n      properties:\n        linger.ms: "20"',
    dialect="application.yml",
)
def key_lost(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what the dialect says of itself."""
    for loss in config.configuration.losses:
        if loss.raised:  # VAL013
            continue
        cure = f"; {loss.cure}" if loss.cure else ""
        yield config.problem(
            loss.setting, f"{loss.setting.written}: {loss.reason}{cure}", fix=_fix(config, loss)
        )


def _fix(config: EffectiveConfig, loss: Loss) -> Fix | None:
    """Unsafe: the value comes into force, which it never was."""
    setting, key = loss.setting, loss.kafka_key
    if key is None:
        return None
    if config.explicit(key) == setting and setting.value is not None:
        # The key arrives and its value is mangled: the same value, in letters that this reader understands.
        return config.fix_set(key, setting.value, summary=f"write the value of {key} in ASCII")
    return config.fix_rename(setting, key)
