"""strimzi: KafkaTopic and KafkaUser resources, kafka.strimzi.io/v1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.group_settings import settings_left_out
from kafka_architect.designs.writing.kubernetes import clusters, resource_name
from kafka_architect.designs.writing.strimzi_users import API, kafka_user
from kafka_architect.designs.writing.words import stored
from kafka_architect.designs.writing.yaml_text import Commented, typed, yaml_text

if TYPE_CHECKING:
    from kafka_architect.designs.model.client import Acl, Quota
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.topic import Topic
    from kafka_architect.designs.writing.strimzi_users import Resource


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
            texts[f"{folder}/topics.yaml"] = settings_left_out(design) + yaml_text(*topics)
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
        "apiVersion": API,
        "kind": "KafkaTopic",
        "metadata": {"name": name, "labels": {"strimzi.io/cluster": cluster}},
        "spec": spec,
    }


def _user(principal: str, acls: list[Acl], quota: Quota | None, cluster: str) -> dict[str, Any]:
    rules: dict[Resource, list[str]] = {}
    for acl in acls:
        rules.setdefault((acl.resource, acl.name, acl.prefixed), []).append(acl.operation)
    name = resource_name(principal.removeprefix("User:"))
    return kafka_user(name, cluster, rules, None if quota is None else _rates(quota))


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


EMITTER = Emitter("strimzi", "Strimzi KafkaTopic and KafkaUser resources.", _emit)
