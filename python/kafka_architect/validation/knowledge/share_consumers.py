"""Which consumers are those of a share group (KafkaShareConsumer), and what their constructor rejects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kafka_architect.validation.effective import EffectiveConfig

# Keys that share consumers alone know, and since when: KIP-932.
SHARE_KEYS: Final = (("share.acknowledgement.mode", (4, 1)), ("share.acquire.mode", (4, 2)))
# ShareConsumerConfig.SHARE_GROUP_UNSUPPORTED_CONFIGS, the same from 4.1 to 4.4 -> what counts instead.
REJECTED: Final = {
    "auto.offset.reset": "the group's share.auto.offset.reset on the broker applies",
    "enable.auto.commit": "records are acknowledged, offsets are not committed",
    "group.instance.id": "share groups do not support static members",
    "isolation.level": "the group's share.isolation.level on the broker applies",
    "partition.assignment.strategy": "the broker assigns partitions",
    "interceptor.classes": "share consumers do not support interceptors",
    "session.timeout.ms": "the group's share.session.timeout.ms on the broker applies",
    "heartbeat.interval.ms": "the group's share.heartbeat.interval.ms on the broker applies",
    "group.protocol": "KafkaShareConsumer supports a single protocol",
    "group.remote.assignor": "the broker assigns partitions",
}


def is_share_consumer(config: EffectiveConfig) -> bool:
    """Whether a consumer's configuration is meant for KafkaShareConsumer.

    Nothing but its own keys tells: KafkaConsumer rejects them. With a group.protocol beside them it is
    neither's, and judged as KafkaConsumer's.
    """
    if config.explicit("group.protocol") is not None:
        return False
    return any(
        config.version >= version and config.explicit(key) is not None and config.text(key)
        for key, version in SHARE_KEYS
    )
