"""Properties of a Spring Cloud Stream binding in the wrong one of its two trees: Spring Boot ignores them.

`spring.cloud.stream.bindings.NAME` has what all binders have in common, `spring.cloud.stream.kafka.bindings.
NAME` what the Kafka binder adds. Source: BindingProperties, ConsumerProperties and ProducerProperties of
Spring Cloud Stream 5.0, KafkaBindingProperties, KafkaConsumerProperties and KafkaProducerProperties of its
Kafka binder.
"""

from __future__ import annotations

from typing import NamedTuple

from kafka_architect.validation.dialects.spring.profiles import uniform

_COMMON, _KAFKA = "spring.cloud.stream.bindings", "spring.cloud.stream.kafka.bindings"
_OF_COMMON_BINDING = frozenset({"destination", "group", "contenttype", "binder"})
# Of headerMode, autoStartup and the like nothing is said: they change little.
_OF_COMMON = {
    "consumer": frozenset(
        {
            "concurrency", "maxattempts", "backoffinitialinterval", "backoffmaxinterval", "backoffmultiplier",
            "defaultretryable", "batchmode", "partitioned", "instancecount", "instanceindex",
            "usenativedecoding",
        }
    ),
    "producer": frozenset(
        {
            "partitioncount", "partitionkeyexpression", "partitionselectorexpression", "requiredgroups",
            "usenativeencoding", "errorchannelenabled",
        }
    ),
}  # fmt: skip
_OF_KAFKA = {
    "consumer": frozenset(
        {
            "startoffset", "resetoffsets", "ackmode", "enabledlq", "dlqname", "dlqpartitions",
            "autocommitonerror", "autorebalanceenabled", "destinationispattern", "idleeventinterval",
            "polltimeout",
        }
    ),
    "producer": frozenset(
        {
            "buffersize", "batchtimeout", "compressiontype", "sync", "messagekeyexpression",
            "sendtimeoutexpression",
        }
    ),
}  # fmt: skip
_CONFIGURATION = "configuration"


class Misplaced(NamedTuple):
    """A property that is ignored where it is: whose it is (None: of both sides), why, and what to write."""

    side: str | None
    reason: str
    cure: str


def misplaced(binding: str, parts: list[str], *, kafka: bool) -> Misplaced | None:
    """What is wrong with the place of a property of a binding, given the parts of its name behind that."""
    side = uniform(parts[0])
    rest = uniform(parts[1]) if len(parts) > 1 else ""
    tree, other = (_KAFKA, _COMMON) if kafka else (_COMMON, _KAFKA)
    reason = f"{tree} has no such property, and Spring Boot ignores it"
    if side == _CONFIGURATION and rest:
        key = ".".join(parts[1:])
        return Misplaced(
            None, reason, f"write {_KAFKA}.{binding}.consumer.{_CONFIGURATION}.{key}, or producer"
        )
    if kafka and side in _OF_COMMON_BINDING and len(parts) == 1:
        return Misplaced(None, reason, f"write {other}.{binding}.{parts[0]}")
    if side not in _OF_COMMON:
        return None
    elsewhere = _OF_COMMON[side] if kafka else _OF_KAFKA[side] | {_CONFIGURATION}
    if rest not in elsewhere or (rest != _CONFIGURATION and len(parts) > 2):
        return None
    return Misplaced(side, reason, f"write {other}.{binding}.{'.'.join(parts)}")
