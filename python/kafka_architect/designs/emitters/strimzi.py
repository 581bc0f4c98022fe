"""strimzi: KafkaTopic and KafkaUser resources, kafka.strimzi.io/v1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.kubernetes import clusters, resource_name
from kafka_architect.designs.writing.words import stored
from kafka_architect.designs.writing.yaml_text import Commented, typed, yaml_text

if TYPE_CHECKING:
    from kafka_architect.designs.model.client import Acl, Quota
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.topic import Topic

_API = "kafka.strimzi.io/v1"


def _emit(design: Design) -> dict[str, str]:
    principals: dict[str, list[Acl]] = {}
    for acl in design.acls:
        principals.setdefault(acl.principal, []).append(acl)
    quotas = {one.principal: one for one in design.quotas}
    texts = {}
    for folder, cluster in clusters(design).items():
        topics = [_topic(one, cluster) for one in design.topics.values()]
        users = [_user(name, acls, quotas.get(name), cluster) for name, acls in principals.items()]
        if topics:
            texts[f"{folder}/topics.yaml"] = yaml_text(*topics)
        if users:
            texts[f"{folder}/users.yaml"] = yaml_text(*users)
    return texts


def _topic(topic: Topic, cluster: str) -> dict[str, Any]:
    name = resource_name(topic.name)
    spec: dict[str, Any] = {} if name == topic.name else {"topicName": topic.name}
    spec |= {
        "partitions": int(topic.partitions),
        "replicas": int(topic.replication_factor),
        "config": {one.key: typed(one.key, one.value) for one in topic.settings},
    }
    return {
        "apiVersion": _API,
        "kind": "KafkaTopic",
        "metadata": {"name": name, "labels": {"strimzi.io/cluster": cluster}},
        "spec": spec,
    }


def _user(principal: str, acls: list[Acl], quota: Quota | None, cluster: str) -> dict[str, Any]:
    rules: dict[tuple[str, str, bool], list[str]] = {}
    for acl in acls:
        rules.setdefault((acl.resource, acl.name, acl.prefixed), []).append(acl.operation)
    return {
        "apiVersion": _API,
        "kind": "KafkaUser",
        "metadata": {
            "name": resource_name(principal.removeprefix("User:")),
            "labels": {"strimzi.io/cluster": cluster},
        },
        "spec": {
            "authentication": {"type": "scram-sha-512"},
            "authorization": {
                "type": "simple",
                "acls": [
                    {"resource": _resource(*resource), "operations": operations}
                    for resource, operations in rules.items()
                ],
            },
            **({"quotas": _rates(quota)} if quota is not None else {}),
        },
    }


def _rates(quota: Quota) -> dict[str, Commented]:
    """Bytes per second and broker."""
    return {
        name: Commented(int(figure), f"{stored(figure.value)}/s per broker")
        for name, figure in (
            ("producerByteRate", quota.producer_bytes_per_s),
            ("consumerByteRate", quota.consumer_bytes_per_s),
        )
        if figure is not None
    }


def _resource(kind: str, name: str, prefixed: bool) -> dict[str, Any]:
    words = {"transactional-id": "transactionalId"}
    if kind == "cluster":
        return {"type": "cluster"}
    return {
        "type": words.get(kind, kind),
        "name": name,
        "patternType": "prefix" if prefixed else "literal",
    }


EMITTER = Emitter("strimzi", "Strimzi KafkaTopic and KafkaUser resources.", _emit)
