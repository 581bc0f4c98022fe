"""What a source file has that says anything about Kafka's settings: found without parsing it."""

from __future__ import annotations

import re

from kafka_architect.validation.dialects.source.grammars import (
    CSHARP,
    GO,
    GRAMMARS,
    JAVASCRIPT,
    JVM,
    OTHERS,
    ending_of,
)

# Keys as texts, classes of constants, clients, builders, Spark's options.
_JVM = re.compile(
    r"bootstrap[._]servers|(?:Producer|Consumer|Streams|CommonClient|AdminClient|Ssl|Sasl|Topic)Configs?\b"
    r"|Kafka(?:Producer|Consumer|Streams|Source|Sink|Admin)\b|NewTopic\b|TopicBuilder\b|@KafkaListener"
    r"|[\"']kafka\.[a-z]|format\(\"kafka\"\)"
)
_JAVASCRIPT = re.compile(
    r"[\"'](?:kafkajs|node-rdkafka|@confluentinc/kafka-javascript|@nestjs/microservices)[\"']"
    r"|[\"']bootstrap\.servers[\"']|[\"']metadata\.broker\.list[\"']"
)
_GO = re.compile(r"confluent-kafka-go|/sarama\"|twmb/franz-go|segmentio/kafka-go|kafka\.ConfigMap")
_CSHARP = re.compile(r"Confluent\.Kafka|(?:Producer|Consumer|Client|AdminClient)Config\b|bootstrap\.servers")
_DOTTED = re.compile(r"[\"'](?:bootstrap\.servers|metadata\.broker\.list)[\"']|\"(?:group\.id|acks)\"")
_MARKS = {
    **dict.fromkeys(JVM, _JVM),
    **dict.fromkeys(JAVASCRIPT, _JAVASCRIPT),
    **dict.fromkeys(GO, _GO),
    **dict.fromkeys(CSHARP, _CSHARP),
    **dict.fromkeys(OTHERS, _DOTTED),
}


def is_source(path: str) -> bool:
    """Whether a path is of a program in one of the languages that the extra reads."""
    return ending_of(path) in GRAMMARS


def speaks_of_settings(path: str, text: str) -> bool:
    """Whether a program's text has anything that sets Kafka's clients up."""
    marks = _MARKS.get(ending_of(path))
    return marks is not None and marks.search(text) is not None
