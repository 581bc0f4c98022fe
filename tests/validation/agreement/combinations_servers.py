"""Themes of brokers, controllers and topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

UNSET = "(unset)"
COMBINED = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.quorum.voters": "1@localhost:9093",
    "listeners": "PLAINTEXT://:9092,CONTROLLER://:9093",
    "controller.listener.names": "CONTROLLER",
    "advertised.listeners": "PLAINTEXT://localhost:9092",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL",
}
BROKER = {
    "process.roles": "broker",
    "node.id": "2",
    "controller.quorum.bootstrap.servers": "localhost:9093",
    "listeners": "PLAINTEXT://localhost:9092",
    "controller.listener.names": "CONTROLLER",
}
CONTROLLER = {
    "process.roles": "controller",
    "node.id": "1",
    "controller.quorum.voters": "1@localhost:9093",
    "listeners": "CONTROLLER://:9093",
    "controller.listener.names": "CONTROLLER",
}
ZOOKEEPER = {
    "broker.id": "0",
    "zookeeper.connect": "localhost:2181",
    "listeners": "PLAINTEXT://localhost:9092",
}

ROLES = {
    "process.roles": ("broker", "controller", "broker,controller", "controller, broker", UNSET),
    "node.id": ("1", "2", "0", UNSET),
    "broker.id": ("1", "2", "-1"),
    "controller.quorum.voters": ("1@localhost:9093", "2@h:1,3@h:2", "1@0.0.0.0:9093", "", UNSET),
    "controller.quorum.bootstrap.servers": ("localhost:9093", "", UNSET),
    "controller.quorum.auto.join.enable": ("true", "false"),
    "controller.listener.names": (
        "CONTROLLER",
        "controller",
        "PLAINTEXT",
        "CONTROLLER,OTHER",
        "OTHER, CONTROLLER",
        UNSET,
    ),
    "zookeeper.connect": ("localhost:2181", UNSET),
}
NAMES = ("PLAINTEXT", "CONTROLLER", "INTERNAL", "EXTERNAL", "SSL", "SASL_PLAINTEXT", "external", "OTHER")
HOSTS = ("", "localhost", "0.0.0.0", "127.0.0.1", "[::1]", "broker-1.example.com")  # noqa: S104 - drawn, not bound
PORTS = ("9092", "9093", "9094", "9095", "0")
PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL", "plaintext")


def listeners(chance: random.Random) -> dict[str, str]:
    """Listeners, what is advertised of them, and the map of their protocols."""
    names = chance.sample(NAMES[:4], chance.choice((1, 2, 2, 3)))
    if chance.random() < 0.3:
        names[0] = chance.choice(NAMES)
    if chance.random() < 0.5 and "CONTROLLER" not in names:
        names.append("CONTROLLER")
    ports = list(PORTS)
    if chance.random() < 0.8:
        chance.shuffle(ports)
    else:
        ports = chance.choices(PORTS, k=5)
    hosts = chance.choices(HOSTS, weights=(5, 4, 3, 1, 1, 1), k=5)
    properties = {"listeners": _joined(names, hosts, ports, chance)}
    if chance.random() < 0.6:
        told = [name for name in names if name != "CONTROLLER" or chance.random() < 0.2]
        if chance.random() < 0.2:
            told.append(chance.choice(NAMES))
        told_hosts = chance.choices(HOSTS[1:], weights=(6, 1, 3, 1, 3), k=5)
        properties["advertised.listeners"] = _joined(told, told_hosts, ports, chance) if told else UNSET
    else:
        properties["advertised.listeners"] = UNSET
    if chance.random() < 0.7:
        mapped = [name for name in {*names, *NAMES[:4]} if chance.random() < 0.9]
        mapped.sort()
        pairs = [f"{name}:{chance.choice(PROTOCOLS[:1] * 3 + PROTOCOLS)}" for name in mapped]
        properties["listener.security.protocol.map"] = chance.choice((",", ", ")).join(pairs)
    else:
        properties["listener.security.protocol.map"] = UNSET
    return properties


def _joined(names: list[str], hosts: list[str], ports: list[str], chance: random.Random) -> str:
    parts = [f"{name}://{host}:{port}" for name, host, port in zip(names, hosts, ports, strict=False)]
    if chance.random() < 0.03:
        parts[0] = chance.choice(
            ("PLAINTEXT//:1", "PLAINTEXT://host", "PLAINTEXT://a b:1", "PLAINTEXT://:99999999999")
        )
    return chance.choice((",", ", ")).join(parts)


INTER_BROKER = {
    "inter.broker.listener.name": ("PLAINTEXT", "INTERNAL", "internal", "SASL_PLAINTEXT", "CONTROLLER"),
    "security.inter.broker.protocol": ("PLAINTEXT", "SSL", "SASL_PLAINTEXT"),
    "sasl.mechanism.inter.broker.protocol": ("PLAIN", "GSSAPI", "SCRAM-SHA-512"),
    "sasl.enabled.mechanisms": ("PLAIN", "GSSAPI,PLAIN", "SCRAM-SHA-512"),
    "listener.name.internal.sasl.enabled.mechanisms": ("PLAIN", "SCRAM-SHA-512"),
    "listener.name.sasl_plaintext.sasl.enabled.mechanisms": ("PLAIN",),
    "listeners": (
        "INTERNAL://:9092,CONTROLLER://:9093",
        "SASL_PLAINTEXT://:9092,CONTROLLER://:9093",
        "PLAINTEXT://:9092,INTERNAL://:9094,CONTROLLER://:9093",
    ),
    "listener.security.protocol.map": (
        "INTERNAL:SASL_PLAINTEXT,PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "INTERNAL:SSL,CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,PLAINTEXT:PLAINTEXT",
        UNSET,
    ),
    "advertised.listeners": (UNSET, "INTERNAL://a:9092"),
    "early.start.listeners": ("CONTROLLER", "INTERNAL", "OTHER", "", "PLAINTEXT, CONTROLLER"),
    "sasl.mechanism.controller.protocol": ("PLAIN", "GSSAPI"),
    "control.plane.listener.name": ("INTERNAL", "PLAINTEXT"),
}
FIGURES = {
    "replica.fetch.wait.max.ms": ("500", "30000", "30001", "10000"),
    "replica.socket.timeout.ms": ("30000", "499", "500"),
    "replica.lag.time.max.ms": ("30000", "10000", "499"),
    "queued.max.request.bytes": ("-1", "0", "1", "104857600", "104857599"),
    "socket.request.max.bytes": ("104857600", "1000"),
    "connection.failed.authentication.delay.ms": ("0", "100", "600000"),
    "connections.max.idle.ms": ("600000", "100", "-1", "101"),
    "max.connections.per.ip": ("0", "1", "2147483647"),
    "max.connections.per.ip.overrides": ("", "127.0.0.1:10", "hostName:100,127.0.0.1:200", "a b:1"),
    "log.cleaner.dedupe.buffer.size": ("134217728", "1048576", "1048577", "2097153", "4194304"),
    "log.cleaner.threads": ("1", "2", "4", "0"),
    "broker.heartbeat.interval.ms": ("2000", "9000"),
    "broker.session.timeout.ms": ("9000", "1000"),
    "group.coordinator.rebalance.protocols": ("classic", "classic,consumer", "consumer"),
}
LOG = {
    "log.retention.ms": ("-1", "0", "1", "-5", "604800000"),
    "log.retention.minutes": ("0", "10", "-1"),
    "log.retention.hours": ("168", "0", "-1"),
    "log.retention.bytes": ("-1", "1000", "10"),
    "log.roll.ms": ("1", "0", "604800000"),
    "log.roll.hours": ("1", "168"),
    "log.roll.jitter.ms": ("0", "-1", "5"),
    "log.roll.jitter.hours": ("0", "1"),
    "log.cleaner.min.compaction.lag.ms": ("0", "10", "9223372036854775807"),
    "log.cleaner.max.compaction.lag.ms": ("9", "10", "9223372036854775807"),
    "log.local.retention.ms": ("-2", "-1", "1", "604800000", "604800001"),
    "log.local.retention.bytes": ("-2", "-1", "5", "1000", "1001"),
    "remote.log.storage.system.enable": ("true", "true", "false"),
    "remote.copy.lag.ms": ("0", "100"),
    "log.remote.copy.lag.ms": ("-2", "0", "-1", "100", "604800000"),
    "log.remote.copy.lag.bytes": ("-2", "0", "-1", "100"),
    "log.dirs": ("/tmp/a", "/tmp/a,/tmp/b", "", UNSET),
    "log.dir": ("/tmp/x",),
    "cordoned.log.dirs": ("", "*", "/tmp/a", "/tmp/c", "*,/tmp/a"),
    "log.cleanup.policy": ("delete", "compact", "compact,delete"),
}
GROUPS = {
    f"group.{kind}.{bound}{what}": values
    for kind in ("consumer", "share", "streams")
    for bound, what, values in (
        ("", "heartbeat.interval.ms", ("5000", "4999", "15000", "15001", "45000")),
        ("min.", "heartbeat.interval.ms", ("5000", "5001", "1000")),
        ("max.", "heartbeat.interval.ms", ("15000", "4999", "60000")),
        ("", "session.timeout.ms", ("45000", "44999", "60000", "60001", "5000")),
        ("min.", "session.timeout.ms", ("45000", "45001", "1000")),
        ("max.", "session.timeout.ms", ("60000", "44999", "70000")),
        ("", "assignment.interval.ms", ("1000", "0", "15001")),
        ("min.", "assignment.interval.ms", ("0", "1001")),
        ("max.", "assignment.interval.ms", ("15000", "999")),
    )
}
SHARE = {
    "group.share.delivery.count.limit": ("5", "2", "10", "11"),
    "group.share.max.delivery.count.limit": ("5", "10", "4"),
    "group.share.min.delivery.count.limit": ("2", "5", "6"),
    "group.share.partition.max.record.locks": ("2000", "200", "10000"),
    "group.share.max.partition.max.record.locks": ("4000", "1999", "10000"),
    "group.share.min.partition.max.record.locks": ("100", "2001"),
    "group.share.record.lock.duration.ms": ("30000", "15000", "60000", "1000"),
    "group.share.max.record.lock.duration.ms": ("60000", "30000", "29999"),
    "group.share.min.record.lock.duration.ms": ("15000", "30000", "30001"),
    "group.share.max.size": ("200", "1000", "10"),
    "group.share.max.share.sessions": ("2000", "1000", "199"),
    "group.share.max.groups": ("10", "1"),
    "group.share.assignors": ("simple", "org.apache.kafka.coordinator.group.assignor.SimpleAssignor,simple"),
    "group.streams.num.standby.replicas": ("0", "2", "3"),
    "group.streams.max.standby.replicas": ("2", "1"),
    "group.coordinator.rebalance.protocols": ("classic,consumer,share", "classic"),
    "group.min.session.timeout.ms": ("6000", "1900000"),
    "group.max.session.timeout.ms": ("1800000", "5000"),
}
OLD = {
    "inter.broker.protocol.version": ("3.9", "2.8", "3.0", "0.10.2", "0.9.0", "0.11.0"),
    "log.message.format.version": ("3.0", "0.9.0", "2.8", "0.10.0", "0.11.0"),
    "zookeeper.connect": ("a:1", UNSET),
    "zookeeper.metadata.migration.enable": ("true", "false"),
    "broker.id.generation.enable": ("true", "false"),
    "reserved.broker.max.id": ("1000", "1"),
    "broker.id": ("0", "-1", "5"),
    "control.plane.listener.name": ("CONTROLLER", "PLAINTEXT"),
    "controller.listener.names": ("CONTROLLER", UNSET),
    "offsets.topic.compression.codec": ("0", "4"),
    "process.roles": (UNSET, "broker"),
}
TOPIC_LAG = {
    "min.compaction.lag.ms": ("0", "10", "11", "9223372036854775807"),
    "max.compaction.lag.ms": ("10", "9", "1", "9223372036854775807"),
    "cleanup.policy": ("compact", "delete", "compact,delete"),
    "segment.ms": ("1", "604800000"),
    "min.cleanable.dirty.ratio": ("0.5",),
}
TOPIC_TIERED = {
    "remote.storage.enable": ("true", "true", "true", "false"),
    "cleanup.policy": ("delete", "delete", "compact", "delete,compact", ""),
    "retention.ms": ("-1", "1000", "604800000"),
    "retention.bytes": ("-1", "1000"),
    "local.retention.ms": ("-2", "-1", "999", "1000", "1001"),
    "local.retention.bytes": ("-2", "-1", "999", "1000", "1001"),
    "remote.log.copy.disable": ("true", "false"),
    "remote.log.delete.on.disable": ("true", "false"),
    "remote.copy.lag.ms": ("-2", "-1", "0", "999", "1000", "1001"),
    "remote.copy.lag.bytes": ("-2", "-1", "0", "999", "1000", "1001"),
}
DRAWINGS: tuple[Any, ...] = (
    (
        "broker",
        1900,
        (COMBINED, COMBINED, BROKER, BROKER, ZOOKEEPER, CONTROLLER),
        (
            ROLES,
            listeners,
            listeners,
            listeners,
            INTER_BROKER,
            INTER_BROKER,
            FIGURES,
            LOG,
            LOG,
            GROUPS,
            SHARE,
            OLD,
        ),
    ),
    ("controller", 200, (CONTROLLER,), (ROLES, listeners, INTER_BROKER, FIGURES, LOG)),
    (
        "topic",
        950,
        ({}, {"retention.ms": "86400000", "min.insync.replicas": "2"}, {"remote.storage.enable": "true"}),
        (TOPIC_LAG, TOPIC_TIERED, TOPIC_TIERED),
    ),
)
