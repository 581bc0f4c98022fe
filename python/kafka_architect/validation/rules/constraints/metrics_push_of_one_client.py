"""CST040: enable.metrics.push is set for one client of a Streams application."""

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
    "CST040",
    "metrics-push-of-one-client",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.STREAMS],
    since=(4, 0),
    profile="dev",
    summary="enable.metrics.push is set for a single client of a Streams application.",
    why=(
        "StreamsConfig casts main.consumer., consumer. and admin.enable.metrics.push to a boolean without "
        "parsing them: text from a file makes it throw ClassCastException. Set enable.metrics.push for the "
        "whole application."
    ),
    sources=["KIP-1076", "org.apache.kafka.streams.StreamsConfig.maybeMetricsPushEnabled"],
    bad="application.id=app\nbootstrap.servers=kafka-1:9092\nadmin.enable.metrics.push=true",
    good="application.id=app\nbootstrap.servers=kafka-1:9092\nenable.metrics.push=true",
)
def metrics_push_of_one_client(config: EffectiveConfig) -> Iterator[Problem]:
    """Programs may put a Boolean there; files cannot."""
    for prefix in ("main.consumer.", "consumer.", "admin."):
        setting = config.explicit(f"{prefix}enable.metrics.push")
        if setting is not None and setting.value is not None:
            yield config.problem(
                setting,
                f"{setting.key} from a file is text, which StreamsConfig casts to a boolean: the "
                "application fails to start (ClassCastException); set enable.metrics.push for all clients",
                fix=config.fix_remove(setting),
            )
