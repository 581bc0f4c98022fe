"""CNT003: a sink has no topics, two kinds of them, or reads its own dead letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.patterns import matches_whole
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CNT003",
    "sink-topics-contradict",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONNECT_SINK],
    profile="dev",
    summary="A sink sets no topics, both topics and topics.regex, or reads its own dead letters.",
    why=(
        "A sink connector requires either topics or topics.regex. Its dead letter queue must not be among "
        "the topics that it reads, otherwise each bad record would be read again. Connect rejects the "
        "connector."
    ),
    sources=["KIP-215", "KIP-298", "org.apache.kafka.connect.runtime.SinkConnectorConfig.validate"],
    bad="name=orders\nconnector.class=com.example.Sink\ntopics=orders\ntopics.regex=orders-.*",
    good="name=orders\nconnector.class=com.example.Sink\ntopics=orders",
)
def sink_topics_contradict(config: EffectiveConfig) -> Iterator[Problem]:
    """Blank values count as absent."""
    listed, regex = config.text("topics"), config.text("topics.regex")
    if any(one is not None and not one.resolved for one in map(config.explicit, ("topics", "topics.regex"))):
        return
    queue_key = "errors.deadletterqueue.topic.name"
    queue = config.text(queue_key)
    if listed and regex:
        yield config.problem(
            "topics.regex", ("topics and topics.regex are both set: Connect rejects the connector")
        )
    elif not listed and not regex and config.complete:
        yield config.problem(
            "topics", ("neither topics nor topics.regex is set: Connect rejects the connector")
        )
    if queue and listed and queue in (config.items("topics") or ()):
        yield config.problem(
            queue_key, (f"{queue_key}={queue} is one of topics: Connect rejects the connector")
        )
    elif queue and regex and matches_whole(regex, queue):
        yield config.problem(
            queue_key, f"{queue_key}={queue} matches topics.regex={regex}: Connect rejects the connector"
        )
