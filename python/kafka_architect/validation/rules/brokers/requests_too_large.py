"""BRK028: a single request may be larger than 256 MiB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.wording import MIB, size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_MOST = 256 * MIB


@rule(
    "BRK028",
    "requests-too-large",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="A single request may be larger than 256 MiB.",
    why=(
        "On a listener without SASL the broker allocates memory for a request as soon as it has read the "
        "length, before it knows the sender: socket.request.max.bytes is the only limit. A few large "
        "requests at once, or a port scan whose first bytes look like a length, end in OutOfMemoryError. "
        "The default is 100 MiB, more than any batch needs."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_socket.request.max.bytes",
        "clients/src/main/java/org/apache/kafka/common/network/NetworkReceive.java",
    ],
    bad="node.id=1\nsocket.request.max.bytes=2147483647",
    good="node.id=1\nsocket.request.max.bytes=104857600",
)
def requests_too_large(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at a size that somebody wrote."""
    setting, largest = config.explicit("socket.request.max.bytes"), config.integer("socket.request.max.bytes")
    if setting is None or largest is None or largest <= _MOST:
        return
    yield config.problem(
        setting,
        f"socket.request.max.bytes={setting.shown}: any client that reaches the port can make the broker "
        f"allocate {size(largest)} for one request; the default is 100 MiB",
        fix=config.fix_set("socket.request.max.bytes", "104857600"),
    )
