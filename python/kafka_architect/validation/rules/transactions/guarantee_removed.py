"""EOS005: a guarantee that Streams no longer knows by that name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEY = "processing.guarantee"
_WANTED = "exactly_once_v2"


@rule(
    "EOS005",
    "guarantee-removed",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.STREAMS],
    since=(4, 0),
    profile="dev",
    summary="processing.guarantee=exactly_once or exactly_once_beta, which was removed in Kafka 4.0.",
    why=(
        "exactly_once, with a producer per task, was deprecated in 3.0 (KIP-732) and removed in 4.0, along "
        "with exactly_once_beta, the former name of exactly_once_v2: StreamsConfig throws a ConfigException. "
        "exactly_once_v2 has one producer per thread and requires brokers 2.5 or later."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-732%3A+Deprecate+eos-alpha+and+replace+eos-beta+with+eos-v2",
        "streams/src/main/java/org/apache/kafka/streams/StreamsConfig.java (PROCESSING_GUARANTEE_CONFIG)",
    ],
    bad="application.id=enrich\nprocessing.guarantee=exactly_once",
    good="application.id=enrich\nprocessing.guarantee=exactly_once_v2",
)
def guarantee_removed(config: EffectiveConfig) -> Iterator[Problem]:
    """The two old names, as 4.0's validator refuses them."""
    value = config.text(_KEY)
    if value in ("exactly_once", "exactly_once_beta"):
        yield config.problem(
            _KEY,
            f"{_KEY}={value} was removed in Kafka 4.0: Streams fails to start (ConfigException); use "
            f"{_WANTED}",
            fix=config.fix_set(_KEY, _WANTED),
        )
