"""Options of client libraries that have names of their own: KafkaJS, Sarama, franz-go, kafka-go.

For each the options that mean the same as a key of Kafka's, those that mean something else, and the defaults
that differ from Java's.

Sources: KafkaJS 2.2.4 (src/index.js, src/producer, src/consumer), Sarama 1.61.1
(config.go, NewConfig and Validate), franz-go 1.22.2 (pkg/kgo/config.go, defaultCfg and validate), kafka-go
0.4.51 (writer.go, reader.go), read in November 2026.
"""

from __future__ import annotations

from typing import NamedTuple

from kafka_architect.validation.role import Client, Role


class Options(NamedTuple):
    """What one library takes for one role.

    `keys`: option -> Kafka's key. `own`: options that no key of Kafka's stands for. `defaults`: Kafka's key
    -> value where nobody sets it; None where it is set elsewhere in the program, or there is no limit.
    """

    keys: dict[str, str]
    own: frozenset[str] = frozenset()
    defaults: dict[str, str | None] = {}  # noqa: RUF012 - a table that nobody changes


_KAFKAJS_CONNECTION = {
    "brokers": "bootstrap.servers",
    "clientId": "client.id",
    "connectionTimeout": "socket.connection.setup.timeout.ms",
    "requestTimeout": "request.timeout.ms",
}
KAFKAJS_CLIENT_OWN = frozenset(
    {
        "ssl", "sasl", "authenticationTimeout", "reauthenticationThreshold", "enforceRequestTimeout", "retry",
        "socketFactory", "logLevel", "logCreator",
    }
)  # fmt: skip
_SARAMA_CONNECTION = {
    "ClientID": "client.id",
    "RackID": "client.rack",
    "Metadata.RefreshFrequency": "metadata.max.age.ms",
}
OPTIONS: dict[tuple[Client, Role], Options] = {
    (Client.KAFKAJS, Role.PRODUCER): Options(
        _KAFKAJS_CONNECTION
        | {
            "idempotent": "enable.idempotence",
            "transactionalId": "transactional.id",
            "transactionTimeout": "transaction.timeout.ms",
            "maxInFlightRequests": "max.in.flight.requests.per.connection",
            "metadataMaxAge": "metadata.max.age.ms",
        },
        frozenset({"createPartitioner", "retry", "allowAutoTopicCreation"}),
        # acks and compression are arguments of send().
        {"enable.idempotence": "false", "acks": None, "compression.type": None, "linger.ms": None,
         "retries": None, "max.in.flight.requests.per.connection": None, "batch.size": None},
    ),
    (Client.KAFKAJS, Role.CONSUMER): Options(
        _KAFKAJS_CONNECTION
        | {
            "groupId": "group.id",
            "sessionTimeout": "session.timeout.ms",
            "rebalanceTimeout": "max.poll.interval.ms",
            "heartbeatInterval": "heartbeat.interval.ms",
            "maxBytesPerPartition": "max.partition.fetch.bytes",
            "minBytes": "fetch.min.bytes",
            "maxBytes": "fetch.max.bytes",
            "maxWaitTimeInMs": "fetch.max.wait.ms",
            "metadataMaxAge": "metadata.max.age.ms",
            "rackId": "client.rack",
            "allowAutoTopicCreation": "allow.auto.create.topics",
            "readUncommitted": "isolation.level",
        },
        frozenset({"partitionAssigners", "retry", "maxInFlightRequests"}),
        # Commits and the first offset are arguments of run() and subscribe().
        {"session.timeout.ms": "30000", "heartbeat.interval.ms": "3000", "isolation.level": "read_committed",
         "enable.auto.commit": None, "auto.offset.reset": None, "auto.commit.interval.ms": None},
    ),
    (Client.KAFKAJS, Role.ADMIN): Options(_KAFKAJS_CONNECTION, frozenset({"retry"})),
    (Client.SARAMA, Role.PRODUCER): Options(
        _SARAMA_CONNECTION
        | {
            "Producer.RequiredAcks": "acks",
            "Producer.Idempotent": "enable.idempotence",
            "Producer.Compression": "compression.type",
            "Producer.MaxMessageBytes": "max.request.size",
            "Producer.Flush.Frequency": "linger.ms",
            "Producer.Retry.Max": "retries",
            "Producer.Retry.Backoff": "retry.backoff.ms",
            "Producer.Timeout": "request.timeout.ms",
            "Producer.Transaction.ID": "transactional.id",
            "Producer.Transaction.Timeout": "transaction.timeout.ms",
            "Net.MaxOpenRequests": "max.in.flight.requests.per.connection",
        },
        defaults={
            "acks": "1", "enable.idempotence": "false", "compression.type": "none", "linger.ms": None,
            "retries": "3", "retry.backoff.ms": "100", "request.timeout.ms": "10000", "batch.size": None,
            "delivery.timeout.ms": None,
        },
    ),
    (Client.SARAMA, Role.CONSUMER): Options(
        _SARAMA_CONNECTION
        | {
            "Consumer.Fetch.Min": "fetch.min.bytes",
            "Consumer.Fetch.Default": "max.partition.fetch.bytes",
            "Consumer.Fetch.MaxBytes": "fetch.max.bytes",
            "Consumer.MaxWaitTime": "fetch.max.wait.ms",
            "Consumer.Offsets.Initial": "auto.offset.reset",
            "Consumer.Offsets.AutoCommit.Enable": "enable.auto.commit",
            "Consumer.Offsets.AutoCommit.Interval": "auto.commit.interval.ms",
            "Consumer.IsolationLevel": "isolation.level",
            "Consumer.Group.Session.Timeout": "session.timeout.ms",
            "Consumer.Group.Heartbeat.Interval": "heartbeat.interval.ms",
            "Consumer.Group.Rebalance.Timeout": "max.poll.interval.ms",
            "Consumer.Group.InstanceId": "group.instance.id",
        },
        defaults={
            "session.timeout.ms": "10000", "heartbeat.interval.ms": "3000", "auto.offset.reset": "latest",
            "auto.commit.interval.ms": "1000", "max.poll.interval.ms": "60000",
        },
    ),
    (Client.SARAMA, Role.ADMIN): Options(_SARAMA_CONNECTION),
    (Client.FRANZ_GO, Role.PRODUCER): Options(
        {
            "SeedBrokers": "bootstrap.servers",
            "ClientID": "client.id",
            "RequiredAcks": "acks",
            "ProducerLinger": "linger.ms",
            "ProducerBatchMaxBytes": "batch.size",
            "MaxBufferedBytes": "buffer.memory",
            "ProduceRequestTimeout": "request.timeout.ms",
            "RecordDeliveryTimeout": "delivery.timeout.ms",
            "RecordRetries": "retries",
            "TransactionalID": "transactional.id",
            "TransactionTimeout": "transaction.timeout.ms",
            "DisableIdempotentWrite": "enable.idempotence",
            "MaxProduceRequestsInflightPerBroker": "max.in.flight.requests.per.connection",
            "ProducerBatchCompression": "compression.type",
        },
        defaults={
            "acks": "all", "enable.idempotence": "true", "compression.type": "snappy", "linger.ms": "10",
            "batch.size": "1000012", "buffer.memory": None, "delivery.timeout.ms": None, "retries": None,
            "request.timeout.ms": "10000",
        },
    ),
    (Client.FRANZ_GO, Role.CONSUMER): Options(
        {
            "SeedBrokers": "bootstrap.servers",
            "ClientID": "client.id",
            "Rack": "client.rack",
            "ConsumerGroup": "group.id",
            "InstanceID": "group.instance.id",
            "SessionTimeout": "session.timeout.ms",
            "HeartbeatInterval": "heartbeat.interval.ms",
            "RebalanceTimeout": "max.poll.interval.ms",
            "FetchMinBytes": "fetch.min.bytes",
            "FetchMaxBytes": "fetch.max.bytes",
            "FetchMaxPartitionBytes": "max.partition.fetch.bytes",
            "FetchMaxWait": "fetch.max.wait.ms",
            "DisableAutoCommit": "enable.auto.commit",
            "AutoCommitInterval": "auto.commit.interval.ms",
        },
        defaults={
            "session.timeout.ms": "45000", "heartbeat.interval.ms": "3000", "max.poll.interval.ms": "60000",
            "auto.offset.reset": None, "isolation.level": None,
        },
    ),
    (Client.KAFKA_GO, Role.PRODUCER): Options(
        {
            "Addr": "bootstrap.servers",
            "Brokers": "bootstrap.servers",
            "RequiredAcks": "acks",
            "BatchTimeout": "linger.ms",
            "MaxAttempts": "retries",
            "Compression": "compression.type",
            "WriteTimeout": "request.timeout.ms",
        },
        defaults={
            "acks": "0", "enable.idempotence": "false", "linger.ms": "1000", "compression.type": "none",
            "retries": "10", "batch.size": None, "delivery.timeout.ms": None, "request.timeout.ms": "10000",
        },
    ),
    (Client.KAFKA_GO, Role.CONSUMER): Options(
        {
            "Brokers": "bootstrap.servers",
            "GroupID": "group.id",
            "MinBytes": "fetch.min.bytes",
            "MaxBytes": "fetch.max.bytes",
            "MaxWait": "fetch.max.wait.ms",
            "StartOffset": "auto.offset.reset",
            "SessionTimeout": "session.timeout.ms",
            "HeartbeatInterval": "heartbeat.interval.ms",
            "IsolationLevel": "isolation.level",
        },
        defaults={
            "session.timeout.ms": "30000", "heartbeat.interval.ms": "3000", "auto.offset.reset": "earliest",
            "fetch.max.wait.ms": "10000", "fetch.min.bytes": "1", "enable.auto.commit": None,
        },
    ),
}  # fmt: skip
