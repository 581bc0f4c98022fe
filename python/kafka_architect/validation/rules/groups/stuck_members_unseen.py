"""RBL011: a member that is stuck, and nobody notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen_integer
from kafka_architect.validation.knowledge.wording import MINUTE, duration
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_MOST = 30 * MINUTE


@rule(
    "RBL011",
    "stuck-members-unseen",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=EVERY_CLIENT,
    summary="A member may hang for more than 30 minutes before its partitions move (max.poll.interval.ms).",
    why=(
        "Heartbeats come from a separate thread, so a consumer that waits indefinitely for a lock or a "
        "database looks alive. max.poll.interval.ms is the limit that detects it; it also limits how long a "
        "rebalance waits for a slow member. Move long work to another thread, with the partitions paused."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-62%3A+Allow+consumer+to+send+heartbeats+from+a+background+thread",
    ],
    bad="group.id=billing\nmax.poll.interval.ms=86400000",
    good="group.id=billing\nmax.poll.interval.ms=300000",
)
def stuck_members_unseen(config: EffectiveConfig) -> Iterator[Problem]:
    """As written; Streams once set the largest number itself."""
    interval = chosen_integer(config, "max.poll.interval.ms")
    if interval is not None and interval > _MOST:
        yield config.problem(
            "max.poll.interval.ms",
            f"max.poll.interval.ms={interval}: partitions of a hanging member stay unread for "
            f"{duration(interval)}, and a rebalance may wait as long; pause partitions for long work instead",
        )
