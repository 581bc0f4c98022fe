"""jikkou: KafkaTopic and KafkaPrincipalAuthorization resources, config maps, and lists of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.importing.collecting import Found
from kafka_architect.designs.importing.kubernetes_like import resources
from kafka_architect.designs.importing.source import text_of

if TYPE_CHECKING:
    from typing import Any

    from kafka_architect.designs.importing.imported import Imported
    from kafka_architect.designs.importing.kubernetes_like import Resource
    from kafka_architect.designs.importing.source import Source

NAME = "jikkou"
_TEMPLATE: Final = ("{{", "{%")
_READ: Final = frozenset({"apiVersion", "kind", "metadata", "spec", "status"})
_DELETED: Final = "jikkou.io/delete"


def recognises(source: Source) -> bool:
    """By the API groups."""
    return "jikkou.io/" in source.text and any(
        "jikkou.io/" in str(one.value.get("apiVersion")) for one in source.mappings
    )


def read(sources: list[Source]) -> Imported:
    """Every topic with its config maps, and what each principal may send and receive."""
    found = Found(format=NAME)
    maps: dict[str, dict[str, Any]] = {}
    for source in sources:
        for one in resources(source, "core.jikkou.io/"):
            if one.kind == "ConfigMap":
                maps[one.name] = one.mapping("data")
    kafka = [one for source in sources for one in resources(source, "kafka.jikkou.io/")]
    for one in kafka:
        if one.kind == "KafkaTopic":
            _topic(found, one, maps)
    for one in kafka:
        if one.kind == "KafkaPrincipalAuthorization":
            _authorization(found, one)
        elif one.kind != "KafkaTopic":
            found.left_out.append(f"{one.where}: {one.kind}")
    return found.imported()


def _topic(found: Found, one: Resource, maps: dict[str, dict[str, Any]]) -> None:
    name = one.name
    annotations = one.mapping("metadata", "annotations")
    if any(mark in name for mark in _TEMPLATE) or text_of(annotations.get(_DELETED)) == "true":
        found.left_out.append(f"{one.where}: {name}: a template, or to be deleted")
        return
    spec = one.mapping("spec")
    for key in one.value.keys() - _READ:
        found.left_out.append(f"{one.where}: {name}: {key} beside spec, where jikkou ignores it")
    found.topic(name, one.where)
    owner = text_of(one.mapping("metadata", "labels").get("owner"))
    if owner:
        found.topic(name, one.where)["owner"] = owner
    found.count(name, "partitions", spec.get("partitions"), one.where)
    found.count(name, "replication_factor", spec.get("replicas"), one.where)
    config: dict[str, Any] = {}
    complete = True
    for reference in one.listed("spec", "configMapRefs"):
        if not isinstance(reference, str) or reference not in maps:
            found.ask(name, f"What is in the config map {reference!r}?", f"topics.{name}.config")
            complete = False
        else:
            config |= maps[reference]
    # What the topic says itself wins over its config maps.
    for key, value in {**config, **one.mapping("spec", "configs")}.items():
        text = text_of(value)
        if text is None or any(mark in text for mark in _TEMPLATE):
            found.ask(name, f"What is {key}?", f"topics.{name}.config")
            complete = False
        else:
            found.setting(name, str(key), text, one.where)
    if complete:
        found.complete.add(name)


def _authorization(found: Found, one: Resource) -> None:
    principal = one.name
    service = principal.removeprefix("User:")
    for acl in one.listed("spec", "acls"):
        resource = acl.get("resource") if isinstance(acl, dict) else None
        if not isinstance(resource, dict) or str(acl.get("type", "ALLOW")).upper() != "ALLOW":
            continue
        pattern = text_of(resource.get("pattern")) or ""
        operations = acl.get("operations")
        words = {str(word).upper() for word in operations} if isinstance(operations, list) else set()
        kind = str(resource.get("type", "")).lower()
        literal = str(resource.get("patternType", "LITERAL")).upper() == "LITERAL" and pattern != "*"
        if kind == "group" and literal and words & {"READ", "ALL"} and pattern != service:
            found.service(service).setdefault("group", pattern)
        elif kind == "topic" and literal and pattern in found.topics:
            for word, direction in (("WRITE", "sends"), ("READ", "receives")):
                if words & {word, "ALL"}:
                    found.uses(service, direction, pattern)
                    found.service(service).setdefault("principal", principal)
        elif kind == "topic":
            found.left_out.append(f"{one.where}: {principal}: a permission for the topics {pattern}")
