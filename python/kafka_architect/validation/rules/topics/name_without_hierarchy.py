"""TOP024: the topic's name does not say whose it is: domain.entity.event-type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.topic_names import is_internal, refusal
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

# Levels by hyphens or underscores serve for prefixes as well, as long as a name keeps to one of them.
_HIERARCHY = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+|[a-z0-9]+(?:-[a-z0-9]+)+|[a-z0-9]+(?:_[a-z0-9]+)+")


@rule(
    "TOP024",
    "name-without-hierarchy",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC],
    summary="The topic name does not show its owner: domain.entity.event-type.",
    why=(
        "Names are the only structure that topics have. ACLs, quotas and monitoring work by prefix, so with "
        'names that begin with the domain a team can be granted "payments." as a whole. Lower case, periods '
        "between levels and hyphens within them keep names identical in every tool. Two levels "
        "(orders.events, orders-events) satisfy the rule."
    ),
    sources=[
        "KIP-290",
        "https://cnr.sh/posts/2017-08-29-how-paint-bike-shed-kafka-topic-naming-conventions/",
    ],
    bad=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: orders\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  partitions: 6\n"
        "  replicas: 3"
    ),
    good=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: shop.orders.created\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  partitions: 6\n"
        "  replicas: 3"
    ),
    dialect="topic.yaml",
)
def name_without_hierarchy(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at names that people chose, once per topic."""
    name = config.attribute_text(attributes.TOPIC_NAME)
    if name is None or is_internal(name) or refusal(name) is not None:
        return
    if _HIERARCHY.fullmatch(name) is None and not ("." in name and "_" in name):
        yield config.problem(
            config.attribute(attributes.TOPIC_NAME),
            f"topic {name}: use a lower-case name like domain.entity.event-type (shop.orders.created), so "
            "that ACLs and quotas can be set by prefix",
        )
