"""Themes of Connect workers, connectors and MirrorMaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

UNSET = "(unset)"
_CONVERTER = "org.apache.kafka.connect.json.JsonConverter"
DISTRIBUTED = {
    "bootstrap.servers": "127.0.0.1:1",
    "group.id": "connect",
    "key.converter": _CONVERTER,
    "value.converter": _CONVERTER,
    "config.storage.topic": "configs",
    "offset.storage.topic": "offsets",
    "status.storage.topic": "statuses",
}
STANDALONE = {
    "bootstrap.servers": "127.0.0.1:1",
    "key.converter": _CONVERTER,
    "value.converter": _CONVERTER,
    "offset.storage.file.filename": "connect.offsets",
}


def without_one(chance: random.Random) -> dict[str, str]:
    """A worker that lacks one of the keys that it needs."""
    return {chance.choice(sorted(DISTRIBUTED)): UNSET}


WORKER_KEYS = {
    "inter.worker.signature.algorithm": ("HmacSHA256", "HmacSHA512", "HmacMD5"),
    "inter.worker.verification.algorithms": ("HmacSHA256", "HmacSHA512,HmacSHA256", "HmacSHA1"),
    "inter.worker.key.generation.algorithm": ("HmacSHA256", "HmacSHA512"),
    "inter.worker.key.size": ("256", "512"),
    "exactly.once.source.support": ("enabled", "preparing", "disabled"),
    "connect.protocol": ("eager", "compatible", "sessioned"),
    "offset.flush.interval.ms": ("1000",),
    "offset.flush.timeout.ms": ("5000",),
    "session.timeout.ms": ("10000", "3000"),
    "heartbeat.interval.ms": ("3000", "20000"),
    "rebalance.timeout.ms": ("60000", "1"),
    "plugin.discovery": ("only_scan", "service_load"),
    "listeners": ("http://:8083", "http://:8083,https://:8443"),
    "admin.listeners": ("", "http://:8084"),
    "rest.advertised.listener": ("http", "https"),
}
CONNECTOR = {
    "tasks.max": ("1", "4"),
    "errors.tolerance": ("all", "none"),
    "errors.retry.timeout": ("-1", "0"),
    "errors.log.enable": ("true",),
    "transforms": ("a", "a,b", ""),
    "transforms.a.type": ("org.apache.kafka.connect.transforms.Filter",),
    "transforms.b.type": ("org.apache.kafka.connect.transforms.Filter",),
    "transforms.b.predicate": ("p",),
    "transforms.b.negate": ("true",),
    "predicates": ("p", ""),
    "predicates.p.type": ("org.apache.kafka.connect.transforms.predicates.RecordIsTombstone",),
}
SINK = {
    "topics": ("a,b", "", UNSET, "a"),
    "topics.regex": ("a.*", "dlq-.*", ""),
    "errors.deadletterqueue.topic.name": ("a", "dlq-a", "dlq", "", " b "),
    "errors.deadletterqueue.topic.replication.factor": ("1", "3"),
}
SOURCE = {
    "topic.creation.default.replication.factor": ("3", "-1", UNSET),
    "topic.creation.default.partitions": ("6", "-1", UNSET),
    "topic.creation.groups": ("g", "g,h", "default", ""),
    "topic.creation.g.include": ("a.*",),
    "topic.creation.g.partitions": ("4",),
    "topic.creation.h.exclude": ("b",),
    "topic.creation.default.cleanup.policy": ("compact",),
    "transaction.boundary": ("interval", "poll", "connector"),
    "transaction.boundary.interval.ms": ("1000",),
    "exactly.once.support": ("required", "requested"),
    "offsets.storage.topic": ("o",),
}
NAMES = {"name": ("c", UNSET), "connector.class": (UNSET, "org.apache.kafka.connect.tools.MockSinkConnector")}
MIRRORS = {
    "A->B.enabled": ("true", "false"),
    "B->A.enabled": ("true", "false"),
    "emit.heartbeats.enabled": ("false", "false", "true"),
    "A->B.emit.heartbeats.enabled": ("true", "false"),
    "B->A.emit.heartbeats.enabled": ("true", "false"),
    "clusters": ("A", "A", "A,B", "A, B, C", UNSET),
    "A.bootstrap.servers": ("a:1", UNSET),
    "B.bootstrap.servers": ("b:1", UNSET),
    "C.bootstrap.servers": ("c:1",),
    "A->B.topics": ("x.*",),
    "replication.factor": ("3",),
    "sync.group.offsets.enabled": ("true",),
    "emit.checkpoints.enabled": ("false",),
}
_SINK = {"name": "sink", "connector.class": "org.apache.kafka.connect.tools.MockSinkConnector", "topics": "a"}
_SOURCE = {"name": "source", "connector.class": "org.apache.kafka.connect.tools.MockSourceConnector"}
DRAWINGS = (
    (
        "connect-worker",
        300,
        (DISTRIBUTED, DISTRIBUTED, STANDALONE),
        (without_one, WORKER_KEYS, WORKER_KEYS, WORKER_KEYS),
    ),
    ("connect-sink", 250, (_SINK,), (SINK, SINK, CONNECTOR, NAMES)),
    ("connect-source", 250, (_SOURCE,), (SOURCE, SOURCE, CONNECTOR, NAMES)),
    (
        "mm2",
        150,
        (
            {
                "clusters": "A,B",
                "A.bootstrap.servers": "a:1",
                "B.bootstrap.servers": "b:1",
                "A->B.enabled": "true",
            },
        ),
        (MIRRORS,),
    ),
)
