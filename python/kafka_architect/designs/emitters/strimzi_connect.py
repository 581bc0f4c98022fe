"""strimzi-connect: KafkaConnect with its KafkaConnectors, and a KafkaMirrorMaker2 for each target cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.connectors import (
    PROVIDERS,
    connector_config,
    literal,
    of_connect,
    worker_converters,
)
from kafka_architect.designs.writing.kubernetes import clusters, resource_name
from kafka_architect.designs.writing.mirroring import checkpoint_settings, mirror_tasks, source_settings
from kafka_architect.designs.writing.strimzi_users import API, kafka_user
from kafka_architect.designs.writing.yaml_text import typed, yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.moving import Connector, Mirror
    from kafka_architect.designs.model.topic import Setting
    from kafka_architect.designs.writing.strimzi_users import Resource

_OWN_TOPICS: Final = ("Create", "Read", "Write", "Describe", "DescribeConfigs")
_WORKERS: Final = 2  # one may be restarted


def _emit(design: Design) -> dict[str, str]:
    texts = {}
    (folder, cluster), *others = clusters(design).items()
    if of_connect(design):
        worker = _worker(design, cluster)
        name = worker["metadata"]["name"]
        user = kafka_user(name, cluster, _rules_of_worker(name, design))
        connectors = (_connector(one, design, name) for one in of_connect(design))
        texts["strimzi/connectors.yaml"] = yaml_text(user, worker, *connectors)
    targets: dict[str, list[Mirror]] = {}
    for mirror in design.mirrors:
        targets.setdefault(mirror.target, []).append(mirror)
    if targets:
        makers = [_mirror_maker(target, mirrors, design) for target, mirrors in targets.items()]
        texts["strimzi/mirrors.yaml"] = yaml_text(*makers)
        rules = {
            one["metadata"]["name"]: _rules_of_mirrors(one["metadata"]["name"], design) for one in makers
        }
        for where, alias in ((folder, cluster), *others):
            users = (kafka_user(name, alias, of_maker) for name, of_maker in rules.items())
            texts[f"{where}/mirror-users.yaml"] = yaml_text(*users)
    return texts


def _rules_of_worker(name: str, design: Design) -> dict[Resource, list[str]]:
    """Its own topics and group, and what its connectors do: all connect as the worker's user."""
    rules: dict[Resource, list[str]] = {
        ("topic", f"{name}-", True): [*_OWN_TOPICS],
        ("group", name, False): ["Read", "Describe"],
        ("group", "connect-", True): ["Read", "Describe"],  # of sinks
        ("transactional-id", f"connect-cluster-{name}", False): ["Write", "Describe"],
        ("transactional-id", f"{name}-", True): ["Write", "Describe"],  # of sources
    }
    for connector in of_connect(design):
        operations = (
            ("Create", "Write", "Describe") if connector.direction == "source" else ("Read", "Describe")
        )
        for topic in connector.topics:
            rules.setdefault(("topic", topic, False), []).extend(operations)
        service = design.services.get(connector.service)
        for acl in design.acls:
            if service is not None and acl.principal == service.principal:
                rules.setdefault((acl.resource, acl.name, acl.prefixed), []).append(acl.operation)
        if connector.direction == "sink":
            dead = connector_config(connector, design)["errors.deadletterqueue.topic.name"]
            rules.setdefault(("topic", dead, False), []).extend(("Create", "Write", "Describe"))
    return rules


def _rules_of_mirrors(name: str, design: Design) -> dict[Resource, list[str]]:
    """On both ends: it reads topics and groups of one, and makes, writes and configures them in the other."""
    rules: dict[Resource, list[str]] = {
        ("cluster", "", False): ["Describe"],
        ("topic", f"{name}-", True): [*_OWN_TOPICS],
        ("topic", "mm2-", True): [*_OWN_TOPICS],
        ("topic", "heartbeats", False): [*_OWN_TOPICS],
        ("group", name, False): ["Read", "Describe"],
    }
    for mirror in design.mirrors:
        rules[("topic", f"{mirror.source}.", True)] = [*_OWN_TOPICS]  # checkpoints, heartbeats
        for topic in mirror.topics:
            rules[("topic", topic, False)] = [*_OWN_TOPICS, "Alter", "AlterConfigs"]
            renamed = (mirror.renamed or {}).get(topic, topic)
            rules[("topic", renamed, False)] = [*_OWN_TOPICS, "Alter", "AlterConfigs"]
        for group in _groups(mirror, design):
            rules[("group", group, False)] = ["Read", "Describe"]
    return rules


def _worker(design: Design, cluster: str) -> dict[str, Any]:
    name = resource_name(f"{cluster}-connect")
    return {
        "apiVersion": API,
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
        "apiVersion": API,
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
        "apiVersion": API,
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
    "strimzi-connect",
    "Strimzi KafkaConnect, KafkaConnector and KafkaMirrorMaker2 resources.",
    _emit,
    needs="a pattern with a connector or a mirror",
)
