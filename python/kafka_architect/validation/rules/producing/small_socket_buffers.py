"""PRD020: TCP windows that a distant broker does not fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_integer, name_of
from kafka_architect.validation.knowledge.wording import MIB
from kafka_architect.validation.role import EVERY_CLIENT, Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_ENOUGH = MIB
_ROUND_TRIP_MS = 10


@rule(
    "PRD020",
    "small-socket-buffers",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER, Role.CONSUMER],
    clients=EVERY_CLIENT,
    profile="throughput",
    summary="A fixed socket buffer caps each connection's throughput at buffer size per round trip.",
    why=(
        "A connection carries at most one socket buffer per round trip: 64 KiB over 10 ms are 6.5 MB/s, over "
        "100 ms between regions 0.65. A fixed size also disables the kernel's auto-tuning, which grows the "
        "window to megabytes. -1 leaves it to the kernel (librdkafka: 0, its default)."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_send.buffer.bytes",
        "https://kafka.apache.org/documentation/#consumerconfigs_receive.buffer.bytes",
        "https://man7.org/linux/man-pages/man7/tcp.7.html (tcp_moderate_rcvbuf)",
    ],
    bad="send.buffer.bytes=131072",
    good="send.buffer.bytes=-1",
)
def small_socket_buffers(config: EffectiveConfig) -> Iterator[Problem]:
    """Sending for producers, receiving for consumers; the defaults count: 128 and 64 KiB in Java."""
    java_key = "send.buffer.bytes" if config.role is Role.PRODUCER else "receive.buffer.bytes"
    key, buffer = name_of(config, java_key), known_integer(config, java_key)
    if buffer is None or not 0 < buffer < _ENOUGH:
        return
    rate = buffer / _ROUND_TRIP_MS / 1000
    yield config.problem(
        key,
        f"{key}={buffer}: at {_ROUND_TRIP_MS} ms round trip at most {rate:.1f} MB/s per connection; leave "
        "it to the kernel",
        fix=config.fix_set(key, "0" if config.client is Client.LIBRDKAFKA else "-1"),
    )
