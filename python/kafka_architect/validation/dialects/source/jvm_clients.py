"""What the JVM's clients are made of: Kafka's own, Spring's, Reactor's, Flink's.

Sources: kafka-clients 4.3 and kafka-streams 4.3 (constructors), spring-kafka 3.3 (its factories, KafkaAdmin,
ListenerConsumer.determineAutoCommit), reactor-kafka 1.3 (SenderOptions, ReceiverOptions),
flink-connector-kafka 3.4 (KafkaSourceBuilder, KafkaSinkBuilder).
"""

from __future__ import annotations

from typing import NamedTuple

from kafka_architect.validation.dialects.source.words import words
from kafka_architect.validation.role import Role

_SERIALIZERS = ("key.serializer", "value.serializer")
_DESERIALIZERS = ("key.deserializer", "value.deserializer")


class Maker(NamedTuple):
    """A call that makes a client: which argument has its settings, and who else sets which keys."""

    role: Role
    position: int = 0
    sets: tuple[str, ...] = ()  # keys that the program may give otherwise: only known later
    fixed: tuple[tuple[str, str], ...] = ()  # what the framework sets where nobody else does
    with_more: tuple[str, ...] = ()  # keys that further arguments set


# Spring's containers commit by themselves unless somebody says otherwise (since 2.3).
_SPRING_CONSUMER = Maker(
    Role.CONSUMER,
    sets=("bootstrap.servers", "group.id", *_DESERIALIZERS),
    fixed=(("enable.auto.commit", "false"),),
)
CLASSES: dict[str, Maker] = {
    "KafkaProducer": Maker(Role.PRODUCER, with_more=_SERIALIZERS),
    "KafkaConsumer": Maker(Role.CONSUMER, with_more=_DESERIALIZERS),
    "KafkaShareConsumer": Maker(Role.CONSUMER, with_more=_DESERIALIZERS),
    "KafkaStreams": Maker(Role.STREAMS, 1),
    "KafkaStreamsConfiguration": Maker(Role.STREAMS),
    "DefaultKafkaProducerFactory": Maker(Role.PRODUCER, sets=("bootstrap.servers", *_SERIALIZERS)),
    "DefaultKafkaConsumerFactory": _SPRING_CONSUMER,
    "KafkaAdmin": Maker(Role.ADMIN, sets=("bootstrap.servers",)),
    "FlinkKafkaConsumer": Maker(Role.CONSUMER, 2, sets=_DESERIALIZERS),
    "FlinkKafkaProducer": Maker(Role.PRODUCER, 2, sets=_SERIALIZERS),
    "ReactiveKafkaProducerTemplate": Maker(Role.PRODUCER, sets=_SERIALIZERS),
}
# They make a client's settings of a map without making a client.
NO_CLIENTS = frozenset({"TopologyTestDriver", "MockProducer", "MockConsumer"})
# Akka's and Pekko's connectors: settings over those of a HOCON file, by their own builders.
ALPAKKA = {"ProducerSettings": Role.PRODUCER, "ConsumerSettings": Role.CONSUMER}
ALPAKKA_KEYS = {
    "withBootstrapServers": "bootstrap.servers",
    "withGroupId": "group.id",
    "withClientId": "client.id",
}
# Static methods by the last name of their class.
METHODS: dict[tuple[str, str], Maker] = {
    ("AdminClient", "create"): Maker(Role.ADMIN),
    ("Admin", "create"): Maker(Role.ADMIN),
    ("KafkaAdminClient", "create"): Maker(Role.ADMIN),
    ("SenderOptions", "create"): Maker(Role.PRODUCER, sets=_SERIALIZERS),
    ("ReceiverOptions", "create"): Maker(Role.CONSUMER, sets=("group.id", *_DESERIALIZERS)),
}
# Classes whose object is the map that it is made of.
WRAPPERS = frozenset({"StreamsConfig", "ProducerConfig", "ConsumerConfig", "AdminClientConfig"})
MAPS = words(
    """
    Properties HashMap LinkedHashMap TreeMap ConcurrentHashMap Hashtable EnumMap java.util.Properties
    java.util.HashMap LinkedMultiValueMap
    """
)
MAP_CALLS = words(
    """
    mapOf mutableMapOf hashMapOf linkedMapOf Map HashMap emptyMap ImmutableMap buildMap
    """
)
# StreamsConfig.producerPrefix and the like.
STREAMS_PREFIXES = {
    "producerPrefix": "producer.",
    "consumerPrefix": "consumer.",
    "mainConsumerPrefix": "main.consumer.",
    "restoreConsumerPrefix": "restore.consumer.",
    "globalConsumerPrefix": "global.consumer.",
    "adminClientPrefix": "admin.",
    "topicPrefix": "topic.",
}
# Flink's builders: setter -> key.
FLINK = {
    "setBootstrapServers": "bootstrap.servers",
    "setGroupId": "group.id",
    "setClientIdPrefix": "client.id",
}
FLINK_BUILDERS = {"KafkaSource": Role.CONSUMER, "KafkaSink": Role.PRODUCER}
# KafkaSourceBuilder.build: deserializers are always byte arrays, enable.auto.commit and auto.offset.reset are
# set where nobody sets them. KafkaSinkBuilder: the serializers likewise.
FLINK_SETS = {
    Role.CONSUMER: ("key.deserializer", "value.deserializer", "auto.offset.reset", "group.id", "client.id"),
    Role.PRODUCER: ("key.serializer", "value.serializer", "transactional.id", "transaction.timeout.ms"),
}
FLINK_FIXED = {Role.CONSUMER: {"enable.auto.commit": "false"}, Role.PRODUCER: {}}
# Spark's options are strings with the prefix kafka.; the connector sets these itself (KafkaSourceProvider).
SPARK_SETS = {
    Role.CONSUMER: (*_DESERIALIZERS, "group.id", "auto.offset.reset", "enable.auto.commit"),
    Role.PRODUCER: _SERIALIZERS,
}
SERIALIZERS = frozenset(
    f"{name}{kind}"
    for name in words(
        "String ByteArray ByteBuffer Bytes Integer Long Short Double Float UUID Void List Boolean"
    )
    for kind in ("Serializer", "Deserializer")
)
SERIALIZATION = "org.apache.kafka.common.serialization"
