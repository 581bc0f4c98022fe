"""CON015: Spring's manual acknowledgement beside automatic commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CON015",
    "manual-ack-with-auto-commit",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONSUMER],
    profile="dev",
    summary="A Spring listener acknowledges manually while enable.auto.commit is true: it fails to start.",
    why=(
        "With ack-mode MANUAL or MANUAL_IMMEDIATE the listener commits. Spring rejects the combination with "
        "enable.auto.commit=true: IllegalStateException, consumer cannot be configured for auto commit."
    ),
    sources=["spring-kafka: KafkaMessageListenerContainer.ListenerConsumer.determineAutoCommit"],
    bad=(
        "spring:\n  kafka:\n    consumer:\n      group-id: billing\n      enable-auto-commit: true\n"
        "    listener:\n      ack-mode: manual\n"
    ),
    good=(
        "spring:\n  kafka:\n    consumer:\n      group-id: billing\n      enable-auto-commit: false\n"
        "    listener:\n      ack-mode: manual\n"
    ),
    dialect="application.yml",
)
def manual_ack_with_auto_commit(config: EffectiveConfig) -> Iterator[Problem]:
    """Both as written."""
    mode = (config.attribute_text(attributes.ACK_MODE) or "").upper().replace("-", "_")
    written = config.explicit("enable.auto.commit") is not None and config.boolean("enable.auto.commit")
    if written and mode in ("MANUAL", "MANUAL_IMMEDIATE"):
        yield config.problem(
            "enable.auto.commit",
            f"enable.auto.commit=true with ack-mode {mode}: the Spring listener fails to start "
            "(IllegalStateException); set it to false",
            fix=config.fix_set("enable.auto.commit", "false"),
        )
