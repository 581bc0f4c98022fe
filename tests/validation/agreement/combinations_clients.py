"""Themes of producers, consumers, admin clients and Streams applications."""

from __future__ import annotations

from typing import Any

UNSET = "(unset)"
BYTES = "org.apache.kafka.common.serialization.ByteArray"
PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required username=a password=b;"
SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required username=a password=b;"
RANGE = "org.apache.kafka.clients.consumer.RangeAssignor"
JMX = "org.apache.kafka.common.metrics.JmxReporter"
# A key store that every JDK has; the judge puts the folder in.
STORE = "${java.home}/lib/security/cacerts"

IDEMPOTENCE = {
    "acks": ("0", "1", "-1", "all", "all"),
    "enable.idempotence": ("true", "true", "false"),
    "retries": ("0", "1", "2147483647"),
    "max.in.flight.requests.per.connection": ("1", "5", "6", "10"),
    "transactional.id": ("t-1",),
    "transaction.timeout.ms": ("1000", "60000"),
    "transaction.two.phase.commit.enable": ("true", "false"),
}
DELIVERY = {
    "delivery.timeout.ms": ("0", "30", "29999", "30000", "30004", "30005", "31000", "120000", "2147483647"),
    "linger.ms": ("0", "5", "1000", "2147483647"),
    "request.timeout.ms": ("0", "25", "30000", "31000", "120000", "2147483647"),
}
SASL = {
    "security.protocol": ("SASL_PLAINTEXT", "SASL_PLAINTEXT", "SASL_SSL", "PLAINTEXT", "sasl_ssl"),
    "sasl.mechanism": ("PLAIN", "SCRAM-SHA-512", "GSSAPI", ""),
    "sasl.jaas.config": (
        PLAIN,
        PLAIN,
        SCRAM,
        PLAIN.replace(";", " serviceName=kafka;"),
        "",
        PLAIN + SCRAM,
        PLAIN.replace("security.plain", "security.plane"),
    ),
    "sasl.kerberos.service.name": ("kafka", "other"),
}
STORES = {
    "security.protocol": ("SSL", "SSL", "SSL", "SASL_SSL", "PLAINTEXT"),
    "ssl.keystore.type": ("JKS", "PEM", "PKCS12"),
    "ssl.keystore.location": (STORE,),
    "ssl.keystore.password": ("changeit",),
    "ssl.key.password": ("changeit",),
    "ssl.truststore.type": ("JKS", "PEM", "PKCS12"),
    "ssl.truststore.location": (STORE,),
    "ssl.truststore.password": ("changeit",),
}
MATERIAL = {
    "security.protocol": ("SSL", "SSL", "SSL", "PLAINTEXT"),
    "ssl.keystore.type": ("JKS", "PEM", "PEM"),
    "ssl.keystore.key": ("-----BEGIN PRIVATE KEY-----",),
    "ssl.keystore.certificate.chain": ("-----BEGIN CERTIFICATE-----",),
    "ssl.keystore.location": (STORE,),
    "ssl.keystore.password": ("changeit",),
    "ssl.truststore.type": ("JKS", "PEM"),
    "ssl.truststore.certificates": ("-----BEGIN CERTIFICATE-----",),
    "ssl.truststore.location": (STORE,),
    "ssl.truststore.password": ("changeit",),
}
PROTOCOLS = {
    "ssl.protocol": ("TLSv1.3", "TLSv1.2"),
    "ssl.enabled.protocols": ("TLSv1.2,TLSv1.3", "TLSv1.2", "TLSv1.3"),
    "ssl.endpoint.identification.algorithm": ("", "https"),
    "security.protocol": ("SSL", "PLAINTEXT"),
}
BOOTSTRAP = {
    "bootstrap.servers": (
        "127.0.0.1:1",
        "127.0.0.1",
        "",
        "127.0.0.1:1,127.0.0.1:x",
        "[::1]:1",
        "SSL://127.0.0.1:1",
    ),
    "client.dns.lookup": ("use_all_dns_ips",),
    "reconnect.backoff.ms": ("50", "2000"),
    "reconnect.backoff.max.ms": ("1000", "10"),
    "retry.backoff.ms": ("100", "5000"),
    "retry.backoff.max.ms": ("1000", "10"),
    "socket.connection.setup.timeout.ms": ("10000", "90000"),
    "socket.connection.setup.timeout.max.ms": ("30000", "100"),
    "connections.max.idle.ms": ("-1", "1000"),
}
SERIALIZERS = {
    "key.serializer": (BYTES + "Serializer",),
    "value.serializer": (BYTES + "Serializer",),
    "bootstrap.servers": ("127.0.0.1:1", UNSET),
    "batch.size": ("0", "16384", "2000000"),
    "max.request.size": ("1000", "1048576"),
    "buffer.memory": ("0", "10", "33554432"),
    "compression.type": ("gzip", "zstd", "none"),
    "compression.gzip.level": ("-1", "9"),
    "partitioner.ignore.keys": ("true",),
}
DESERIALIZERS = {
    "key.deserializer": (BYTES + "Deserializer",),
    "value.deserializer": (BYTES + "Deserializer",),
    "bootstrap.servers": ("127.0.0.1:1", "127.0.0.1:1,127.0.0.1:1", UNSET),
    "group.id": ("g", UNSET),
    "fetch.min.bytes": ("1", "100000000"),
    "fetch.max.bytes": ("1", "52428800"),
    "max.partition.fetch.bytes": ("0", "100000000"),
    "max.poll.records": ("1", "500"),
    "auto.offset.reset": ("earliest", "none"),
    "request.timeout.ms": ("100", "30000"),
    # Since 4.2 the constructor waits so long for a background thread: with 10 ms the machine decides.
    "default.api.timeout.ms": ("60000", "90000"),
}
GROUP = {
    "group.id": ("g", "g", UNSET, "", " "),
    "group.instance.id": ("i-1",),
    "enable.auto.commit": ("true", "true", "false"),
    "auto.commit.interval.ms": ("1", "5000"),
    "metric.reporters": (JMX, f"{JMX},{JMX}", f"{JMX},"),
    "isolation.level": ("read_committed",),
    "client.id": ("c",),
}
SESSION = {
    "group.id": ("g", "g", UNSET),
    "group.protocol": ("classic", "consumer", "CONSUMER", "Classic"),
    "group.remote.assignor": ("uniform", ""),
    "heartbeat.interval.ms": ("1", "2999", "3000", "44999", "45000", "60000"),
    "session.timeout.ms": ("3000", "2999", "45000", "6000"),
    "max.poll.interval.ms": ("1", "300000"),
    "partition.assignment.strategy": (RANGE, "", f"{RANGE},{RANGE}", f"{RANGE},", "range"),
    "share.acknowledgement.mode": ("implicit",),
    "share.acquire.mode": ("batch_optimized",),
    "client.rack": ("a", ""),
}
# What a KafkaShareConsumer is told, and rejects.
SHARE = {
    "group.id": ("g", "g", "g", UNSET, ""),
    "share.acknowledgement.mode": ("explicit", "implicit", "Implicit"),
    "share.acquire.mode": ("batch_optimized", "record_limit", ""),
    "auto.offset.reset": ("earliest",),
    "enable.auto.commit": ("true", "false"),
    "group.instance.id": ("i-1",),
    "isolation.level": ("read_committed",),
    "partition.assignment.strategy": (RANGE,),
    "interceptor.classes": ("",),
    "session.timeout.ms": ("45000",),
    "heartbeat.interval.ms": ("3000",),
    "group.protocol": ("consumer",),
    "group.remote.assignor": ("uniform", ""),
    "max.poll.records": ("1", "500"),
    "client.rack": ("a",),
}
ADMIN = {
    "bootstrap.servers": ("127.0.0.1:1", "127.0.0.1:1", "", UNSET, "127.0.0.1"),
    "bootstrap.controllers": ("127.0.0.1:2", "", "127.0.0.1"),
    "request.timeout.ms": ("100", "30000", "90000"),
    "default.api.timeout.ms": ("10", "60000"),
    "retries": ("0", "5"),
}
STREAMS_EOS = {
    "processing.guarantee": ("exactly_once_v2", "exactly_once_v2", "at_least_once"),
    "commit.interval.ms": ("100", "9999", "10000", "10001", "30000", "60000", "60001"),
    "producer.transaction.timeout.ms": ("99", "100", "10000", "60000"),
    "producer.max.in.flight.requests.per.connection": ("1", "5", "6"),
    "producer.acks": ("1", "all"),
    "producer.enable.idempotence": ("true", "false"),
    "producer.retries": ("0", "3"),
    "max.in.flight.requests.per.connection": ("5", "6"),
    "consumer.isolation.level": ("read_uncommitted",),
}
STREAMS_METRICS = {
    "enable.metrics.push": ("true", "false"),
    "main.consumer.enable.metrics.push": ("true", "false"),
    "consumer.enable.metrics.push": ("true", "false"),
    "admin.enable.metrics.push": ("true", "false"),
}
STREAMS_RACKS = {
    "client.tag.zone": ("a", ""),
    "client.tag.rack": ("r", "r" * 31, "r" * 30),
    "client.tag." + "k" * 21: ("v",),
    "client.tag.1": ("1",),
    "client.tag.2": ("2",),
    "client.tag.3": ("3",),
    "client.tag.4": ("4",),
    "rack.aware.assignment.tags": ("zone", "zone,rack", "other"),
    "rack.aware.assignment.strategy": ("none", "min_traffic"),
    "num.standby.replicas": ("1",),
}
STREAMS_CLIENTS = {
    "producer.delivery.timeout.ms": ("30000", "30099", "30100", "120000"),
    "producer.linger.ms": ("0", "5"),
    "linger.ms": ("0", "500"),
    "delivery.timeout.ms": ("30000", "120000"),
    "producer.request.timeout.ms": ("1000", "30000"),
    "request.timeout.ms": ("1000", "120000"),
    "consumer.heartbeat.interval.ms": ("3000", "45000"),
    "main.consumer.session.timeout.ms": ("3000", "45001"),
    "session.timeout.ms": ("3000", "6000"),
    "heartbeat.interval.ms": ("2999", "6000"),
    "consumer.auto.offset.reset": ("latest",),
    "restore.consumer.heartbeat.interval.ms": ("50000",),
    "topic.segment.bytes": ("1048576", "2000000"),
    "producer.batch.size": ("1048576", "1048577", "2000000"),
    "batch.size": ("1048576", "1048577"),
    "num.stream.threads": ("1", "2"),
}
STREAMS_GROUP = {
    "group.protocol": ("classic", "streams", "STREAMS"),
    "consumer.group.protocol": ("classic", "consumer", "bogus"),
    "main.consumer.group.protocol": ("classic", "consumer", "bogus"),
    "restore.consumer.group.protocol": ("classic", "bogus"),
    "group.instance.id": ("i",),
    "consumer.group.instance.id": ("i",),
    "main.consumer.group.instance.id": ("i",),
    "num.standby.replicas": ("0", "1"),
    "max.warmup.replicas": ("0", "2"),
    "topology.optimization": ("all", "none", "reuse.ktable.source.topics"),
    "consumer.enable.auto.commit": ("true", "false"),
    "consumer.partition.assignment.strategy": (RANGE, f"{RANGE},{RANGE}"),
    "processing.guarantee": ("exactly_once_v2",),
}

