"""COST007: the topic is tiered, and keeps everything on local disks as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import log_time
from kafka_architect.validation.knowledge.servers import known_integer
from kafka_architect.validation.knowledge.wording import DAY, duration
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_AS_TOTAL = -2


@rule(
    "COST007",
    "tiered-topic-keeps-all-locally",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC],
    since=(3, 6),
    summary="The topic is tiered, but keeps everything on local disks as well.",
    why=(
        'local.retention.ms and local.retention.bytes are -2 unless they are set, which means "as long as '
        'retention.ms": segments are copied to remote storage and stay on every broker until they expire. '
        "The disks are as full as before, and object storage costs are added. Some hours to a day of local "
        "data are enough for consumers that keep up."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-405%3A+Kafka+Tiered+Storage",
        "https://kafka.apache.org/documentation/#topicconfigs_local.retention.ms",
    ],
    bad="remote.storage.enable=true\nretention.ms=2592000000",
    good="remote.storage.enable=true\nretention.ms=2592000000\nlocal.retention.ms=86400000",
)
def tiered_topic_keeps_all_locally(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at both limits, and at limits that equal the whole."""
    setting, retention = config.explicit("remote.storage.enable"), log_time(config, "retention.ms")
    if setting is None or config.boolean("remote.storage.enable") is not True or retention is None:
        return
    if config.boolean("remote.log.copy.disable"):
        return
    local_ms = known_integer(config, "local.retention.ms")
    local_bytes = known_integer(config, "local.retention.bytes")
    if local_bytes != _AS_TOTAL or local_ms not in (_AS_TOTAL, retention.ms):
        return
    kept = f"for {duration(retention.ms)}" if retention.ms >= 0 else "forever"
    yield config.problem(
        "local.retention.ms",
        f"local.retention.ms is {local_ms}: segments stay on every broker {kept}, although they are in "
        "remote storage; 86400000 keeps one day",
        fix=config.fix_set("local.retention.ms", "86400000") if retention.ms > DAY else None,
    )
