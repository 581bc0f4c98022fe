"""RBL001: heartbeat.interval.ms is not below session.timeout.ms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "RBL001",
    "heartbeat-not-below-session",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONSUMER],
    profile="dev",
    summary="heartbeat.interval.ms is not below session.timeout.ms.",
    why=(
        "A member must send at least one heartbeat within its session, otherwise the coordinator considers "
        "it dead. Kafka rejects a consumer of the classic protocol whose heartbeat interval is not below "
        "its session timeout; three heartbeats per session are usual."
    ),
    sources=["org.apache.kafka.clients.consumer.internals.Heartbeat"],
    bad="group.id=invoices\nsession.timeout.ms=3000",
    good="group.id=invoices\nsession.timeout.ms=45000\nheartbeat.interval.ms=3000",
)
def heartbeat_not_below_session(config: EffectiveConfig) -> Iterator[Problem]:
    """Without a group there are no heartbeats, and with the consumer protocol the broker decides on them."""
    if (config.text("group.protocol") or "classic").lower() != "classic" or not _has_group(config):
        return
    heartbeat, session = config.integer("heartbeat.interval.ms"), config.integer("session.timeout.ms")
    if heartbeat is None or session is None or heartbeat < session:
        return
    key = "heartbeat.interval.ms" if config.explicit("heartbeat.interval.ms") else "session.timeout.ms"
    yield config.problem(
        key,
        f"heartbeat.interval.ms={heartbeat} is not below session.timeout.ms={session}: the consumer fails "
        "to start",
        fix=config.fix_set("heartbeat.interval.ms", str(session // 3)) if session >= 3 else None,
    )


def _has_group(config: EffectiveConfig) -> bool:
    """Whether the consumer joins a group: its own, or the one that its program gives it."""
    parent = config.configuration.parent
    if config.text("group.id") is not None or parent is None:
        return config.text("group.id") is not None
    main = parent.role is Role.STREAMS and config.configuration.name.endswith("main consumer")
    return main or parent.role is Role.CONNECT_SINK
