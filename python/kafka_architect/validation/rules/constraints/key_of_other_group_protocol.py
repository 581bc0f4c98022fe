"""RBL008: a key is set that the chosen group.protocol does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.share_consumers import REJECTED, SHARE_KEYS, is_share_consumer
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_UNSUPPORTED = {
    "classic": (("group.remote.assignor", (3, 7)), *SHARE_KEYS),
    "consumer": (
        ("partition.assignment.strategy", (4, 0)),
        ("heartbeat.interval.ms", (4, 0)),
        ("session.timeout.ms", (4, 0)),
        *SHARE_KEYS,
    ),
}
_INSTEAD = {
    "heartbeat.interval.ms": "; the group's consumer.heartbeat.interval.ms on the broker applies",
    "session.timeout.ms": "; the group's consumer.session.timeout.ms on the broker applies",
    "partition.assignment.strategy": "; group.remote.assignor selects an assignor of the broker",
    "group.remote.assignor": "; partition.assignment.strategy is the key of the classic protocol",
}


@rule(
    "RBL008",
    "key-of-other-group-protocol",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONSUMER],
    profile="dev",
    summary="A key is set that the chosen group.protocol does not support.",
    why=(
        "With group.protocol=consumer (KIP-848) the broker decides on session, heartbeat and assignor: "
        "since 4.0 a consumer that sets session.timeout.ms, heartbeat.interval.ms or "
        "partition.assignment.strategy fails to start (ConfigException). Conversely, group.remote.assignor "
        "requires the consumer protocol. A configuration with keys of share groups is checked as that of a "
        "KafkaShareConsumer, which rejects what the broker decides for the group: auto.offset.reset, "
        "enable.auto.commit, isolation.level, session and heartbeat, assignors, static members."
    ),
    sources=[
        "KIP-848",
        "KIP-932",
        "org.apache.kafka.clients.consumer.ConsumerConfig.checkUnsupportedConfigsPostProcess",
        "org.apache.kafka.clients.consumer.ShareConsumerConfig.SHARE_GROUP_UNSUPPORTED_CONFIGS",
    ],
    bad="group.id=invoices\ngroup.protocol=consumer\nsession.timeout.ms=30000",
    good="group.id=invoices\ngroup.protocol=consumer",
)
def key_of_other_group_protocol(config: EffectiveConfig) -> Iterator[Problem]:
    """Empty values are let through, as Kafka does; a share consumer's are not."""
    if is_share_consumer(config):
        yield from _of_a_share_consumer(config)
        return
    protocol = (config.text("group.protocol") or "").lower()
    for key, version in _UNSUPPORTED.get(protocol, ()):
        setting = config.explicit(key)
        if setting is None or config.version < version or not config.text(key):
            continue
        yield config.problem(
            setting,
            f"{key} cannot be set with group.protocol={protocol}: the consumer fails to start "
            f"(ConfigException){_INSTEAD.get(key, '')}",
            fix=config.fix_remove(setting),
        )


def _of_a_share_consumer(config: EffectiveConfig) -> Iterator[Problem]:
    for key, instead in REJECTED.items():
        setting = config.explicit(key)
        if setting is not None:
            yield config.problem(
                setting,
                f"{key} cannot be set for a share consumer, which fails to start; {instead}",
                fix=config.fix_remove(setting),
            )
