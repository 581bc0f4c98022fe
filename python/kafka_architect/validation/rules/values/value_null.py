"""VAL006: a key without a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_CLIENT, EVERY_ROLE, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "VAL006",
    "value-null",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    each_setting=True,
    roles=[Role.PRODUCER, *sorted(EVERY_ROLE - {Role.PRODUCER})],
    clients=EVERY_CLIENT,
    profile="dev",
    summary="A key has the value null.",
    why=(
        "The effect depends on the reader: compose files take the variable from the shell that starts them, "
        "operators omit the key, Connect passes null on, and Kafka rejects null for most keys; Spring "
        "converts it to an empty string, which is a value. Remove the key, or set a value."
    ),
    sources=[
        "kafka-clients, ConfigDef.parseValue",
        "https://docs.docker.com/reference/compose-file/services/#environment",
    ],
    bad='{"name": "orders", "config": {"connector.class": "OrdersSource", "tasks.max": null}}',
    good='{"name": "orders", "config": {"connector.class": "OrdersSource", "tasks.max": "1"}}',
    dialect="orders-source.json",
)
def value_null(config: EffectiveConfig) -> Iterator[Problem]:
    """A key has the value null."""
    for key, setting in config.settings.items():
        ours = config.owned or config.catalogue.match(key) is not None
        if ours and setting.value is None and setting.resolved and setting.span is not None:
            yield config.problem(
                setting,
                f"{key} has no value: whether the default applies, or Kafka rejects it, depends on what "
                "reads the file",
                fix=config.fix_remove(setting),
            )