LOCAL = {"bootstrap.servers": "127.0.0.1:1"}
_SECURITY = (SASL, STORES, MATERIAL, PROTOCOLS, BOOTSTRAP)
DRAWINGS: tuple[Any, ...] = (
    (
        "producer",
        650,
        (LOCAL, {**LOCAL, "acks": "all", "compression.type": "lz4", "linger.ms": "20"}, {"client.id": "app"}),
        (IDEMPOTENCE, IDEMPOTENCE, DELIVERY, DELIVERY, SERIALIZERS, *_SECURITY),
    ),
    (
        "consumer",
        650,
        (
            {**LOCAL, "group.id": "g"},
            {**LOCAL, "group.id": "g", "enable.auto.commit": "false", "isolation.level": "read_committed"},
            LOCAL,
        ),
        (GROUP, GROUP, SESSION, SESSION, SHARE, DESERIALIZERS, *_SECURITY),
    ),
    ("admin", 200, (LOCAL, {}), (ADMIN, ADMIN, *_SECURITY)),
    (
        "streams",
        200,
        (
            {**LOCAL, "application.id": "a"},
            {**LOCAL, "application.id": "a", "processing.guarantee": "exactly_once_v2"},
            {"application.id": "a"},
        ),
        (
            STREAMS_EOS,
            STREAMS_EOS,
            STREAMS_METRICS,
            STREAMS_RACKS,
            STREAMS_CLIENTS,
            STREAMS_GROUP,
            SASL,
            BOOTSTRAP,
        ),
    ),
)
