"""What the constructors of Go's libraries return an error for, or panic.

Sources: Sarama 1.61.1 (Config.Validate, verifyProducerConfig), franz-go 1.22.2 (cfg.validate), kafka-go
0.4.51 (ReaderConfig.Validate).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.role import Client, Role

if TYPE_CHECKING:
    from kafka_architect.validation.dialects.source.options import OptionsOf

_MILLISECOND = 1_000_000
_ABOVE_ZERO = (
    "Producer.MaxMessageBytes", "Producer.Timeout", "Consumer.Fetch.Min", "Consumer.Fetch.Default",
    "Net.MaxOpenRequests", "Net.DialTimeout", "Net.ReadTimeout", "Net.WriteTimeout",
)  # fmt: skip
_LEAST_SESSION = 2 * _MILLISECOND


def check(found: OptionsOf, function: str) -> None:
    """Note what a library refuses of these options; `function` is what makes the client."""
    if found.client is Client.SARAMA:
        _of_sarama(found)
        if function == "NewSyncProducer":
            _of_sync_producer(found)
    elif found.client is Client.FRANZ_GO and found.role is Role.PRODUCER:
        acks = found.text("RequiredAcks")
        off = "DisableIdempotentWrite" in found.entries or not found.whole
        if acks in ("0", "1") and not off:
            found.refused.append(("RequiredAcks", "idempotency, which is on by default, requires acks=all"))
    elif found.client is Client.KAFKA_GO and function == "ReaderConfig":
        _of_reader(found)


def _of_sarama(found: OptionsOf) -> None:
    number = found.number
    if found.text("Producer.Idempotent") == "true":
        acks = found.text("Producer.RequiredAcks", "1")
        if acks in ("0", "1"):
            option = (
                "Producer.RequiredAcks" if "Producer.RequiredAcks" in found.entries else "Producer.Idempotent"
            )
            found.refused.append((option, "an idempotent producer requires RequiredAcks to be WaitForAll"))
        if (number("Net.MaxOpenRequests", 5) or 0) > 1:
            option = (
                "Net.MaxOpenRequests" if "Net.MaxOpenRequests" in found.entries else "Producer.Idempotent"
            )
            found.refused.append((option, "an idempotent producer requires Net.MaxOpenRequests to be 1"))
        if number("Producer.Retry.Max", 3) == 0:
            found.refused.append(("Producer.Retry.Max", "an idempotent producer requires at least 1"))
    session = number("Consumer.Group.Session.Timeout", 10_000 * _MILLISECOND)
    heartbeat = number("Consumer.Group.Heartbeat.Interval", 3_000 * _MILLISECOND)
    option = "Consumer.Group.Heartbeat.Interval"
    option = option if option in found.entries else "Consumer.Group.Session.Timeout"
    if session is not None and session <= _LEAST_SESSION:
        found.refused.append(("Consumer.Group.Session.Timeout", "it must be at least 2 ms"))
    elif session is not None and heartbeat is not None and heartbeat >= session:
        found.refused.append((option, "the heartbeat interval must be below the session timeout"))
    for name in _ABOVE_ZERO:
        value = number(name)
        if name in found.entries and value is not None and value <= 0:
            found.refused.append((name, "it must be above 0"))


def _of_sync_producer(found: OptionsOf) -> None:
    successes = found.text("Producer.Return.Successes", "false")
    if successes == "false":
        found.refused.append(("Producer.Return.Successes", "a SyncProducer requires it to be true"))
    if found.text("Producer.Return.Errors") == "false":
        found.refused.append(("Producer.Return.Errors", "a SyncProducer requires it to be true"))


def _of_reader(found: OptionsOf) -> None:
    if not found.whole:
        return
    least, most = found.number("MinBytes", 0), found.number("MaxBytes", 0)
    if least is not None and most is not None and least > most:
        reason = f"MinBytes ({least}) is above MaxBytes ({most})"
        found.refused.append(("MinBytes", f"{reason}; NewReader panics"))
    if "Brokers" not in found.entries:
        found.refused.append(("Brokers", "a reader needs addresses; NewReader panics"))
    if "Topic" not in found.entries and "GroupTopics" not in found.entries:
        found.refused.append(("Topic", "a reader needs a topic; NewReader panics"))
    partition = found.number("Partition", 0)
    if "GroupID" in found.entries and found.text("GroupID") not in (None, "") and partition:
        found.refused.append(("Partition", "either Partition or GroupID, not both; NewReader panics"))


def _written(found: OptionsOf, option: str) -> str:
    """The option that is at fault, or Idempotent where it has its default."""
    return option if option in found.entries else "Producer.Idempotent"
