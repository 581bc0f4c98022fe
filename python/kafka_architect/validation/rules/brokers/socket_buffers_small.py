"""BRK001: the socket buffers of 100 KB limit each connection over a long way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_integer, runs_broker
from kafka_architect.validation.knowledge.wording import MIB, SECOND, size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEYS = ("socket.send.buffer.bytes", "socket.receive.buffer.bytes")
_LEAST = MIB
_RTT_MS = 10


@rule(
    "BRK001",
    "socket-buffers-small",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    profile="throughput",
    summary="Socket buffers of 100 KB limit each connection over a long distance.",
    why=(
        "A TCP connection carries at most one buffer per round trip: 102,400 bytes are 100 MB/s at 1 ms, 10 "
        "MB/s at 10 ms between regions, 1.3 MB/s at 80 ms across an ocean. -1 leaves the size to the "
        "operating system, which grows it as needed (net.ipv4.tcp_rmem, tcp_wmem). A fixed size also "
        "disables that autotuning."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_socket.send.buffer.bytes",
        "https://kafka.apache.org/documentation/#hwandos",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
    ],
    bad="node.id=1\nsocket.send.buffer.bytes=102400\nsocket.receive.buffer.bytes=102400",
    good="node.id=1\nsocket.send.buffer.bytes=-1\nsocket.receive.buffer.bytes=-1",
)
def socket_buffers_small(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at both directions; the default is 102,400 bytes."""
    if not runs_broker(config):
        return
    for key in _KEYS:
        buffer = known_integer(config, key)
        if buffer is None or not 0 <= buffer < _LEAST:
            continue
        most = buffer * SECOND / _RTT_MS
        yield config.problem(
            key,
            f"{key}={buffer}: one connection carries at most {size(most)}/s over a round trip of {_RTT_MS} "
            "ms, and the operating system cannot enlarge it; -1 enables its autotuning",
            fix=config.fix_set(key, "-1"),
        )
