"""The Python clients: their classes, their arguments, and where their defaults differ from Java's.

Sources: kafka-python 2.3.3 and 3.0.12 (DEFAULT_CONFIG of KafkaProducer, KafkaConsumer and KafkaAdminClient),
aiokafka 0.14.0 (signatures of AIOKafkaProducer, AIOKafkaConsumer and AIOKafkaAdminClient), confluent-kafka
2.16.1, read in November 2026. What is different in kafka-python 2.x is in kafka_python_versions.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from kafka_architect.validation.role import Client, Role

_LIBRDKAFKA, _KAFKA_PYTHON, _AIOKAFKA = Client.LIBRDKAFKA, Client.KAFKA_PYTHON, Client.AIOKAFKA
PACKAGES = {"confluent_kafka": _LIBRDKAFKA, "kafka": _KAFKA_PYTHON, "aiokafka": _AIOKAFKA}
CLASSES: dict[tuple[Client, str], Role] = {
    (_LIBRDKAFKA, "Producer"): Role.PRODUCER,
    (_LIBRDKAFKA, "SerializingProducer"): Role.PRODUCER,
    (_LIBRDKAFKA, "AvroProducer"): Role.PRODUCER,
    (_LIBRDKAFKA, "AIOProducer"): Role.PRODUCER,
    (_LIBRDKAFKA, "Consumer"): Role.CONSUMER,
    (_LIBRDKAFKA, "DeserializingConsumer"): Role.CONSUMER,
    (_LIBRDKAFKA, "AvroConsumer"): Role.CONSUMER,
    (_LIBRDKAFKA, "AIOConsumer"): Role.CONSUMER,
    (_LIBRDKAFKA, "ShareConsumer"): Role.CONSUMER,
    (_LIBRDKAFKA, "AdminClient"): Role.ADMIN,
    (_KAFKA_PYTHON, "KafkaProducer"): Role.PRODUCER,
    (_KAFKA_PYTHON, "KafkaConsumer"): Role.CONSUMER,
    (_KAFKA_PYTHON, "KafkaAdminClient"): Role.ADMIN,
    (_AIOKAFKA, "AIOKafkaProducer"): Role.PRODUCER,
    (_AIOKAFKA, "AIOKafkaConsumer"): Role.CONSUMER,
    (_AIOKAFKA, "AIOKafkaAdminClient"): Role.ADMIN,
}


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONNECTION = _names(
    """
    bootstrap_servers client_id connections_max_idle_ms metadata_max_age_ms request_timeout_ms
    retry_backoff_ms sasl_mechanism security_protocol
    """
)
_KAFKA_PYTHON_CONNECTION = _CONNECTION | _names(
    """
    client_dns_lookup max_in_flight_requests_per_connection metrics_num_samples receive_buffer_bytes
    reconnect_backoff_max_ms reconnect_backoff_ms send_buffer_bytes
    """
)
# Arguments that are a Kafka key with dots for underscores, in the same unit.
KAFKA_KEYS: dict[tuple[Client, Role], frozenset[str]] = {
    (_KAFKA_PYTHON, Role.PRODUCER): _KAFKA_PYTHON_CONNECTION
    | _names(
        """
        acks batch_size compression_type delivery_timeout_ms enable_idempotence linger_ms
        max_block_ms max_request_size retries transaction_timeout_ms transactional_id
        """
    ),
    (_KAFKA_PYTHON, Role.CONSUMER): _KAFKA_PYTHON_CONNECTION
    | _names(
        """
        allow_auto_create_topics auto_commit_interval_ms auto_offset_reset check_crcs client_rack
        enable_auto_commit exclude_internal_topics fetch_max_bytes fetch_max_wait_ms fetch_min_bytes group_id
        group_instance_id heartbeat_interval_ms isolation_level max_partition_fetch_bytes max_poll_interval_ms
        max_poll_records partition_assignment_strategy session_timeout_ms
        """
    ),
    (_KAFKA_PYTHON, Role.ADMIN): _KAFKA_PYTHON_CONNECTION,
    (_AIOKAFKA, Role.PRODUCER): _CONNECTION
    | _names(
        """
        acks compression_type enable_idempotence linger_ms max_request_size transaction_timeout_ms
        transactional_id
        """
    ),
    (_AIOKAFKA, Role.CONSUMER): _CONNECTION
    | _names(
        """
        auto_commit_interval_ms auto_offset_reset check_crcs client_rack enable_auto_commit
        exclude_internal_topics fetch_max_bytes fetch_max_wait_ms fetch_min_bytes group_id group_instance_id
        heartbeat_interval_ms isolation_level max_partition_fetch_bytes max_poll_interval_ms max_poll_records
        partition_assignment_strategy session_timeout_ms
        """
    ),
    (_AIOKAFKA, Role.ADMIN): _CONNECTION,
}
# Arguments under a name of their own: -> Kafka's key.
RENAMED: dict[tuple[Client, Role], dict[str, str]] = {
    (_AIOKAFKA, Role.PRODUCER): {"max_batch_size": "batch.size"},
}
# Secrets and switches of security that have a Kafka key of another shape; see source._security.
SECURITY = _names("ssl_check_hostname ssl_password sasl_plain_password")
# Arguments that mean nothing to Kafka's other clients.
_OWN = _names(
    """
    api_version sasl_kerberos_domain_name sasl_kerberos_service_name sasl_oauth_token_provider
    sasl_plain_username ssl_context key_serializer value_serializer key_deserializer value_deserializer
    partitioner
    """
)
_KAFKA_PYTHON_OWN = _OWN | _names(
    """
    api_version_auto_timeout_ms bootstrap_timeout_ms bootstrap_topics_filter consumer_timeout_ms
    default_offset_commit_callback enable_incremental_fetch_sessions kafka_client legacy_iterator
    metric_group_prefix metric_reporters metrics_enabled metrics_sample_window_ms proxy_url
    receive_message_max_bytes sasl_kerberos_name selector sock_chunk_buffer_count sock_chunk_bytes
    socket_options socks5_proxy ssl_cafile ssl_certfile ssl_ciphers ssl_crlfile ssl_keyfile
    state_change_callback allow_auto_create_topics wakeup_timeout_ms
    """
)
OWN: dict[Client, frozenset[str]] = {
    _KAFKA_PYTHON: _KAFKA_PYTHON_OWN,
    _AIOKAFKA: _OWN | _names("loop consumer_timeout_ms rebalance_timeout_ms"),
}
# Defaults that are not Java's, under Kafka's keys. None: there is no limit, which Java has no word for.
DEFAULTS: dict[tuple[Client, Role], dict[str, str | None]] = {
    (_KAFKA_PYTHON, Role.PRODUCER): {"linger.ms": "0", "reconnect.backoff.max.ms": "30000"},
    (_KAFKA_PYTHON, Role.CONSUMER): {
        "partition.assignment.strategy": (
            "org.apache.kafka.clients.consumer.RangeAssignor,"
            "org.apache.kafka.clients.consumer.RoundRobinAssignor"
        ),
        "reconnect.backoff.max.ms": "30000",
    },
    (_AIOKAFKA, Role.PRODUCER): {
        "acks": "1",
        "enable.idempotence": "false",
        "linger.ms": "0",
        "request.timeout.ms": "40000",
    },
    (_AIOKAFKA, Role.CONSUMER): {
        "max.poll.records": None,
        "partition.assignment.strategy": "org.apache.kafka.clients.consumer.RoundRobinAssignor",
        "request.timeout.ms": "40000",
        "session.timeout.ms": "10000",
    },
}
ASSIGNORS = {
    "RangePartitionAssignor": "org.apache.kafka.clients.consumer.RangeAssignor",
    "RoundRobinPartitionAssignor": "org.apache.kafka.clients.consumer.RoundRobinAssignor",
    "StickyPartitionAssignor": "org.apache.kafka.clients.consumer.StickyAssignor",
    "CooperativeStickyAssignor": "org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
}


@dataclass(frozen=True, slots=True)
class NewTopicArguments:
    """The parameters of a package's NewTopic that matter, in their order."""

    names: tuple[str, ...]
    config: str


NEW_TOPIC = {
    _LIBRDKAFKA: NewTopicArguments(("topic", "num_partitions", "replication_factor"), "config"),
    _KAFKA_PYTHON: NewTopicArguments(("name", "num_partitions", "replication_factor"), "topic_configs"),
    _AIOKAFKA: NewTopicArguments(("name", "num_partitions", "replication_factor"), "topic_configs"),
}
