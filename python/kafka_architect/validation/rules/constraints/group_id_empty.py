"""CST005: group.id is there, and empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.share_consumers import SHARE_KEYS, is_share_consumer
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST005",
    "group-id-empty",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONSUMER],
    profile="dev",
    summary="group.id is empty, or missing for a share consumer.",
    why=(
        "A consumer may omit its group, but not leave its name empty: since 4.0 Kafka rejects an empty or "
        "blank group.id, before that only with group.protocol=consumer. Usually a variable was not filled "
        "in. A share consumer (share.acknowledgement.mode) requires a group.id."
    ),
    sources=["KIP-289", "org.apache.kafka.clients.consumer.internals.ClassicKafkaConsumer"],
    bad="group.id=",
    good="group.id=invoices",
)
def group_id_empty(config: EffectiveConfig) -> Iterator[Problem]:
    """Blanks do not count: Kafka trims."""
    group = config.explicit("group.id")
    new_protocol = (config.text("group.protocol") or "").lower() == "consumer"
    share = next((one for key, _ in SHARE_KEYS if (one := config.explicit(key)) is not None), None)
    if group is None and share is not None and is_share_consumer(config) and config.complete:
        yield config.problem(
            share, "a share consumer without group.id fails to start (InvalidGroupIdException); set group.id"
        )
    if group is not None and config.text("group.id") == "" and (new_protocol or config.version >= (4, 0)):
        yield config.problem(
            group, "group.id is empty: the consumer fails to start; set a name or remove the key"
        )
