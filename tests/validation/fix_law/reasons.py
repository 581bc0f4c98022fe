"""Why each rule that has a safe fix may have one.

A safe fix needs one of three reasons: Kafka refuses what is there and there is one way to put it right; what
is taken out has no effect; or both spellings mean the same. A rule with several ways has an unsafe fix.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why nothing that worked is changed."""

    REFUSED = "refused, and one way to put it right"
    NO_EFFECT = "without effect"
    SAME = "the same in other words"


REASONS = {
    "BRK014": Reason.NO_EFFECT,  # a topic's key in a broker's file, whose own key is set
    "BRK017": Reason.NO_EFFECT,  # another unit of the same time takes precedence
    "CST021": Reason.REFUSED,  # inter.broker.listener.name and the protocol that its listener has anyway
    "CST027": Reason.REFUSED,  # group.coordinator.rebalance.protocols must have classic
    "CST035": Reason.REFUSED,  # control.plane.listener.name in KRaft
    "KRF010": Reason.SAME,  # broker.id is node.id
    "ORD006": Reason.REFUSED,  # DefaultPartitioner, which is the default
    "PRD022": Reason.NO_EFFECT,  # the level of a codec that is not used
    "PRD023": Reason.NO_EFFECT,  # keys of the partitioner that another class replaces
    "STR008": Reason.NO_EFFECT,  # what Streams always sets itself
    "SYN002": Reason.NO_EFFECT,  # set again further down
    "TOP021": Reason.NO_EFFECT,  # compaction's keys on a topic that is not compacted
    "UPG001": Reason.NO_EFFECT,  # keys of ZooKeeper in KRaft, in a version that has none
    "UPG002": Reason.NO_EFFECT,  # inter.broker.protocol.version in a version that has none
    "UPG003": Reason.NO_EFFECT,  # keys that the version no longer has
    "UPG006": Reason.SAME,  # the default of today, before the upgrade that changes it
    "UPG012": Reason.REFUSED,  # a class that was moved
    "VAL001": Reason.REFUSED,  # quotes around a number, yes for true
    "VAL003": Reason.REFUSED,  # the same word in another case, a clear slip in a long one
    "VAL005": Reason.REFUSED,  # 45s, 64KiB, 1_000: one number
    "VAL010": Reason.REFUSED,  # a broker's name for a topic's key, a clear slip
    "VAL011": Reason.REFUSED,  # a clear slip in a key of librdkafka's
}
