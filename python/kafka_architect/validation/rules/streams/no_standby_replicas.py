"""STR002: state that is restored from the beginning when an instance fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_KEY = "num.standby.replicas"
_STATE_KEYS = (
    "rocksdb.config.setter", "statestore.cache.max.bytes", "cache.max.bytes.buffering", "max.warmup.replicas",
    "acceptable.recovery.lag", "default.dsl.store", "dsl.store.suppliers.class",
)  # fmt: skip


def _has_state(config: EffectiveConfig) -> bool:
    return any(config.explicit(key) is not None for key in _STATE_KEYS)


@rule(
    "STR002",
    "no-standby-replicas",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.STREAMS],
    summary=(
        "No standby replicas (num.standby.replicas=0): after a failure state is restored from the changelogs."
    ),
    why=(
        "The instance that takes over reads the whole changelog before it processes anything: at 50 MB/s a "
        "100 GB store takes more than half an hour. A standby keeps an up-to-date copy, at the disk and "
        "network cost of one more replica. Reported only where state is configured."
    ),
    sources=[
        "KIP-441",
        "https://kafka.apache.org/documentation/streams/developer-guide/config-streams.html "
        "(num.standby.replicas, default 0)",
    ],
    bad=(
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams\n"
        "num.standby.replicas=0"
    ),
    good=(
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams\n"
        "num.standby.replicas=1"
    ),
)
def no_standby_replicas(config: EffectiveConfig) -> Iterator[Problem]:
    """State that is restored from the beginning when an instance fails."""
    standbys = config.explicit(_KEY)
    if config.integer(_KEY) != 0 or (standbys is None and not (config.complete and _has_state(config))):
        return
    yield config.problem(
        _KEY,
        f"{_KEY}=0: when an instance fails, another one reads its changelogs from the beginning before it "
        "resumes processing (100 GB at 50 MB/s take 33 minutes); set it to 1 if state is large",
        fix=config.fix_set(_KEY, "1"),
    )
