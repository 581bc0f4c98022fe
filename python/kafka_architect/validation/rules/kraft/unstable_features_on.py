"""KRF013: features and API versions that are not finished are switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEYS = ("unstable.feature.versions.enable", "unstable.api.versions.enable")


@rule(
    "KRF013",
    "unstable-features-on",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    summary="Unstable features and API versions are enabled.",
    why=(
        "unstable.feature.versions.enable and unstable.api.versions.enable let a cluster use formats that "
        "may still change before their release. Data and metadata written with them may be unreadable for "
        "the next version: the cluster can be neither upgraded nor rolled back. They are for tests of Kafka "
        "itself."
    ),
    sources=[
        "server/src/main/java/org/apache/kafka/server/config/ServerConfigs.java",
        "KIP-1022",
    ],
    bad="process.roles=broker\nnode.id=1\nunstable.feature.versions.enable=true",
    good="process.roles=broker\nnode.id=1",
)
def unstable_features_on(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at both switches."""
    for key in _KEYS:
        setting = config.explicit(key)
        if setting is not None and config.boolean(key) is True:
            yield config.problem(
                setting,
                f"{key}=true writes formats that may change before their release: the cluster may not be "
                "upgradable; remove the line",
                fix=config.fix_remove(setting),
            )
