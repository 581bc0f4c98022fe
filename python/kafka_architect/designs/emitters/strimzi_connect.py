"""strimzi-connect: KafkaConnect with its KafkaConnectors, and a KafkaMirrorMaker2 for each target cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.connectors import (
    PROVIDERS,
    connector_config,
    literal,
    worker_converters,
)
from kafka_architect.designs.writing.kubernetes import resource_name
from kafka_architect.designs.writing.mirroring import checkpoint_settings, mirror_tasks, source_settings
from kafka_architect.designs.writing.yaml_text import typed, yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.moving import Connector, Mirror
    from kafka_architect.designs.model.topic import Setting

_API: Final = "kafka.strimzi.io/v1"
_WORKERS: Final = 2  # one may be restarted


def _emit(design: Design) -> dict[str, str]:
    texts = {}
    cluster = resource_name(design.name)
    if design.connectors:
        worker = _worker(design, cluster)
        connectors = (_connector(one, design, worker["metadata"]["name"]) for one in design.connectors)
        texts["strimzi/connectors.yaml"] = yaml_text(worker, *connectors)
    targets: dict[str, list[Mirror]] = {}
    for mirror in design.mirrors:
        targets.setdefault(mirror.target, []).append(mirror)
    if targets:
        texts["strimzi/mirrors.yaml"] = yaml_text(
            *(_mirror_maker(target, mirrors, design) for target, mirrors in targets.items())
        )
    return texts


def _worker(design: Design, cluster: str) -> dict[str, Any]:
    name = resource_name(f"{cluster}-connect")
    return {
        "apiVersion": _API,
        "kind": "KafkaConnect",
        "metadata": {"name": name, "annotations": {"strimzi.io/use-connector-resources": "true"}},
        "spec": {
            "replicas": _WORKERS,
            **_login(cluster, name),
            **_storage(name),
            "config": {
                **_replicated(design),
                **worker_converters(design),
                **PROVIDERS,
                # Records of a source are sent in the transaction that stores its offsets.
                "exactly.once.source.support": "enabled",
            },
        },
    }


def _connector(connector: Connector, design: Design, worker: str) -> dict[str, Any]:
    return {
        "apiVersion": _API,
        "kind": "KafkaConnector",
        "metadata": {"name": resource_name(connector.name), "labels": {"strimzi.io/cluster": worker}},
        "spec": {
            "class": connector.plugin,
            "tasksMax": connector.tasks_max,
            "autoRestart": {"enabled": True},
            "config": _config(connector_config(connector, design)),
        },
    }


def _mirror_maker(target: str, mirrors: list[Mirror], design: Design) -> dict[str, Any]:
    name = resource_name(f"{target}-mirror-maker")
    return {
        "apiVersion": _API,
        "kind": "KafkaMirrorMaker2",
        "metadata": {"name": name},
        "spec": {
            "replicas": _WORKERS,
            "target": {
                "alias": target,
                **_login(resource_name(target), name),
                **_storage(name),
                "config": _replicated(design),
            },
            "mirrors": [
                {
                    "source": {"alias": one.source, **_login(resource_name(one.source), name)},
                    "sourceConnector": {
                        "tasksMax": mirror_tasks(one, design),
                        "autoRestart": {"enabled": True},
                        "config": _config(_values(source_settings(one))),
                    },
                    "checkpointConnector": {
                        "autoRestart": {"enabled": True},
                        "config": _config(_values(checkpoint_settings(one))),
                    },
                    "topicsPattern": "|".join(map(literal, one.topics)) or ".*",
                    "groupsPattern": "|".join(map(literal, _groups(one, design))) or ".*",
                }
                for one in mirrors
            ],
        },
    }


def _login(cluster: str, user: str) -> dict[str, Any]:
    """How Strimzi names the addresses, certificates and passwords of a cluster."""
    return {
        "bootstrapServers": f"{cluster}-kafka-bootstrap:9093",
        "tls": {"trustedCertificates": [{"secretName": f"{cluster}-cluster-ca-cert", "pattern": "*.crt"}]},
        "authentication": {
            "type": "scram-sha-512",
            "username": user,
            "passwordSecret": {"secretName": user, "password": "password"},  # the key within the Secret
        },
    }


def _storage(name: str) -> dict[str, str]:
    return {
        "groupId": name,
        "configStorageTopic": f"{name}-configs",
        "offsetStorageTopic": f"{name}-offsets",
        "statusStorageTopic": f"{name}-status",
    }


def _replicated(design: Design) -> dict[str, int]:
    replicas = min(3, design.platform.brokers or 3)
    return {f"{one}.storage.replication.factor": replicas for one in ("config", "offset", "status")}


def _groups(mirror: Mirror, design: Design) -> Iterable[str]:
    topics = set(mirror.topics)
    return [one.name for one in design.groups.values() if topics & set(one.topics)]


def _values(settings: Iterable[Setting]) -> dict[str, str]:
    return {one.key: one.value for one in settings}


def _config(values: Mapping[str, str]) -> dict[str, Any]:
    return {key: typed(key, value) for key, value in values.items()}


EMITTER = Emitter(
    "strimzi-connect", "Strimzi KafkaConnect, KafkaConnector and KafkaMirrorMaker2 resources.", _emit
)
