"""TOP029: the name says that the topic holds state, and it is not compacted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import cleanup_policies
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_STATE = re.compile(
    r"(?:^|[._-])(states?|snapshots?|tables?|ktable|changelog|compacted|latest)$", re.IGNORECASE
)


@rule(
    "TOP029",
    "state-topic-not-compacted",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC],
    summary="The name implies that the topic holds state, but it is not compacted.",
    why=(
        "A topic of states or snapshots is read from the start to rebuild a table. With "
        "cleanup.policy=delete the table loses keys that are not rewritten within the retention; with "
        "compact the last value of every key stays, and the topic is as large as the table."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#compaction",
        "https://docs.confluent.io/kafka/design/log_compaction.html",
    ],
    bad=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: shop.customers.state\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  partitions: 6\n"
        "  replicas: 3\n"
        "  config:\n"
        "    cleanup.policy: delete"
    ),
    good=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: shop.customers.state\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  partitions: 6\n"
        "  replicas: 3\n"
        "  config:\n"
        "    cleanup.policy: compact"
    ),
    dialect="topic.yaml",
)
def state_topic_not_compacted(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the last word of the name."""
    name = config.attribute_text(attributes.TOPIC_NAME)
    word = None if name is None else _STATE.search(name)
    policies = cleanup_policies(config)
    if word is None or policies is None or "delete" not in policies or "compact" in policies:
        return
    yield config.problem(
        config.explicit("cleanup.policy") or config.attribute(attributes.TOPIC_NAME),
        f"topic {name}: the name says {word[1]}, but keys that are not rewritten within the retention are "
        "deleted; cleanup.policy=compact keeps the last value of every key",
        fix=config.fix_set("cleanup.policy", "compact"),
    )
