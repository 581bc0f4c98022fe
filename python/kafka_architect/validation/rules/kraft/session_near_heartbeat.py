"""KRF011: a broker's session lasts less than three of its heartbeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_integer, only_broker
from kafka_architect.validation.knowledge.wording import duration
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_HEARTBEATS = 3
_SESSION, _HEARTBEAT = "broker.session.timeout.ms", "broker.heartbeat.interval.ms"


@rule(
    "KRF011",
    "session-near-heartbeat",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    summary="A broker's session timeout covers fewer than three of its heartbeats.",
    why=(
        "A broker that misses heartbeats for broker.session.timeout.ms is fenced: its leaders move, its "
        "replicas leave the ISR. With fewer than three heartbeats in that time one lost packet or a short "
        "pause is enough, and the broker flaps. The defaults are 2 s and 9 s."
    ),
    sources=[
        "KIP-631",
        "https://kafka.apache.org/documentation/#brokerconfigs_broker.session.timeout.ms",
    ],
    bad="process.roles=controller\nnode.id=1\nbroker.session.timeout.ms=3000",
    good="process.roles=controller\nnode.id=1\nbroker.session.timeout.ms=9000",
)
def session_near_heartbeat(config: EffectiveConfig) -> Iterator[Problem]:
    """Compare the two where one is written."""
    # Sessions are the controllers' affair: a broker of its own does not read how long they last.
    chosen = (None if only_broker(config) else config.explicit(_SESSION)) or config.explicit(_HEARTBEAT)
    session, heartbeat = known_integer(config, _SESSION), known_integer(config, _HEARTBEAT)
    if chosen is None or not session or not heartbeat or session >= _HEARTBEATS * heartbeat:
        return
    yield config.problem(
        chosen,
        f"a session of {duration(session)} with a heartbeat every {duration(heartbeat)}: a single lost "
        "heartbeat fences the broker, and its leaders move; allow at least three heartbeats per session",
    )
