"""VAL013: an argument, or a value of a type, that the constructor of a client raises an exception for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import CLIENTS, EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "VAL013",
    "argument-refused",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[*sorted(CLIENTS), Role.STREAMS],
    clients=EVERY_CLIENT,
    profile="dev",
    summary=(
        "The client's constructor raises an exception: an unknown argument, an invalid type or value, or a "
        "missing argument."
    ),
    why=(
        "The Python clients check their arguments in the constructor, by their own rules: numbers must not "
        "be quoted strings, no compression is None and not 'none', inconsistent timeouts raise "
        "KafkaConfigurationError, and a confluent-kafka Consumer without group.id raises ValueError. On the "
        'JVM, values are typed too: Kafka accepts 16384 or "16384" for batch.size, and throws a '
        "ConfigException for 16384L. Libraries of other languages check their own options in the same way. "
        "The application fails before it connects to a broker."
    ),
    sources=[
        "kafka-python 2.0.2 to 3.0.12, KafkaProducer, KafkaConsumer, KafkaAdminClient (__init__)",
        "aiokafka 0.14.0, AIOKafkaProducer, AIOKafkaConsumer, AIOKafkaClient (__init__)",
        "confluent-kafka 2.16.1, Consumer (Consumer_init)",
        "kafka-clients 4.3.1, ConfigDef.parseType",
    ],
    bad=(
        "from kafka import KafkaProducer\n\n"
        'producer = KafkaProducer(bootstrap_servers="kafka:9092", compression_type="none")\n'
    ),
    good=(
        "from kafka import KafkaProducer\n\n"
        'producer = KafkaProducer(bootstrap_servers="kafka:9092", compression_type="lz4")\n'
    ),
    dialect="producer.py",
)
def argument_refused(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what the dialect says of the call."""
    for loss in config.configuration.losses:
        if loss.raised:
            fix = config.fix_rename(loss.setting, loss.kafka_key) if loss.kafka_key else None
            message = f"{loss.setting.written}: {loss.reason}: the call raises an exception"
            yield config.problem(loss.setting, message, fix=fix)
