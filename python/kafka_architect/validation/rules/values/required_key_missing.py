"""VAL004: a key without which the process does not start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.kafka_version import under_zookeeper
from kafka_architect.validation.knowledge.whole_servers import starts_a_server
from kafka_architect.validation.role import SERVERS, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


# Set in code, by the REST request or by the entry script of an image.
_OFTEN_ELSEWHERE = frozenset({"bootstrap.servers", "name", "key.serializer", "value.serializer"})
_FIRST_WITHOUT_ZOOKEEPER = (4, 0)
_KIND = "process.roles"
_STANDALONE = "offset.storage.file.filename"
_KUBERNETES = "kubernetes"
_SIGNS_OF_A_WORKER = ("group.id", "config.storage.topic", "offset.storage.topic", _STANDALONE)
_SUBJECTS = {
    Role.CONNECT_WORKER: "a Connect worker",
    Role.CONNECT_SOURCE: "a source connector",
    Role.CONNECT_SINK: "a sink connector",
    Role.MM2: "MirrorMaker",
    Role.STREAMS: "a Streams application",
}


def _whole(config: EffectiveConfig) -> bool:
    """Whether the file is meant to start something, rather than to be added to another one."""
    if config.role in SERVERS:
        return starts_a_server(config)
    if config.role is Role.CONNECT_WORKER:
        return sum(config.explicit(key) is not None for key in _SIGNS_OF_A_WORKER) > 1 or (
            config.explicit(_STANDALONE) is not None
        )
    return True


def _required(config: EffectiveConfig) -> tuple[str, ...]:
    if config.role is not Role.CONNECT_WORKER or config.explicit(_STANDALONE) is None:
        required = config.catalogue.required()
        # What kind of server it is decides what else it needs: without that, one finding.
        return (_KIND,) if _KIND in required and config.explicit(_KIND) is None else required
    return ("key.converter", "value.converter")


def _minor(config: EffectiveConfig) -> str:
    return ".".join(map(str, config.version))


@rule(
    "VAL004",
    "required-key-missing",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[
        Role.BROKER,
        Role.CONTROLLER,
        Role.CONNECT_WORKER,
        Role.CONNECT_SOURCE,
        Role.CONNECT_SINK,
        Role.MM2,
        Role.STREAMS,
    ],
    profile="dev",
    summary="A required key without a default is missing: Kafka throws ConfigException.",
    why=(
        '"Missing required configuration ... which has no default value." Clients are not checked: '
        "applications usually set servers and serializers in code, which no file shows."
    ),
    sources=[
        "kafka-clients, ConfigDef.parseValue",
        "kafka-server, KafkaConfig; connect-runtime, DistributedConfig, ConnectorConfig",
    ],
    bad=(
        "listeners=PLAINTEXT://:9092,CONTROLLER://:9093\n"
        "controller.quorum.voters=1@kafka-1:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "node.id=1"
    ),
    good=(
        "process.roles=broker,controller\n"
        "listeners=PLAINTEXT://:9092,CONTROLLER://:9093\n"
        "controller.quorum.voters=1@kafka-1:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "node.id=1"
    ),
)
def required_key_missing(config: EffectiveConfig) -> Iterator[Problem]:
    """A required key without a default is missing: Kafka throws ConfigException."""
    if not config.complete or config.configuration.parent is not None or not _whole(config):
        return
    if config.version >= _FIRST_WITHOUT_ZOOKEEPER and under_zookeeper(config.configuration):
        yield config.problem(
            "zookeeper.connect",
            f"zookeeper.connect without process.roles: Kafka {_minor(config)} has no ZooKeeper mode, so the "
            "broker fails to start; migrate the cluster to KRaft with 3.9, or pass --kafka-version 3.9 if "
            "it runs that version",
        )
        return
    for key in _required(config):
        if key == "node.id" and config.explicit("broker.id") is not None:
            continue  # KafkaConfig lets one stand for the other
        if key == "node.id" and config.configuration.dialect == _KUBERNETES:
            continue  # one template for several pods: each is told its id when it starts
        if config.explicit(key) is None and key not in _OFTEN_ELSEWHERE:
            yield config.problem(
                key,
                f"{key} is missing and has no default: {_SUBJECTS.get(config.role, f'a {config.role}')} of "
                f"Kafka {_minor(config)} fails to start",
            )
