"""UPG012: a class that this version no longer has, named in a configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_OAUTH = "org.apache.kafka.common.security.oauthbearer."
_MOVED = {
    f"{_OAUTH}secured.OAuthBearerLoginCallbackHandler": f"{_OAUTH}OAuthBearerLoginCallbackHandler",
    f"{_OAUTH}secured.OAuthBearerValidatorCallbackHandler": f"{_OAUTH}OAuthBearerValidatorCallbackHandler",
}


@rule(
    "UPG012",
    "class-removed",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    each_setting=True,
    roles=[
        Role.PRODUCER,
        Role.CONSUMER,
        Role.ADMIN,
        Role.BROKER,
        Role.CONTROLLER,
        Role.STREAMS,
        Role.CONNECT_WORKER,
        Role.MM2,
    ],
    since=(4, 0),
    profile="dev",
    summary="A key names a class that was removed or moved: Kafka cannot load it.",
    why=(
        "4.0 moved the OAUTHBEARER handlers out of the package `secured` and removed the old one. A client "
        "or listener that uses the old class name fails with ClassNotFoundException at login. Partitioners "
        "and authorizers are covered by separate rules."
    ),
    sources=[
        "kafka-clients 3.9.2 and 4.0.0, package org.apache.kafka.common.security.oauthbearer",
    ],
    bad=(
        "sasl.login.callback.handler.class=org.apache.kafka.common.security.oauthbearer.secured.OAuthBearerLoginCallbackHandler"
    ),
    good=(
        "sasl.login.callback.handler.class=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler"
    ),
)
def class_removed(config: EffectiveConfig) -> Iterator[Problem]:
    """A key names a class that was removed or moved: Kafka cannot load it."""
    if config.configuration.parent is not None:
        return
    for key, setting in config.settings.items():
        name = (setting.value or "").strip()
        if setting.resolved and name in _MOVED:
            yield config.problem(
                setting,
                f"{name} was removed in Kafka 4.0; use {_MOVED[name]}",
                fix=config.fix_set(key, _MOVED[name], safe=config.version_told),
            )
