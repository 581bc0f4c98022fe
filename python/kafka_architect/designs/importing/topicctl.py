"""topicctl: its topic files, `meta` and `spec`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.importing.collecting import Found
from kafka_architect.designs.importing.kubernetes_like import Resource
from kafka_architect.designs.importing.source import text_of

if TYPE_CHECKING:
    from kafka_architect.designs.importing.imported import Imported
    from kafka_architect.designs.importing.source import Source

NAME = "topicctl"
_MS_PER_MINUTE = 60_000


def recognises(source: Source) -> bool:
    """By `meta` and `spec` with topicctl's own word for the replication factor, or its placement."""
    return any(
        isinstance(one.value.get("meta"), dict)
        and isinstance(one.value.get("spec"), dict)
        and bool({"replicationFactor", "placement", "bootstrapAddrs"} & one.value["spec"].keys())
        for one in source.mappings
    )


def read(sources: list[Source]) -> Imported:
    """Every topic; a cluster's file has none."""
    found = Found(format=NAME)
    for source in sources:
        for document in source.mappings:
            _topic(found, Resource(document.value, document, (), "topic"))
    return found.imported()


def _topic(found: Found, one: Resource) -> None:
    spec, meta = one.mapping("spec"), one.mapping("meta")
    if "bootstrapAddrs" in spec:
        found.left_out.append(f"{one.where}: the cluster {text_of(meta.get('name'))}")
        return
    name = text_of(meta.get("name"))
    if not name:
        one.document.refuse("meta.name: expected the name of the topic", "meta")
    topic = found.topic(name, one.where)
    description = text_of(meta.get("description"))
    if description:
        topic["description"] = description.strip()[:10_000]
    found.count(name, "partitions", spec.get("partitions"), one.where)
    found.count(name, "replication_factor", spec.get("replicationFactor"), one.where)
    minutes = spec.get("retentionMinutes")
    if isinstance(minutes, int) and not isinstance(minutes, bool) and minutes > 0:
        found.setting(name, "retention.ms", str(minutes * _MS_PER_MINUTE), one.where)
    complete = True
    for key, value in one.mapping("spec", "settings").items():
        # topicctl joins lists with commas.
        text = ",".join(map(str, value)) if isinstance(value, list) else text_of(value)
        if text is None:
            found.ask(name, f"What is {key}?", f"topics.{name}.config")
            complete = False
        else:
            found.setting(name, str(key), text, one.where)
    if complete:
        found.complete.add(name)
