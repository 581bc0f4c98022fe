"""DUR002: idempotence switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen, in_flight, name_of, waits_for_all
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "DUR002",
    "idempotence-off",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=EVERY_CLIENT,
    summary="Idempotence is disabled (enable.idempotence=false).",
    why=(
        "A produce request whose response is lost is sent again. Without idempotence the broker cannot "
        "distinguish the second copy from a new record, so the record is in the log twice; and a retry may "
        "overtake the batch behind it. An idempotent producer numbers its batches, and the broker drops "
        "duplicates: retries cause no duplicates and order is kept with up to five requests in flight, at "
        "no measurable cost."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-98+-+Exactly+Once+Delivery+and+Transactional+Messaging",
        "KIP-679",
    ],
    bad="enable.idempotence=false",
    good="enable.idempotence=true",
)
def idempotence_off(config: EffectiveConfig) -> Iterator[Problem]:
    """Only what somebody wrote: Connect's workers switch it off for reasons of their own."""
    setting = chosen(config, "enable.idempotence")
    if setting is None or config.boolean("enable.idempotence") is not False:
        return
    possible = waits_for_all(config) is not False and config.integer(name_of(config, "retries")) != 0
    overtaking = ", or behind records sent later" if (in_flight(config) or 1) > 1 else ""
    yield config.problem(
        setting,
        f"enable.idempotence=false: each retry may write a record a second time{overtaking}; set it to true "
        "and the broker drops the copy, at no measurable cost",
        fix=config.fix_set("enable.idempotence", "true") if possible else None,
    )
