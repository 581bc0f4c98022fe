"""ORD001: retries that overtake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen, idempotent, in_flight, name_of
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "ORD001",
    "reordering-by-retries",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=EVERY_CLIENT,
    summary="Several requests may be in flight without idempotence: a retry can reorder records.",
    why=(
        "If the first of two batches for a partition fails and is retried while the second succeeds, the log "
        "contains them in the wrong order. With idempotence the broker rejects the second until the first "
        "has arrived, with up to five requests in flight. Without it, only "
        "max.in.flight.requests.per.connection=1 preserves order."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_max.in.flight.requests.per.connection",
        "https://github.com/confluentinc/librdkafka/blob/master/INTRODUCTION.md#message-ordering",
    ],
    bad="enable.idempotence=false\nmax.in.flight.requests.per.connection=5",
    good="enable.idempotence=true\nmax.in.flight.requests.per.connection=5",
)
def reordering_by_retries(config: EffectiveConfig) -> Iterator[Problem]:
    """Where idempotence was switched off, or in-flight requests were chosen without it."""
    switched_off = chosen(config, "enable.idempotence") is not None
    if idempotent(config) is not False or config.integer(name_of(config, "retries")) == 0:
        return
    key = name_of(config, "max.in.flight.requests.per.connection")
    requests = in_flight(config)
    if requests is None or requests < 2 or not (switched_off or chosen(config, key) is not None):
        return
    yield config.problem(
        key,
        f"up to {requests:,} requests in flight without idempotence: a retry may write records after ones "
        "that were sent later; enable idempotence, or allow only one request in flight",
        fix=config.fix_set(key, "1"),
    )
