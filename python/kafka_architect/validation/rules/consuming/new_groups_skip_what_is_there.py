"""CON005: a new group that begins at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_text
from kafka_architect.validation.knowledge.share_consumers import is_share_consumer
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LATEST = ("latest", "largest", "end")


@rule(
    "CON005",
    "new-groups-skip-what-is-there",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=EVERY_CLIENT,
    summary="A group without offsets starts at the end: records written before its first commit are skipped.",
    why=(
        "auto.offset.reset applies to a new group, to expired offsets (a week without members) and to added "
        "partitions: with latest, records written before the consumer's first look are never read. earliest "
        "reads everything again instead, by_duration (4.0, KIP-1106) a limited period. Neither fits every "
        "application; AWS recommends latest for new groups, to spare the cluster a full replay."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#consumerconfigs_auto.offset.reset",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-1106%3A+Add+duration+based+offset+reset+option+for+consumer+clients",
    ],
    bad="group.id=billing",
    good="group.id=billing\nauto.offset.reset=earliest",
)
def new_groups_skip_what_is_there(config: EffectiveConfig) -> Iterator[Problem]:
    """Where there is a group, and the default counts."""
    reset = known_text(config, "auto.offset.reset")
    if is_share_consumer(config):
        return  # share.auto.offset.reset of the group applies
    if reset in _LATEST and config.text("group.id"):
        default = "" if config.explicit("auto.offset.reset") else " (the default)"
        yield config.problem(
            "auto.offset.reset",
            f"auto.offset.reset={reset}{default}: without offsets (new, expired, added partitions) the "
            "group skips existing records; use earliest if every record counts",
            fix=config.fix_set("auto.offset.reset", "earliest"),
        )
