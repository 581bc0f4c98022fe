"""CST044: a transformation or predicate is listed and not defined."""

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
    "CST044",
    "transformation-without-type",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONNECT_SOURCE, Role.CONNECT_SINK],
    profile="dev",
    summary="A transformation or predicate is listed but not defined.",
    why=(
        "Each name in transforms and predicates requires its class in transforms.<name>.type or "
        "predicates.<name>.type; a transformation with negate also requires a predicate to negate. Connect "
        "rejects the connector."
    ),
    sources=["KIP-66", "KIP-585", "org.apache.kafka.connect.runtime.ConnectorConfig.enrich"],
    bad="name=orders\nconnector.class=com.example.Source\ntransforms=route",
    good=(
        "name=orders\n"
        "connector.class=com.example.Source\n"
        "transforms=route\n"
        "transforms.route.type=org.apache.kafka.connect.transforms.RegexRouter\n"
        "transforms.route.regex=a\n"
        "transforms.route.replacement=b"
    ),
)
def transformation_without_type(config: EffectiveConfig) -> Iterator[Problem]:
    """Definitions without a name in the list are read by nobody, and do no harm."""
    if not config.complete:
        return
    for kind in ("transforms", "predicates"):
        for alias in dict.fromkeys(config.items(kind) or ()):
            key = f"{kind}.{alias}.type"
            if alias and config.explicit(key) is None:
                yield config.problem(
                    key, f"{kind} has {alias}, but {key} is missing: Connect rejects the connector"
                )
    for alias in config.items("transforms") or ():
        negate = config.explicit(f"transforms.{alias}.negate")
        if negate is not None and config.explicit(f"transforms.{alias}.predicate") is None:
            yield config.problem(
                negate,
                (f"{negate.key} is set without transforms.{alias}.predicate: Connect rejects the connector"),
            )
