"""CST061: a list of classes has an empty item, or names an assignor twice or by its short name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import CLIENTS, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_ASSIGNORS = "partition.assignment.strategy"
_CLASSES = (_ASSIGNORS, "interceptor.classes", "metric.reporters")
_PACKAGE = "org.apache.kafka.clients.consumer."
# As librdkafka and the broker call them; a Java client looks for a class of that name.
_SHORT_NAMES = {
    "range": "RangeAssignor",
    "roundrobin": "RoundRobinAssignor",
    "sticky": "StickyAssignor",
    "cooperative-sticky": "CooperativeStickyAssignor",
}
# KIP-1161: ConfigDef drops repeated items, and its validator refuses empty ones (VAL003).
_FIRST_WITH_CHECKED_LISTS = (4, 2)


@rule(
    "CST061",
    "class-list-unusable",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[*sorted(CLIENTS), Role.STREAMS],
    profile="dev",
    summary="A list of classes has an empty item, or lists an assignor twice or by its short name.",
    why=(
        "The client loads each item as a class. Before 4.2 an empty item, such as after a trailing comma, "
        "is a class without a name (ClassNotFoundException), and a consumer rejects an assignor that is "
        "listed twice ('is used in more than one assignor'); since 4.2 the second is dropped with a "
        "warning. range, roundrobin, sticky and cooperative-sticky are librdkafka's names, not Java classes."
    ),
    sources=[
        "org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.getAssignorInstances",
        "org.apache.kafka.common.config.AbstractConfig.getConfiguredInstances",
        "KIP-1161",
    ],
    bad="group.id=billing\npartition.assignment.strategy=cooperative-sticky",
    good=(
        "group.id=billing\n"
        "partition.assignment.strategy=org.apache.kafka.clients.consumer.CooperativeStickyAssignor"
    ),
)
def class_list_unusable(config: EffectiveConfig) -> Iterator[Problem]:
    """Assignors count for the classic protocol alone; the new one refuses the key (RBL008)."""
    for key in _CLASSES:
        setting, items = config.explicit(key), config.items(key)
        if setting is None or not items or (key == _ASSIGNORS and _new_protocol(config)):
            continue
        if config.version < _FIRST_WITH_CHECKED_LISTS and "" in items:
            yield config.problem(
                setting, f"{key} has an empty item: the client fails to start (ClassNotFoundException)"
            )
        elif key == _ASSIGNORS:
            yield from _assignors(config, items)


def _new_protocol(config: EffectiveConfig) -> bool:
    return (config.text("group.protocol") or "").lower() == "consumer"


def _assignors(config: EffectiveConfig, items: tuple[str, ...]) -> Iterator[Problem]:
    short = next((item for item in items if item in _SHORT_NAMES), None)
    counts = Counter(items)
    twice = next((item for item in items if counts[item] > 1), None)
    if short is not None:
        meant = _PACKAGE + _SHORT_NAMES[short]
        yield config.problem(
            _ASSIGNORS,
            f"{_ASSIGNORS}: {short} is not a Java class name: the consumer fails to start "
            f"(ClassNotFoundException); use {meant}",
        )
    elif twice is not None and config.version < _FIRST_WITH_CHECKED_LISTS:
        yield config.problem(
            _ASSIGNORS,
            f"{_ASSIGNORS} lists {twice} twice: the consumer fails to start (KafkaException: used in more "
            "than one assignor)",
        )
