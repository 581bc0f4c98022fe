"""The typed properties of Spring Boot's KafkaProperties, and the Kafka keys that they become.

Source: META-INF/spring-configuration-metadata.json and KafkaProperties.java (buildProperties) of
spring-boot-autoconfigure 2.7.18, 3.2.12 and 3.5.6 and spring-boot-kafka 4.0.0, read in November 2026. The
generations differ in what never reaches Kafka, and in consumer.max-poll-interval, which 3.2 does not have.
"""

from __future__ import annotations

from kafka_architect.validation.role import Role

# kebab-case name -> (Kafka's key, how the value is converted: values.CONVERSIONS)
Fields = dict[str, tuple[str, str]]

_SSL: Fields = {
    "ssl.key-password": ("ssl.key.password", "text"),
    "ssl.key-store-certificate-chain": ("ssl.keystore.certificate.chain", "text"),
    "ssl.key-store-key": ("ssl.keystore.key", "text"),
    "ssl.key-store-location": ("ssl.keystore.location", "resource"),
    "ssl.key-store-password": ("ssl.keystore.password", "text"),
    "ssl.key-store-type": ("ssl.keystore.type", "text"),
    "ssl.trust-store-certificates": ("ssl.truststore.certificates", "text"),
    "ssl.trust-store-location": ("ssl.truststore.location", "resource"),
    "ssl.trust-store-password": ("ssl.truststore.password", "text"),
    "ssl.trust-store-type": ("ssl.truststore.type", "text"),
    "ssl.protocol": ("ssl.protocol", "text"),
    "security.protocol": ("security.protocol", "text"),
}
COMMON: Fields = {
    "bootstrap-servers": ("bootstrap.servers", "list"),
    "client-id": ("client.id", "text"),
    **_SSL,
}
_PRODUCER: Fields = {
    **COMMON,
    "acks": ("acks", "text"),
    "batch-size": ("batch.size", "size"),
    "buffer-memory": ("buffer.memory", "size"),
    "compression-type": ("compression.type", "text"),
    "key-serializer": ("key.serializer", "text"),
    "value-serializer": ("value.serializer", "text"),
    "retries": ("retries", "text"),
    # DefaultKafkaProducerFactory numbers its producers: the prefix is what the file knows.
    "transaction-id-prefix": ("transactional.id", "text"),
}
_CONSUMER: Fields = {
    **COMMON,
    "auto-commit-interval": ("auto.commit.interval.ms", "duration"),
    "auto-offset-reset": ("auto.offset.reset", "text"),
    "enable-auto-commit": ("enable.auto.commit", "text"),
    "fetch-max-wait": ("fetch.max.wait.ms", "duration"),
    "fetch-min-size": ("fetch.min.bytes", "size"),
    "group-id": ("group.id", "text"),
    "heartbeat-interval": ("heartbeat.interval.ms", "duration"),
    "isolation-level": ("isolation.level", "isolation"),
    "key-deserializer": ("key.deserializer", "text"),
    "value-deserializer": ("value.deserializer", "text"),
    "max-poll-interval": ("max.poll.interval.ms", "duration"),
    "max-poll-records": ("max.poll.records", "text"),
}
_ADMIN: Fields = {"client-id": ("client.id", "text"), **_SSL}
_STREAMS: Fields = {
    **COMMON,
    "application-id": ("application.id", "text"),
    "replication-factor": ("replication.factor", "text"),
    "state-dir": ("state.dir", "text"),
    "state-store-cache-max-size": ("statestore.cache.max.bytes", "size"),
}
# role -> (its section, its typed properties)
SECTIONS: dict[Role, tuple[str, Fields]] = {
    Role.PRODUCER: ("producer", _PRODUCER),
    Role.CONSUMER: ("consumer", _CONSUMER),
    Role.STREAMS: ("streams", _STREAMS),
    Role.ADMIN: ("admin", _ADMIN),
}
# What Spring Boot reads for itself: never Kafka keys.
OWN: dict[Role, frozenset[str]] = {
    Role.PRODUCER: frozenset({"ssl.bundle"}),
    Role.CONSUMER: frozenset({"ssl.bundle"}),
    Role.STREAMS: frozenset({"ssl.bundle", "auto-startup", "cleanup.on-startup", "cleanup.on-shutdown"}),
    Role.ADMIN: frozenset(
        {
            "ssl.bundle",
            "auto-create",
            "close-timeout",
            "fail-fast",
            "modify-topic-configs",
            "operation-timeout",
        }
    ),
}
# Properties that were there once, and what took their place (level error: they are ignored today).
REPLACED: dict[Role, dict[str, str]] = {
    Role.STREAMS: {
        "cache-max-bytes-buffering": "state-store-cache-max-size",
        "cache-max-size-buffering": "state-store-cache-max-size",
    }
}
_STRING = "org.apache.kafka.common.serialization.String"
# What Spring Boot and Spring Kafka put in when nobody else does: KafkaProperties' initial values;
# KafkaMessageListenerContainer.ListenerConsumer.determineAutoCommit for enable.auto.commit (since 2.3).
FRAMEWORK: dict[Role, dict[str, str]] = {
    Role.PRODUCER: {
        "bootstrap.servers": "localhost:9092",
        "key.serializer": f"{_STRING}Serializer",
        "value.serializer": f"{_STRING}Serializer",
    },
    Role.CONSUMER: {
        "bootstrap.servers": "localhost:9092",
        "enable.auto.commit": "false",
        "isolation.level": "read_uncommitted",
        "key.deserializer": f"{_STRING}Deserializer",
        "value.deserializer": f"{_STRING}Deserializer",
    },
    Role.STREAMS: {"bootstrap.servers": "localhost:9092"},
    Role.ADMIN: {"bootstrap.servers": "localhost:9092"},
}
