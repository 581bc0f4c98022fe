"""jikkou: topics, permissions, quotas, share groups and schema subjects as its resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.schema_texts import skeletons
from kafka_architect.designs.writing.words import stored
from kafka_architect.designs.writing.yaml_text import Commented, typed, yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.client import Acl, Group, Quota
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.topic import Topic
    from kafka_architect.designs.writing.schema_texts import Skeleton

_API: Final = "kafka.jikkou.io/v1beta2"
# Share groups came after v1beta2.
_GROUPS_API: Final = "kafka.jikkou.io/v1"
_SUBJECTS_API: Final = "schemaregistry.jikkou.io/v1beta2"


def _emit(design: Design) -> dict[str, str]:
    texts = {
        "jikkou/topics.yaml": [_topic(one) for one in design.topics.values()],
        "jikkou/acls.yaml": list(_authorizations(design)),
        "jikkou/quotas.yaml": [_quota(one) for one in design.quotas],
        "jikkou/groups.yaml": [_group(one) for one in design.groups.values() if _is_set(one)],
        "jikkou/subjects.yaml": [_subject(one) for one in skeletons(design)],
    }
    return {path: yaml_text(*resources) for path, resources in texts.items() if resources}


def _resource(kind: str, metadata: dict[str, Any], spec: dict[str, Any]) -> dict[str, Any]:
    return {"apiVersion": _API, "kind": kind, "metadata": metadata, "spec": spec}


def _topic(topic: Topic) -> dict[str, Any]:
    labels = {"owner": topic.owner} if topic.owner else {}
    return _resource(
        "KafkaTopic",
        {"name": topic.name, **({"labels": labels} if labels else {})},
        {
            "partitions": int(topic.partitions),
            "replicas": int(topic.replication_factor),
            "configs": {one.key: typed(one.key, one.value) for one in topic.settings},
        },
    )


def _authorizations(design: Design) -> Iterator[dict[str, Any]]:
    rules: dict[str, dict[tuple[str, str, bool], list[str]]] = {}
    for acl in design.acls:
        of_principal = rules.setdefault(acl.principal, {})
        of_principal.setdefault((acl.resource, _name(acl), acl.prefixed), []).append(_operation(acl))
    for principal, resources in rules.items():
        acls = [
            {
                "resource": {
                    "type": resource.replace("-", "_"),
                    "pattern": name,
                    "patternType": "PREFIXED" if prefixed else "LITERAL",
                },
                "type": "ALLOW",
                "operations": operations,
                "host": "*",
            }
            for (resource, name, prefixed), operations in resources.items()
        ]
        yield _resource("KafkaPrincipalAuthorization", {"name": principal}, {"acls": acls})


def _name(acl: Acl) -> str:
    return "kafka-cluster" if acl.resource == "cluster" else acl.name


def _operation(acl: Acl) -> str:
    """IdempotentWrite as IDEMPOTENT_WRITE."""
    return "".join(f"_{one}" if one.isupper() else one for one in acl.operation).lstrip("_").upper()


def _quota(quota: Quota) -> dict[str, Any]:
    user = quota.principal.removeprefix("User:")
    rates = {
        name: Commented(int(figure), f"{stored(figure.value)}/s per broker")
        for name, figure in (
            ("producerByteRate", quota.producer_bytes_per_s),
            ("consumerByteRate", quota.consumer_bytes_per_s),
        )
        if figure is not None
    }
    return _resource(
        "KafkaClientQuota", {"name": user}, {"type": "USER", "entity": {"user": user}, "configs": rates}
    )


def _is_set(group: Group) -> bool:
    return group.kind == "share" and bool(group.settings)


def _group(group: Group) -> dict[str, Any]:
    return {
        "apiVersion": _GROUPS_API,
        "kind": "KafkaShareGroup",
        "metadata": {"name": group.name},
        "spec": {"configs": {one.key: typed(one.key, one.value) for one in group.settings}},
    }


def _subject(skeleton: Skeleton) -> dict[str, Any]:
    one = skeleton.subject
    return {
        "apiVersion": _SUBJECTS_API,
        "kind": "SchemaRegistrySubject",
        "metadata": {"name": one.subject},
        "spec": {
            "compatibilityLevel": one.compatibility,
            "schemaType": skeleton.kind,
            "schema": skeleton.text,
        },
    }


EMITTER = Emitter("jikkou", "jikkou resources: topics, ACLs, quotas, schema subjects, share groups.", _emit)
